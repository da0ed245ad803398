package knet.threads.ip;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.driver.abi.RxDescriptor;
import org.agrona.DirectBuffer;

/**
 * Finds the IP header behind Ethernet II, up to 8 VLAN tags (802.1Q, 802.1ad, 0x9100), an MPLS
 * label stack or a PPPoE session (RFC 2516). Anything else is not IP. Reads each byte of the shared
 * buffer once, so that a frame that changes under it cannot make it contradict itself.
 */
public final class LinkInput {
    private static final int ETHERNET_HEADER = 14;
    private static final int MAX_TAGS = 8;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;
    private static final int GOLDEN = 0x9E3779B9;

    private LinkInput() {}

    /**
     * Sets {@code networkOffset}, {@code version} and {@code encapsulation}.
     *
     * @return the IP version that the link layer announces, 4 or 6; 0 if the frame is not IP; -1 if
     *     its link header is cut
     */
    public static int parse(final IpPacket packet) {
        final DirectBuffer buffer = packet.buffer;
        final int end = packet.frameEnd;
        int offset = packet.frameOffset + ETHERNET_HEADER;
        packet.encapsulation = IpPacket.PLAIN;
        if (offset > end) {
            return -1;
        }
        final int etherType = unsignedShort(buffer, offset - 2);
        packet.networkOffset = offset;
        packet.networkEnd = end;
        if (etherType == IPV4) {
            return 4;
        }
        if (etherType == IPV6) {
            return 6;
        }
        return parseTagged(packet, etherType);
    }

    private static int parseTagged(final IpPacket packet, final int outerType) {
        final DirectBuffer buffer = packet.buffer;
        final int end = packet.frameEnd;
        int offset = packet.networkOffset;
        int etherType = outerType;
        int tags = 0;
        int encapsulation = 0;
        while (etherType == 0x8100 || etherType == 0x88a8 || etherType == 0x9100) {
            if (tags == MAX_TAGS) {
                return 0;
            }
            if (offset + 4 > end) {
                return -1;
            }
            final int tagControl = unsignedShort(buffer, offset);
            encapsulation = mix(encapsulation, etherType << 12 | tagControl & 0xfff);
            etherType = unsignedShort(buffer, offset + 2);
            offset += 4;
            tags++;
        }
        packet.encapsulation = encapsulation;
        switch (etherType) {
            case IPV4:
                packet.networkOffset = offset;
                return 4;
            case IPV6:
                packet.networkOffset = offset;
                return 6;
            case 0x8847:
            case 0x8848:
                return parseMpls(packet, offset);
            case 0x8864:
                return parsePppoe(packet, offset);
            default:
                return 0;
        }
    }

    private static int parseMpls(final IpPacket packet, final int labelStack) {
        final DirectBuffer buffer = packet.buffer;
        final int end = packet.frameEnd;
        int offset = labelStack;
        int encapsulation = packet.encapsulation;
        int entry;
        do {
            if (offset + 4 > end) {
                return -1;
            }
            entry = buffer.getInt(offset, BIG_ENDIAN);
            encapsulation = mix(encapsulation, entry >>> 12);
            offset += 4;
        } while ((entry & 0x100) == 0);
        if (offset >= end) {
            return -1;
        }
        packet.encapsulation = encapsulation;
        packet.networkOffset = offset;
        final int version = (buffer.getByte(offset) & 0xf0) >> 4;
        return version == 4 || version == 6 ? version : 0;
    }

    private static int parsePppoe(final IpPacket packet, final int offset) {
        if (offset + 8 > packet.frameEnd) {
            return -1;
        }
        final DirectBuffer buffer = packet.buffer;
        final int session = unsignedShort(buffer, offset + 2);
        final int length = unsignedShort(buffer, offset + 4);
        final int protocol = unsignedShort(buffer, offset + 6);
        if (length < 2) {
            return -1;
        }
        final int end = offset + 6 + length;
        if (end < packet.frameEnd) {
            // What follows is padding: nothing of the packet was cut off.
            packet.networkEnd = end;
            packet.flags &= ~RxDescriptor.TRUNCATED;
        }
        packet.encapsulation = mix(packet.encapsulation, 0x88640000 | session);
        packet.networkOffset = offset + 8;
        if (protocol == PPP_IPV4) {
            return 4;
        }
        return protocol == PPP_IPV6 ? 6 : 0;
    }

    /** Never returns {@link IpPacket#PLAIN} for a tagged frame. */
    private static int mix(final int seed, final int value) {
        final int mixed = (seed ^ value) * GOLDEN;
        return (mixed ^ mixed >>> 15) | 1;
    }

    static int unsignedShort(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset, BIG_ENDIAN) & 0xffff;
    }
}
