package knet.firmware;

import static knet.firmware.HeaderParser.unsignedShort;

import org.agrona.DirectBuffer;

/**
 * Steps from a packet into the one that it carries. Written after the RFCs named at each method;
 * what they reserve or forbid is not followed, nor is a fragment of the outer packet.
 */
final class TunnelParser {
    private static final int VXLAN_PORT = 4789;
    private static final int GENEVE_PORT = 6081;
    private static final int GTP_U_PORT = 2152;

    private static final int UDP_HEADER_LENGTH = 8;
    private static final int ETHERTYPE_BRIDGED_ETHERNET = 0x6558;

    private static final int GRE_CHECKSUM = 0x8000;
    private static final int GRE_KEY = 0x2000;
    private static final int GRE_SEQUENCE = 0x1000;

    /** The routing bit of RFC 1701 and the version: a header with either is laid out otherwise. */
    private static final int GRE_UNSUPPORTED = 0x4007;

    private static final int GTP_G_PDU = 0xff;

    private TunnelParser() {}

    /**
     * Points {@code inner} at the packet inside {@code outer}, and parses it.
     *
     * @return false if there is none, or none that is IP and well formed
     */
    static boolean enter(final Packet outer, final Packet inner) {
        if (outer.l4Offset < 0 || outer.isFragment()) {
            return false;
        }
        final int l4 = outer.l4Offset;
        switch (outer.protocol) {
            case Protocols.IPIP -> enterPayload(outer, inner, l4, HeaderParser.ETHERTYPE_IPV4);
            case Protocols.IPV6_IN_IP ->
                    enterPayload(outer, inner, l4, HeaderParser.ETHERTYPE_IPV6);
            case Protocols.GRE -> {
                return enterGre(outer, inner, l4) && inner.isIp();
            }
            case Protocols.UDP -> {
                return outer.limit - l4 >= UDP_HEADER_LENGTH
                        && enterUdp(outer, inner, l4)
                        && inner.isIp();
            }
            default -> {
                return false;
            }
        }
        return inner.isIp();
    }

    /** What a packet that {@link #enter} finds another one in is called. */
    static String name(final Packet outer) {
        if (outer.protocol != Protocols.UDP) {
            return outer.protocol == Protocols.GRE ? "GRE" : "IP in IP";
        }
        return switch (unsignedShort(outer.buffer, outer.l4Offset + 2)) {
            case VXLAN_PORT -> "VXLAN";
            case GENEVE_PORT -> "Geneve";
            default -> "GTP-U";
        };
    }

    private static boolean enterUdp(final Packet outer, final Packet inner, final int udp) {
        final int at = udp + UDP_HEADER_LENGTH;
        return switch (unsignedShort(outer.buffer, udp + 2)) {
            case VXLAN_PORT -> enterVxlan(outer, inner, at);
            case GENEVE_PORT -> enterGeneve(outer, inner, at);
            case GTP_U_PORT -> enterGtpU(outer, inner, at);
            default -> false;
        };
    }

    /** GRE, version 0: RFC 2784, with the key and sequence number of RFC 2890. */
    private static boolean enterGre(final Packet outer, final Packet inner, final int gre) {
        if (outer.limit - gre < 4) {
            return false;
        }
        final int flags = unsignedShort(outer.buffer, gre);
        if ((flags & GRE_UNSUPPORTED) != 0) {
            return false;
        }
        int length = 4;
        length += (flags & GRE_CHECKSUM) != 0 ? 4 : 0;
        length += (flags & GRE_KEY) != 0 ? 4 : 0;
        length += (flags & GRE_SEQUENCE) != 0 ? 4 : 0;
        if (outer.limit - gre < length) {
            return false;
        }
        enterPayload(outer, inner, gre + length, unsignedShort(outer.buffer, gre + 2));
        return true;
    }

    /** VXLAN: RFC 7348, section 5. The I flag must be set: there is a network identifier. */
    private static boolean enterVxlan(final Packet outer, final Packet inner, final int vxlan) {
        if (outer.limit - vxlan < 8 || (outer.buffer.getByte(vxlan) & 0x08) == 0) {
            return false;
        }
        inner.wrapInner(outer, vxlan + 8);
        HeaderParser.parseEthernet(inner);
        return true;
    }

    /** Geneve, version 0: RFC 8926, section 3.4. */
    private static boolean enterGeneve(final Packet outer, final Packet inner, final int geneve) {
        if (outer.limit - geneve < 8) {
            return false;
        }
        final int versionAndLength = outer.buffer.getByte(geneve) & 0xff;
        final int length = 8 + ((versionAndLength & 0x3f) << 2);
        if (versionAndLength >>> 6 != 0 || outer.limit - geneve < length) {
            return false;
        }
        enterPayload(outer, inner, geneve + length, unsignedShort(outer.buffer, geneve + 2));
        return true;
    }

    /** GTP-U, version 1, G-PDU: 3GPP TS 29.281, section 5. */
    private static boolean enterGtpU(final Packet outer, final Packet inner, final int gtp) {
        final DirectBuffer buffer = outer.buffer;
        if (outer.limit - gtp < 8) {
            return false;
        }
        final int flags = buffer.getByte(gtp) & 0xff;
        // Version 1 and protocol type GTP, not GTP'.
        if (flags >>> 4 != 3 || (buffer.getByte(gtp + 1) & 0xff) != GTP_G_PDU) {
            return false;
        }
        int at = gtp + 8;
        // Any of E, S and PN brings all four bytes: sequence number, N-PDU number, next type.
        if ((flags & 0x07) != 0) {
            if (outer.limit - at < 4) {
                return false;
            }
            at += 4;
            int nextType = (flags & 0x04) != 0 ? buffer.getByte(at - 1) & 0xff : 0;
            while (nextType != 0) {
                // An extension header says its length in 4-byte units; its last byte is the next.
                final int length = outer.limit - at < 1 ? 0 : (buffer.getByte(at) & 0xff) << 2;
                if (length == 0 || outer.limit - at < length) {
                    return false;
                }
                at += length;
                nextType = buffer.getByte(at - 1) & 0xff;
            }
        }
        inner.wrapInner(outer, at);
        HeaderParser.parseIpByVersion(inner);
        return true;
    }

    private static void enterPayload(
            final Packet outer, final Packet inner, final int at, final int etherType) {
        inner.wrapInner(outer, at);
        if (etherType == ETHERTYPE_BRIDGED_ETHERNET) {
            HeaderParser.parseEthernet(inner);
        } else {
            HeaderParser.parsePayload(inner, etherType);
        }
    }
}
