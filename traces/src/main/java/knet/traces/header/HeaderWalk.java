package knet.traces.header;

import java.nio.ByteOrder;
import knet.traces.Frame;
import org.agrona.DirectBuffer;

/**
 * Finds the outermost IP header of an Ethernet frame and the transport header behind it, never
 * reading past the captured bytes. A flyweight: {@link #walk} forgets the frame before.
 *
 * <p>Tags 0x8100, 0x88a8 and 0x9100 are passed over, up to 8, so are MPLS labels and PPPoE session
 * headers. IPv6 extension headers are walked, at most 16.
 */
public final class HeaderWalk {
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ICMPV6 = 58;
    public static final int SCTP = 132;

    /** In place of a protocol or a port: there is none, or it is cut off. */
    public static final int NONE = -1;

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final int MAX_TAGS = 8;
    private static final int MAX_EXTENSIONS = 16;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;

    private DirectBuffer buffer;
    private int end;
    private int wireEnd;

    private int etherType;
    private int vlanTags;
    private int mplsLabels;
    private boolean isPppoe;

    private int ipVersion;
    private boolean isMalformed;
    private int ip;
    private int transport;
    private int transportWireBytes;
    private int protocol;
    private boolean isFragment;
    private boolean isLaterFragment;
    private boolean isSourceRouted;
    private int sourcePort;
    private int destinationPort;

    /** Walks a frame's headers. */
    public void walk(final Frame frame) {
        walk(frame.buffer(), frame.offset(), frame.length(), frame.wireLength());
    }

    /**
     * Walks a frame's headers.
     *
     * @param offset of the Ethernet header
     * @param length captured bytes
     * @param wireLength for the length of giants, whose IP header says 0
     */
    public void walk(
            final DirectBuffer buffer, final int offset, final int length, final int wireLength) {
        this.buffer = buffer;
        end = offset + length;
        wireEnd = offset + Math.max(length, wireLength);
        if (wireEnd < 0) {
            wireEnd = Integer.MAX_VALUE;
        }
        etherType = NONE;
        vlanTags = 0;
        mplsLabels = 0;
        isPppoe = false;
        ipVersion = 0;
        isMalformed = false;
        ip = 0;
        transport = 0;
        transportWireBytes = 0;
        protocol = NONE;
        isFragment = false;
        isLaterFragment = false;
        isSourceRouted = false;
        sourcePort = NONE;
        destinationPort = NONE;
        if (length >= 14) {
            link(offset + 12);
        }
    }

    /** From the EtherType at {@code at}. */
    private void link(final int at) {
        int next = at;
        etherType = uint16(next);
        next += 2;
        while (isTag(etherType) && vlanTags < MAX_TAGS) {
            if (end - next < 4) {
                etherType = NONE;
                return;
            }
            vlanTags++;
            etherType = uint16(next + 2);
            next += 4;
        }
        switch (etherType) {
            case ETHERTYPE_IPV4 -> ipv4(next);
            case ETHERTYPE_IPV6 -> ipv6(next);
            case 0x8847, 0x8848 -> mpls(next);
            case 0x8864 -> pppoe(next);
            default -> {
                // No IP.
            }
        }
    }

    private static boolean isTag(final int type) {
        return type == 0x8100 || type == 0x88a8 || type == 0x9100;
    }

    private void mpls(final int at) {
        int next = at;
        boolean bottom = false;
        while (!bottom && end - next >= 4) {
            bottom = (buffer.getByte(next + 2) & 1) != 0;
            mplsLabels++;
            next += 4;
        }
        if (bottom && next < end) {
            final int nibble = buffer.getByte(next) >> 4 & 0xf;
            if (nibble == 4) {
                ipv4(next);
            } else if (nibble == 6) {
                ipv6(next);
            }
        }
    }

    private void pppoe(final int at) {
        isPppoe = true;
        if (end - at < 8) {
            return;
        }
        final int ppp = uint16(at + 6);
        if (ppp == 0x0021) {
            ipv4(at + 8);
        } else if (ppp == 0x0057) {
            ipv6(at + 8);
        }
    }

