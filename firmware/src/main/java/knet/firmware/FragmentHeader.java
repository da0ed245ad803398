package knet.firmware;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static knet.firmware.HeaderParser.unsignedShort;

/** Reads the fragment fields of IPv4's header, or IPv6's fragment header if it was captured. */
final class FragmentHeader {
    private FragmentHeader() {}

    static int offsetBytes(final Packet packet) {
        if (!packet.isFragment()) {
            return 0;
        }
        if (packet.ipVersion == 4) {
            return (unsignedShort(packet.buffer, packet.l3Offset + 6) & 0x1fff) << 3;
        }
        // IPv6 keeps the offset in the upper 13 bits, so masking leaves bytes.
        final int header = packet.fragmentHeaderOffset;
        return header < 0 ? 0 : unsignedShort(packet.buffer, header + 2) & 0xfff8;
    }

    static boolean hasMore(final Packet packet) {
        if (!packet.isFragment()) {
            return false;
        }
        if (packet.ipVersion == 4) {
            return (packet.buffer.getShort(packet.l3Offset + 6, BIG_ENDIAN) & 0x2000) != 0;
        }
        final int header = packet.fragmentHeaderOffset;
        return header >= 0 && (packet.buffer.getShort(header + 2, BIG_ENDIAN) & 1) != 0;
    }

    static int identification(final Packet packet) {
        if (!packet.isFragment()) {
            return 0;
        }
        if (packet.ipVersion == 4) {
            return unsignedShort(packet.buffer, packet.l3Offset + 4);
        }
        final int header = packet.fragmentHeaderOffset;
        return header < 0 ? 0 : packet.buffer.getInt(header + 4, BIG_ENDIAN);
    }
}
