package knet.traces.pcap;

import java.nio.ByteOrder;
import knet.traces.Frame;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gives packets of other link types an Ethernet header, so that everything behind a source sees
 * Ethernet alone. The addresses are what the capture tells; where it tells none they are locally
 * administered ones. A packet whose own link header is cut becomes a frame with nothing behind the
 * Ethernet header: it is still a frame, and nothing of it can be parsed.
 */
final class EthernetAdapter {
    static final int ETHERNET_HEADER_BYTES = 14;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86dd;

    /** IEEE 802's local experimental EtherType 1, for what is no IP and has no EtherType. */
    private static final int ETHERTYPE_UNKNOWN = 0x88b5;

    private static final int SLL_BROADCAST = 1;
    private static final int SLL_MULTICAST = 2;

    /** Grows to the capture's largest packet. */
    private UnsafeBuffer scratch = new UnsafeBuffer(new byte[1 << 12]);

    /**
     * Points {@code frame} at an Ethernet frame in a buffer of this object.
     *
     * @param type any but {@link LinkType#EN10MB}
     * @param in that holds the captured packet, link header first
     * @param offset of the packet
     * @param length captured bytes, at most {@link RecordLimits#MAX_CAPTURED_BYTES}
     */
    void wrap(
            final Frame frame,
            final LinkType type,
            final DirectBuffer in,
            final int offset,
            final int length,
            final int wireLength,
            final long timestampNs) {
        final int headerBytes = Math.min(type.headerBytes, length);
        final int payloadBytes = length - headerBytes;
        final int payload = offset + headerBytes;
        if (scratch.capacity() < ETHERNET_HEADER_BYTES + payloadBytes) {
            scratch = new UnsafeBuffer(new byte[2 * (ETHERNET_HEADER_BYTES + payloadBytes)]);
        }
        scratch.putBytes(ETHERNET_HEADER_BYTES, in, payload, payloadBytes);
        final boolean isCut = headerBytes < type.headerBytes;
        if (!isCut && type == LinkType.LINUX_SLL) {
            putAddresses(
                    in.getShort(offset, ByteOrder.BIG_ENDIAN),
                    in,
                    offset + 6,
                    in.getShort(offset + 4, ByteOrder.BIG_ENDIAN));
        } else if (!isCut && type == LinkType.LINUX_SLL2) {
            putAddresses(in.getByte(offset + 10), in, offset + 12, in.getByte(offset + 11));
        } else {
            putAddresses(0, in, 0, 0);
        }
        scratch.putShort(
                12,
                (short)
                        (isCut
                                ? ETHERTYPE_UNKNOWN
                                : etherType(type, in, offset, payload, payloadBytes)),
                ByteOrder.BIG_ENDIAN);
        // In long arithmetic: a hostile wire length is near both ends of an int.
        final long wire = (long) wireLength - type.headerBytes + ETHERNET_HEADER_BYTES;
        frame.wrap(
                scratch,
                0,
                ETHERNET_HEADER_BYTES + payloadBytes,
                (int) Math.max(ETHERNET_HEADER_BYTES, Math.min(wire, Integer.MAX_VALUE)),
                timestampNs);
    }

    private static int etherType(
            final LinkType type,
            final DirectBuffer in,
            final int offset,
            final int payload,
            final int payloadBytes) {
        if (type == LinkType.LINUX_SLL) {
            return in.getShort(offset + 14, ByteOrder.BIG_ENDIAN);
        }
        if (type == LinkType.LINUX_SLL2) {
            return in.getShort(offset, ByteOrder.BIG_ENDIAN);
        }
        final int nibble = payloadBytes > 0 ? in.getByte(payload) >> 4 & 0xf : 0;
        if (nibble == 4) {
            return ETHERTYPE_IPV4;
        }
        if (nibble == 6) {
            return ETHERTYPE_IPV6;
        }
        return switch (type) {
            case IPV4 -> ETHERTYPE_IPV4;
            case IPV6 -> ETHERTYPE_IPV6;
            case NULL, LOOP -> etherTypeOfFamily(in.getInt(offset));
            default -> ETHERTYPE_UNKNOWN;
        };
    }

    /** Of an address family in either byte order: the host's that captured is not known. */
    private static int etherTypeOfFamily(final int family) {
        final int small = (family & 0xffff) == 0 ? Integer.reverseBytes(family) : family;
        return switch (small) {
            case 2 -> ETHERTYPE_IPV4;
            // AF_INET6 of Linux, NetBSD and OpenBSD, FreeBSD, macOS.
            case 10, 24, 28, 30 -> ETHERTYPE_IPV6;
            default -> ETHERTYPE_UNKNOWN;
        };
    }

    private void putAddresses(
            final int packetType,
            final DirectBuffer in,
            final int sourceOffset,
            final int sourceLength) {
        if (packetType == SLL_BROADCAST) {
            scratch.setMemory(0, 6, (byte) 0xff);
        } else {
            scratch.setMemory(0, 6, (byte) 0);
            scratch.putByte(0, (byte) (packetType == SLL_MULTICAST ? 3 : 2));
        }
        if (sourceLength == 6) {
            scratch.putBytes(6, in, sourceOffset, 6);
        } else {
            scratch.setMemory(6, 6, (byte) 0);
            scratch.putByte(6, (byte) 2);
            scratch.putByte(11, (byte) 1);
        }
    }
}