    private void ipv4(final int at) {
        final int headerBytes = end - at >= 20 ? (buffer.getByte(at) & 0xf) * 4 : 0;
        if (headerBytes < 20 || (buffer.getByte(at) >> 4 & 0xf) != 4) {
            isMalformed = true;
            return;
        }
        ipVersion = 4;
        ip = at;
        protocol = buffer.getByte(at + 9) & 0xff;
        final int fragment = uint16(at + 6);
        isFragment = (fragment & 0x3fff) != 0;
        isLaterFragment = (fragment & 0x1fff) != 0;
        transport = at + headerBytes;
        final int totalLength = uint16(at + 2);
        final int datagramEnd = totalLength == 0 ? wireEnd : at + totalLength;
        transportWireBytes = Math.max(0, datagramEnd - transport);
        ports();
    }

    private void ipv6(final int at) {
        if (end - at < 40 || (buffer.getByte(at) >> 4 & 0xf) != 6) {
            isMalformed = true;
            return;
        }
        ipVersion = 6;
        ip = at;
        final int payloadLength = uint16(at + 4);
        final int datagramEnd = payloadLength == 0 ? wireEnd : at + 40 + payloadLength;
        int next = buffer.getByte(at + 6) & 0xff;
        int header = at + 40;
        for (int i = 0; i < MAX_EXTENSIONS && isExtension(next); i++) {
            if (isLaterFragment || end - header < 8) {
                // What follows in a later fragment is data, and what is cut cannot be walked.
                next = isLaterFragment ? next : NONE;
                break;
            }
            final int following = buffer.getByte(header) & 0xff;
            final int lengthByte = buffer.getByte(header + 1) & 0xff;
            switch (next) {
                case FRAGMENT -> {
                    final int fragment = uint16(header + 2);
                    isFragment = true;
                    isLaterFragment = (fragment & 0xfff8) != 0;
                    header += 8;
                }
                case AUTHENTICATION -> header += (lengthByte + 2) * 4;
                default -> {
                    isSourceRouted |= next == ROUTING && buffer.getByte(header + 3) != 0;
                    header += (lengthByte + 1) * 8;
                }
            }
            next = following;
        }
        protocol = next;
        transport = header;
        transportWireBytes = Math.max(0, datagramEnd - header);
        ports();
    }

    private static boolean isExtension(final int header) {
        return header == HOP_BY_HOP
                || header == ROUTING
                || header == FRAGMENT
                || header == AUTHENTICATION
                || header == DESTINATION_OPTIONS;
    }

    private void ports() {
        if (!isLaterFragment
                && (protocol == TCP || protocol == UDP || protocol == SCTP)
                && end - transport >= 4) {
            sourcePort = uint16(transport);
            destinationPort = uint16(transport + 2);
        }
    }

    private int uint16(final int at) {
        return buffer.getShort(at, ByteOrder.BIG_ENDIAN) & 0xffff;
    }

    /** The EtherType behind all tags; {@link #NONE} if it is cut off. */
    public int etherType() {
        return etherType;
    }

    public int vlanTags() {
        return vlanTags;
    }

    public int mplsLabels() {
        return mplsLabels;
    }

    public boolean isPppoe() {
        return isPppoe;
    }

    /** 4 or 6; 0 if there is no IP header, or a malformed one. */
    public int ipVersion() {
        return ipVersion;
    }

    /** The frame says IP, but the fixed header is cut or wrong. */
    public boolean isMalformed() {
        return isMalformed;
    }

    /** Index in the buffer of the IP header. */
    public int ipOffset() {
        return ip;
    }

    /**
     * The protocol behind IP and its extension headers; {@link #NONE} without IP or where they are
     * cut off. Of fragments too: see {@link #isLaterFragment}.
     */
    public int protocol() {
        return protocol;
    }

    /** Index in the buffer of what follows IP; may lie at or behind {@link #end}. */
    public int transportOffset() {
        return transport;
    }

    /** Bytes from there that IP's length says were sent (the wire's, where IP says 0). */
    public int transportWireBytes() {
        return transportWireBytes;
    }

    /** Index in the buffer behind the last captured byte. */
    public int end() {
        return end;
    }

    public boolean isFragment() {
        return isFragment;
    }

    /** A fragment that does not hold its datagram's first byte. */
    public boolean isLaterFragment() {
        return isLaterFragment;
    }

    /** An IPv6 routing header says that the destination is not the final one. */
    public boolean isSourceRouted() {
        return isSourceRouted;
    }

    /** Of TCP, UDP and SCTP, of first fragments too; else {@link #NONE}. */
    public int sourcePort() {
        return sourcePort;
    }

    /** Of TCP, UDP and SCTP, of first fragments too; else {@link #NONE}. */
    public int destinationPort() {
        return destinationPort;
    }
}
