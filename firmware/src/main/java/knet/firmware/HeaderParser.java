package knet.firmware;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * Finds the IP header of a frame and what follows it. Writes its findings into the {@link Packet}'s
 * fields and allocates nothing.
 *
 * <p>Bounds: every read is preceded by a comparison with what is left of the captured bytes,
 * written as {@code limit - at < n} with {@code at <= limit}, which cannot overflow. Lengths inside
 * packets are hostile, so nothing is added to a position before it is known to fit.
 */
final class HeaderParser {
    static final int ETHERNET_HEADER_LENGTH = 14;
    static final int IPV4_HEADER_LENGTH = 20;
    static final int IPV6_HEADER_LENGTH = 40;

    static final int ETHERTYPE_IPV4 = 0x0800;
    static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final int ETHERTYPE_VLAN = 0x8100;
    private static final int ETHERTYPE_PROVIDER_VLAN = 0x88a8;
    private static final int ETHERTYPE_OLD_QINQ = 0x9100;
    private static final int ETHERTYPE_MPLS = 0x8847;
    private static final int ETHERTYPE_MPLS_UPSTREAM = 0x8848;
    private static final int ETHERTYPE_PPPOE_SESSION = 0x8864;
    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;

    /** PPPoE's six bytes (RFC 2516, section 4), then PPP's protocol number. */
    private static final int PPPOE_HEADER_LENGTH = 6;

    private static final int TAG_LENGTH = 4;
    private static final int MAX_TAGS = 8;
    private static final int MAX_EXTENSION_HEADERS = 16;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int NO_NEXT_HEADER = 59;
    private static final int DESTINATION_OPTIONS = 60;

    private static final int IPV4_KIND = PacketKind.IPV4.ordinal();
    static final int IPV4_L4_KIND = PacketKind.IPV4_L4.ordinal();
    static final int IPV4_FRAGMENT_KIND = PacketKind.IPV4_FRAGMENT.ordinal();
    private static final int IPV6_KIND = PacketKind.IPV6.ordinal();
    static final int IPV6_L4_KIND = PacketKind.IPV6_L4.ordinal();
    static final int IPV6_FRAGMENT_KIND = PacketKind.IPV6_FRAGMENT.ordinal();
    private static final int NON_IP_KIND = PacketKind.NON_IP.ordinal();
    private static final int MALFORMED_KIND = PacketKind.MALFORMED.ordinal();

    private HeaderParser() {}

    /** Parses a packet that begins with an Ethernet header. */
    static void parseEthernet(final Packet packet) {
        final int start = packet.offset;
        if (packet.limit - start < ETHERNET_HEADER_LENGTH) {
            packet.l2Offset = -1;
            packet.etherType = -1;
            packet.vlanCount = 0;
            notIp(packet, NON_IP_KIND);
            return;
        }
        packet.l2Offset = start;
        parseFromEtherType(packet, start + ETHERNET_HEADER_LENGTH - 2);
    }

    /** Parses what a known EtherType announces, without an Ethernet header before it. */
    static void parsePayload(final Packet packet, final int etherType) {
        packet.l2Offset = -1;
        packet.vlanCount = 0;
        dispatch(packet, etherType, packet.offset);
    }

    /** Parses a packet whose first nibble says which version of IP it is, or that it is none. */
    static void parseIpByVersion(final Packet packet) {
        packet.l2Offset = -1;
        packet.etherType = -1;
        packet.vlanCount = 0;
        ipByVersion(packet, packet.offset);
    }

    /** Skips VLAN tags. {@code at} is the offset of the EtherType, whose two bytes are there. */
    private static void parseFromEtherType(final Packet packet, final int typeOffset) {
        final DirectBuffer buffer = packet.buffer;
        int at = typeOffset;
        int etherType = unsignedShort(buffer, at);
        int tags = 0;
        while (isTag(etherType)
                && tags < MAX_TAGS
                && packet.limit - at >= TAG_LENGTH + Short.BYTES) {
            at += TAG_LENGTH;
            tags++;
            etherType = unsignedShort(buffer, at);
        }
        packet.vlanCount = tags;
        dispatch(packet, etherType, at + Short.BYTES);
    }

