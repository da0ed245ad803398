package knet.traces;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Builds Ethernet frames with right checksums, without the code under test. */
public final class FrameBytes {
    private FrameBytes() {}

    public static byte[] concat(final byte[]... parts) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public static byte[] int16(final int... values) {
        final ByteBuffer bytes = ByteBuffer.allocate(2 * values.length);
        for (final int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    public static byte[] ethernet(final int etherType, final byte[] payload) {
        return concat(new byte[] {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2}, int16(etherType), payload);
    }

    /** An IPv4 or IPv6 packet, by the addresses' length, in Ethernet; checksums are right. */
    public static byte[] packet(
            final byte[] source,
            final byte[] destination,
            final int protocol,
            final byte[] transport) {
        return ethernet(
                source.length == 4 ? 0x0800 : 0x86dd, ip(source, destination, protocol, transport));
    }

    public static byte[] ip(
            final byte[] source,
            final byte[] destination,
            final int protocol,
            final byte[] transport) {
        final byte[] summed = withChecksum(source, destination, protocol, transport);
        if (source.length == 16) {
            return concat(
                    int16(0x6000, 0, summed.length),
                    new byte[] {(byte) protocol, 64},
                    source,
                    destination,
                    summed);
        }
        final byte[] header =
                concat(
                        int16(0x4500, 20 + summed.length, 7, 0x4000, 64 << 8 | protocol, 0),
                        source,
                        destination);
        putInt16(header, 10, ~sum(header) & 0xffff);
        return concat(header, summed);
    }

    /** Puts the checksum where the protocol has it; without one nothing is changed. */
    private static byte[] withChecksum(
            final byte[] source,
            final byte[] destination,
            final int protocol,
            final byte[] transport) {
        final int at = checksumOffset(protocol);
        final byte[] summed = transport.clone();
        if (at < 0 || summed.length < at + 2) {
            return summed;
        }
        putInt16(summed, at, 0);
        final int checksum = ~sum(pseudo(source, destination, protocol, summed)) & 0xffff;
        putInt16(summed, at, protocol == 17 && checksum == 0 ? 0xffff : checksum);
        return summed;
    }

    public static int checksumOffset(final int protocol) {
        return switch (protocol) {
            case 6 -> 16;
            case 17 -> 6;
            case 58 -> 2;
            default -> -1;
        };
    }

    private static byte[] pseudo(
            final byte[] source,
            final byte[] destination,
            final int protocol,
            final byte[] transport) {
        return concat(
                source,
                destination,
                int16(transport.length >>> 16, transport.length, 0, protocol),
                transport);
    }

    /** The sum over pseudo-header and transport of a frame built by {@link #packet}. */
    public static int transportSum(final byte[] frame) {
        final boolean isIpv4 = frame[12] == 8;
        final int addresses = isIpv4 ? 26 : 22;
        final int width = isIpv4 ? 4 : 16;
        final int transport = isIpv4 ? 34 : 54;
        return sum(
                pseudo(
                        java.util.Arrays.copyOfRange(frame, addresses, addresses + width),
                        java.util.Arrays.copyOfRange(
                                frame, addresses + width, addresses + 2 * width),
                        frame[isIpv4 ? 23 : 20] & 0xff,
                        java.util.Arrays.copyOfRange(frame, transport, frame.length)));
    }

    /** The sum of the pseudo-header alone, as a host leaves it to its NIC. */
    public static int pseudoSum(final byte[] frame) {
        final boolean isIpv4 = frame[12] == 8;
        final int addresses = isIpv4 ? 26 : 22;
        final int width = isIpv4 ? 4 : 16;
        final int length = frame.length - (isIpv4 ? 34 : 54);
        return sum(
                concat(
                        java.util.Arrays.copyOfRange(frame, addresses, addresses + 2 * width),
                        int16(length >>> 16, length, 0, frame[isIpv4 ? 23 : 20] & 0xff)));
    }

    /** The sum over an IPv4 header without options, at offset 14. */
    public static int ipv4HeaderSum(final byte[] frame) {
        return sum(java.util.Arrays.copyOfRange(frame, 14, 34));
    }

    /** RFC 1071, word by word. */
    public static int sum(final byte[] bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }

    public static void putInt16(final byte[] bytes, final int at, final int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    public static byte[] tcp(final int source, final int destination, final byte[] payload) {
        return concat(int16(source, destination, 1, 2, 3, 4, 0x5018, 100, 0, 0), payload);
    }

    public static byte[] udp(final int source, final int destination, final byte[] payload) {
        return concat(int16(source, destination, 8 + payload.length, 0), payload);
    }

    public static byte[] ipv4Address(final int address) {
        return ByteBuffer.allocate(4).putInt(address).array();
    }

    public static byte[] ipv6Address(final long upper, final long lower) {
        return ByteBuffer.allocate(16).putLong(upper).putLong(lower).array();
    }
}
