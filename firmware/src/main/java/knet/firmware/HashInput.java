package knet.firmware;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a packet's hash was made of.
 *
 * @param function {@code toeplitz}, {@code crc32c} and so on
 * @param key in hexadecimal digits; empty if the function has none
 * @param transform what was done to the fields before, so that both directions hash alike: {@code
 *     none}, {@code sorted}, {@code symmetric-xor} and so on
 * @param isInner the headers are those of {@link Packet#inner()}
 * @param isSymmetric both directions of every flow have the same hash
 * @param fields taken, in words: {@code addresses and ports}
 * @param parts the bytes that were hashed, in their order
 * @param hash what came out
 */
public record HashInput(
        String function,
        String key,
        String transform,
        boolean isInner,
        boolean isSymmetric,
        String fields,
        List<Part> parts,
        int hash) {

    public HashInput {
        parts = List.copyOf(parts);
    }

    /**
     * Some bytes of the input.
     *
     * @param field that they came from: {@code source address}
     * @param offset of the field in the frame, bytes; -1 if it comes from none
     * @param length of the field in the frame, bytes; 0 if it comes from none
     * @param hex the bytes, in hexadecimal digits
     */
    public record Part(String field, int offset, int length, String hex) {}

    /** Of a Toeplitz hash of the packet's own addresses, and its ports if wanted. */
    static HashInput asItStands(
            final Toeplitz toeplitz, final Packet packet, final boolean withPorts, final int hash) {
        final boolean hasPorts = withPorts && packet.hasPorts();
        final List<Part> parts = new ArrayList<>();
        final int source = packet.sourceAddressOffset();
        final int length = packet.addressLength();
        parts.add(part("source address", packet, source, length));
        parts.add(part("destination address", packet, source + length, length));
        if (hasPorts) {
            parts.add(part("source port", packet, packet.l4Offset(), Short.BYTES));
            parts.add(
                    part("destination port", packet, packet.l4Offset() + Short.BYTES, Short.BYTES));
        }
        return new HashInput(
                "toeplitz",
                toeplitz.keyHex(),
                "none",
                false,
                toeplitz.isSymmetric(),
                words(true, true, hasPorts, hasPorts),
                parts,
                hash);
    }

    private static Part part(
            final String field, final Packet packet, final int at, final int length) {
        final byte[] bytes = new byte[length];
        packet.buffer().getBytes(at, bytes);
        return new Part(field, at - packet.offset(), length, HexFormat.of().formatHex(bytes));
    }

    /** All bytes, in hexadecimal digits. */
    public String hex() {
        return parts.stream().map(Part::hex).collect(Collectors.joining());
    }

    /**
     * The fields in words.
     *
     * @param source address is taken; the others likewise
     */
    public static String words(
            final boolean source,
            final boolean destination,
            final boolean sourcePort,
            final boolean destinationPort) {
        final String addresses =
                source && destination
                        ? "addresses"
                        : source ? "source address" : destination ? "destination address" : "";
        final String ports =
                sourcePort && destinationPort
                        ? "ports"
                        : sourcePort ? "source port" : destinationPort ? "destination port" : "";
        return addresses
                + (addresses.isEmpty() || ports.isEmpty() ? "" : " and ")
                + ports
                + (addresses.isEmpty() && ports.isEmpty() ? "nothing" : "");
    }
}