    private static boolean isTag(final int etherType) {
        return etherType == ETHERTYPE_VLAN
                || etherType == ETHERTYPE_PROVIDER_VLAN
                || etherType == ETHERTYPE_OLD_QINQ;
    }

    private static void dispatch(final Packet packet, final int etherType, final int at) {
        packet.etherType = etherType;
        switch (etherType) {
            case ETHERTYPE_IPV4 -> parseIpv4(packet, at);
            case ETHERTYPE_IPV6 -> parseIpv6(packet, at);
            case ETHERTYPE_MPLS, ETHERTYPE_MPLS_UPSTREAM -> parseMpls(packet, at);
            case ETHERTYPE_PPPOE_SESSION -> parsePppoe(packet, at);
            default -> notIp(packet, NON_IP_KIND);
        }
    }

    /** MPLS label stack entries (RFC 3032, section 2.1) to the one with the bottom-of-stack bit. */
    private static void parseMpls(final Packet packet, final int stackOffset) {
        final DirectBuffer buffer = packet.buffer;
        int at = stackOffset;
        while (packet.limit - at >= Integer.BYTES) {
            final boolean isBottom = (buffer.getShort(at + 2, BIG_ENDIAN) & 0x100) != 0;
            at += Integer.BYTES;
            if (isBottom) {
                ipByVersion(packet, at);
                return;
            }
        }
        notIp(packet, NON_IP_KIND);
    }

    private static void parsePppoe(final Packet packet, final int at) {
        if (packet.limit - at >= PPPOE_HEADER_LENGTH + Short.BYTES) {
            final int protocol = unsignedShort(packet.buffer, at + PPPOE_HEADER_LENGTH);
            final int payload = at + PPPOE_HEADER_LENGTH + Short.BYTES;
            if (protocol == PPP_IPV4) {
                parseIpv4(packet, payload);
                return;
            }
            if (protocol == PPP_IPV6) {
                parseIpv6(packet, payload);
                return;
            }
        }
        notIp(packet, NON_IP_KIND);
    }

    private static void ipByVersion(final Packet packet, final int at) {
        final int version = packet.limit - at < 1 ? 0 : (packet.buffer.getByte(at) & 0xf0) >>> 4;
        if (version == 4) {
            parseIpv4(packet, at);
        } else if (version == 6) {
            parseIpv6(packet, at);
        } else {
            notIp(packet, NON_IP_KIND);
        }
    }

    /**
     * IPv4 (RFC 791). The total length is not consulted: it is 0 in giants, and lies in hostile
     * frames.
     */
    private static void parseIpv4(final Packet packet, final int l3) {
        final DirectBuffer buffer = packet.buffer;
        final int left = packet.limit - l3;
        if (left < IPV4_HEADER_LENGTH) {
            notIp(packet, MALFORMED_KIND);
            return;
        }
        // One load brings version, header length and the fragment word.
        final long first = buffer.getLong(l3, BIG_ENDIAN);
        final int versionAndLength = (int) (first >>> 56);
        if (versionAndLength < 0x45 || versionAndLength > 0x4f) {
            notIp(packet, MALFORMED_KIND);
            return;
        }
        final int headerLength = (versionAndLength & 0xf) << 2;
        final int fragment = (int) first & 0x3fff;
        final int protocol = buffer.getByte(l3 + 9) & 0xff;
        packet.ipVersion = 4;
        packet.l3Offset = l3;
        packet.protocol = protocol;
        if (headerLength > left) {
            packet.l4Offset = -1;
            packet.kind = fragment != 0 ? IPV4_FRAGMENT_KIND : IPV4_KIND;
        } else if (fragment != 0) {
            final boolean isFirst = (fragment & 0x1fff) == 0;
            packet.l4Offset = isFirst && headerLength < left ? l3 + headerLength : -1;
            packet.kind = IPV4_FRAGMENT_KIND;
        } else {
            packet.l4Offset = headerLength < left ? l3 + headerLength : -1;
            packet.kind =
                    left - headerLength >= Integer.BYTES && Protocols.hasPorts(protocol)
                            ? IPV4_L4_KIND
                            : IPV4_KIND;
        }
    }

