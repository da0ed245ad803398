package knet.traces.show;

import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.Packet;

/**
 * Decodes frames with pcap4j. What it throws over a malformed packet, and it throws much, becomes a
 * note.
 */
final class Decoder {
    private static final int TYPE_OFFSET = 12;
    private static final int TYPE_8021Q = 0x8100;
    private static final int TYPE_8021AD = 0x88a8;
    private static final int TYPE_OLD_QINQ = 0x9100;

    private Packet packet;
    private String note;
    private int outerTagType;

    /** Decodes the first {@code length} bytes. */
    void decode(final byte[] bytes, final int length) {
        packet = null;
        note = null;
        outerTagType = length > TYPE_OFFSET + 1 ? outerTagType(bytes) : 0;
        if (outerTagType == 0) {
            decodeEthernet(bytes, length);
            return;
        }
        // pcap4j knows no service tags, which look like VLAN tags: lend it the type that it knows.
        final byte first = bytes[TYPE_OFFSET];
        final byte second = bytes[TYPE_OFFSET + 1];
        bytes[TYPE_OFFSET] = (byte) (TYPE_8021Q >> 8);
        bytes[TYPE_OFFSET + 1] = (byte) TYPE_8021Q;
        decodeEthernet(bytes, length);
        bytes[TYPE_OFFSET] = first;
        bytes[TYPE_OFFSET + 1] = second;
    }

    private static int outerTagType(final byte[] bytes) {
        final int type = (bytes[TYPE_OFFSET] & 0xff) << 8 | bytes[TYPE_OFFSET + 1] & 0xff;
        return type == TYPE_8021AD || type == TYPE_OLD_QINQ ? type : 0;
    }

    private void decodeEthernet(final byte[] bytes, final int length) {
        if (length == 0) {
            note = "no byte of it was captured";
            return;
        }
        try {
            packet = EthernetPacket.newPacket(bytes, 0, length);
        } catch (final IllegalRawDataException | RuntimeException | StackOverflowError e) {
            note = describe(e);
        }
    }

    /** The frame, or null if even its outermost header could not be decoded. */
    Packet packet() {
        return packet;
    }

    /** What pcap4j could not make of the frame, one line; null if it could. */
    String note() {
        return note;
    }

    /** EtherType of an outer tag that {@link #packet} shows as 802.1Q and is not; else 0. */
    int outerTagType() {
        return outerTagType;
    }

    static String describe(final Throwable e) {
        final String message = String.valueOf(e.getMessage());
        // pcap4j quotes the packet's bytes in its messages.
        final int quoted = message.indexOf(" rawData:");
        final String brief = quoted < 0 ? message : message.substring(0, quoted);
        final String line = printable(brief.lines().findFirst().orElse("")).strip();
        return "pcap4j cannot decode it: " + (line.isEmpty() ? e.getClass().getSimpleName() : line);
    }

    /** Packets hold what they like, also what a terminal would obey. */
    static String printable(final String text) {
        return text.replaceAll("[\\p{Cc}&&[^\\n]]", ".");
    }
}