    /** IPv6 and its chain of extension headers (RFC 8200, section 4). */
    private static void parseIpv6(final Packet packet, final int l3) {
        final DirectBuffer buffer = packet.buffer;
        if (packet.limit - l3 < IPV6_HEADER_LENGTH || (buffer.getByte(l3) & 0xf0) != 0x60) {
            notIp(packet, MALFORMED_KIND);
            return;
        }
        packet.ipVersion = 6;
        packet.l3Offset = l3;
        int protocol = buffer.getByte(l3 + 6) & 0xff;
        int at = l3 + IPV6_HEADER_LENGTH;
        if (!Protocols.hasPorts(protocol)) {
            for (int walked = 0; walked < MAX_EXTENSION_HEADERS; walked++) {
                if (!isWalked(protocol)) {
                    break;
                }
                if (packet.limit - at < 2) {
                    cutIpv6(packet, protocol);
                    return;
                }
                final int units = buffer.getByte(at + 1) & 0xff;
                // AH counts 4-byte words less two (RFC 4302), the others 8-byte words less one.
                final int length = protocol == AUTHENTICATION ? (units + 2) << 2 : (units + 1) << 3;
                protocol = buffer.getByte(at) & 0xff;
                if (packet.limit - at < length) {
                    cutIpv6(packet, protocol);
                    return;
                }
                at += length;
            }
        }
        if (protocol == FRAGMENT) {
            parseIpv6Fragment(packet, at);
            return;
        }
        packet.protocol = protocol;
        packet.l4Offset = at < packet.limit && isTransport(protocol) ? at : -1;
        packet.kind =
                packet.limit - at >= Integer.BYTES && Protocols.hasPorts(protocol)
                        ? IPV6_L4_KIND
                        : IPV6_KIND;
    }

    private static boolean isWalked(final int nextHeader) {
        return nextHeader == HOP_BY_HOP
                || nextHeader == ROUTING
                || nextHeader == DESTINATION_OPTIONS
                || nextHeader == AUTHENTICATION;
    }

    /** The captured bytes end inside the chain; {@code protocol} is the last type that was read. */
    private static void cutIpv6(final Packet packet, final int protocol) {
        packet.protocol = protocol;
        packet.l4Offset = -1;
        packet.fragmentHeaderOffset = -1;
        packet.kind = protocol == FRAGMENT ? IPV6_FRAGMENT_KIND : IPV6_KIND;
    }

    private static void parseIpv6Fragment(final Packet packet, final int at) {
        packet.kind = IPV6_FRAGMENT_KIND;
        packet.l4Offset = -1;
        packet.protocol = FRAGMENT;
        packet.fragmentHeaderOffset = -1;
        if (packet.limit - at < 8) {
            return;
        }
        final int protocol = packet.buffer.getByte(at) & 0xff;
        packet.protocol = protocol;
        packet.fragmentHeaderOffset = at;
        final boolean isFirst = (unsignedShort(packet.buffer, at + 2) & 0xfff8) == 0;
        if (isFirst && isTransport(protocol) && packet.limit - at > 8) {
            packet.l4Offset = at + 8;
        }
    }

    private static boolean isTransport(final int nextHeader) {
        return nextHeader != NO_NEXT_HEADER && nextHeader != FRAGMENT && !isWalked(nextHeader);
    }

    private static void notIp(final Packet packet, final int kind) {
        packet.kind = kind;
        packet.ipVersion = 0;
        packet.protocol = -1;
        packet.l3Offset = -1;
        packet.l4Offset = -1;
    }

    static int unsignedShort(final DirectBuffer buffer, final int at) {
        return buffer.getShort(at, BIG_ENDIAN) & 0xffff;
    }
}
