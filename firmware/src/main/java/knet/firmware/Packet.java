package knet.firmware;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * A frame as a classifier sees it: the bytes, and the headers, parsed once when first asked for and
 * without allocation. A flyweight that is re-pointed at each frame; used by one thread.
 *
 * <p>The headers are the outer ones. {@link #inner()} gives the packet inside a tunnel as another
 * view of the same kind.
 *
 * <p>Nothing here reads past the captured bytes. Offsets are absolute positions in {@link
 * #buffer()}, and -1 where there is no such header. A classifier that reads the buffer itself stays
 * below {@link #limit()}.
 */
public final class Packet {
    /** Tunnels that {@link #inner()} follows, one inside the other. */
    public static final int MAX_TUNNELS = 8;

    /** TCP's flag bits as in {@link #tcpFlags()} (RFC 9293, section 3.1). */
    public static final int TCP_FIN = 1;

    public static final int TCP_SYN = 1 << 1;
    public static final int TCP_RST = 1 << 2;
    public static final int TCP_ACK = 1 << 4;

    private static final int NOT_PARSED = -1;
    private static final int TUNNEL_UNKNOWN = 0;
    private static final int TUNNEL_PRESENT = 1;
    private static final int TUNNEL_ABSENT = 2;

    DirectBuffer buffer;
    int offset;
    int limit;

    // Findings of HeaderParser. The kind is an ordinal, for the barrier's sake as well.
    int kind = NOT_PARSED;
    int l2Offset;
    int etherType;
    int vlanCount;
    int ipVersion;
    int l3Offset;
    int protocol;
    int l4Offset;

    /** Only of IPV6_FRAGMENT; -1 if it was cut. */
    int fragmentHeaderOffset;

    private int hash;
    private boolean isHashOfInner;
    private int tunnel = TUNNEL_UNKNOWN;
    private Packet encapsulated;

    /**
     * Points this view at a frame that begins with an Ethernet header.
     *
     * @throws IndexOutOfBoundsException if the range is not within the buffer
     */
    public void wrap(final DirectBuffer buffer, final int offset, final int length) {
        buffer.boundsCheck(offset, length);
        if (this.buffer != buffer) {
            // Storing a reference costs a garbage collector's barrier; the buffer seldom changes.
            this.buffer = buffer;
        }
        this.offset = offset;
        this.limit = offset + length;
        reset();
    }

    /** The rest of the outer packet, from {@code at}: not parsed yet. */
    void wrapInner(final Packet outer, final int at) {
        this.buffer = outer.buffer;
        this.offset = at;
        this.limit = outer.limit;
        reset();
    }

    private void reset() {
        kind = NOT_PARSED;
        tunnel = TUNNEL_UNKNOWN;
        hash = 0;
        isHashOfInner = false;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    /** Captured bytes. */
    public int length() {
        return limit - offset;
    }

    /** Offset of the byte after the last captured one. */
    public int limit() {
        return limit;
    }

    /** The hash that the classifier left, 0 if none. */
    public int hash() {
        return hash;
    }

    /** Leaves a hash for the receive descriptor. */
    public void hash(final int value) {
        this.hash = value;
        this.isHashOfInner = false;
    }

    /** Leaves a hash that was made of the headers of {@link #inner()}; reports then show those. */
    public void hashOfInner(final int value) {
        this.hash = value;
        this.isHashOfInner = true;
    }

    /** The view whose headers the decision was made on: this one, or {@link #inner()}. */
    public Packet decidedOn() {
        return isHashOfInner ? inner() : this;
    }

    public PacketKind kind() {
        return PacketKind.of(kindOrdinal());
    }

    private int kindOrdinal() {
        if (kind == NOT_PARSED) {
            HeaderParser.parseEthernet(this);
        }
        return kind;
    }

    /** True if there are addresses. */
    public boolean isIp() {
        return ipVersion() != 0;
    }

    /** True if there are ports that a flow hash may use: never in a fragment. */
    public boolean hasPorts() {
        final int k = kindOrdinal();
        return k == HeaderParser.IPV4_L4_KIND || k == HeaderParser.IPV6_L4_KIND;
    }

    public boolean isFragment() {
        final int k = kindOrdinal();
        return k == HeaderParser.IPV4_FRAGMENT_KIND || k == HeaderParser.IPV6_FRAGMENT_KIND;
    }

    /** Offset of the Ethernet header; -1 if the frame is too short, or a tunnel carries bare IP. */
    public int l2Offset() {
        kindOrdinal();
        return l2Offset;
    }

    /** EtherType after the VLAN tags; -1 if there is none. */
    public int etherType() {
        kindOrdinal();
        return etherType;
    }

    /** VLAN tags, 0 to 8. */
    public int vlanCount() {
        kindOrdinal();
        return vlanCount;
    }

    /** VLAN identifier of a tag, 0 to 4095, the outermost first; -1 if there is no such tag. */
    public int vlanId(final int tag) {
        final int control = vlanControl(tag);
        return control < 0 ? -1 : control & 0xfff;
    }

    /** Priority code point of a tag, 0 to 7; -1 if there is no such tag. */
    public int vlanPriority(final int tag) {
        final int control = vlanControl(tag);
        return control < 0 ? -1 : control >>> 13;
    }

    private int vlanControl(final int tag) {
        return tag < 0 || tag >= vlanCount()
                ? -1
                : HeaderParser.unsignedShort(buffer, vlanOffset() + tag * 4);
    }

    /** Tags follow the two MAC addresses, each an EtherType and then its control information. */
    private int vlanOffset() {
        return l2Offset + HeaderParser.ETHERNET_HEADER_LENGTH;
    }

    /** 4, 6, or 0 if this is not IP or malformed. */
    public int ipVersion() {
        kindOrdinal();
        return ipVersion;
    }

    /** Offset of the IP header. */
    public int l3Offset() {
        kindOrdinal();
        return l3Offset;
    }

    /**
     * IP protocol number, of IPv6 that after the extension headers: see {@link Protocols}; -1 if
     * not IP.
     */
    public int protocol() {
        kindOrdinal();
        return protocol;
    }

    /** DSCP and ECN: IPv4's type of service, IPv6's traffic class; -1 if not IP. */
    public int trafficClass() {
        return switch (ipVersion()) {
            case 4 -> buffer.getByte(l3Offset + 1) & 0xff;
            case 6 -> (HeaderParser.unsignedShort(buffer, l3Offset) >>> 4) & 0xff;
            default -> -1;
        };
    }

    /** IPv6's flow label, 20 bits (RFC 6437); -1 if not IPv6. */
    public int flowLabel() {
        return ipVersion() == 6 ? buffer.getInt(l3Offset, BIG_ENDIAN) & 0xfffff : -1;
    }

    /** Bytes of an address: 4, 16, or 0 if not IP. */
    public int addressLength() {
        final int version = ipVersion();
        return version == 4 ? 4 : version == 6 ? 16 : 0;
    }

    /** Offset of the source address; the destination follows it. */
    public int sourceAddressOffset() {
        final int version = ipVersion();
        return version == 4 ? l3Offset + 12 : version == 6 ? l3Offset + 8 : -1;
    }

    public int destinationAddressOffset() {
        final int source = sourceAddressOffset();
        return source < 0 ? -1 : source + addressLength();
    }

    /** Source address as a number, the first byte on top; 0 if not IPv4. */
    public int sourceIpv4() {
        return ipVersion() == 4 ? buffer.getInt(l3Offset + 12, BIG_ENDIAN) : 0;
    }

    /** Destination address as a number, the first byte on top; 0 if not IPv4. */
    public int destinationIpv4() {
        return ipVersion() == 4 ? buffer.getInt(l3Offset + 16, BIG_ENDIAN) : 0;
    }

    /**
     * A 32-bit word of the source address, the first byte on top: 0 of IPv4, 0 to 3 of IPv6; 0 for
     * words that are not there.
     */
    public int sourceWord(final int word) {
        return addressWord(sourceAddressOffset(), word);
    }

    /** A 32-bit word of the destination address, as {@link #sourceWord}. */
    public int destinationWord(final int word) {
        return addressWord(destinationAddressOffset(), word);
    }

    private int addressWord(final int address, final int word) {
        return word < 0 || word * 4 >= addressLength()
                ? 0
                : buffer.getInt(address + word * 4, BIG_ENDIAN);
    }

    /** Low 32 bits of the source address; 0 if not IP. */
    public int sourceLow32() {
        final int version = ipVersion();
        // The last four bytes of the address: IPv4's at 12, IPv6's 8 to 23.
        return version == 4
                ? buffer.getInt(l3Offset + 12, BIG_ENDIAN)
                : version == 6 ? buffer.getInt(l3Offset + 20, BIG_ENDIAN) : 0;
    }

    /** Where in its packet a fragment's data begins, bytes; 0 if this is not a fragment. */
    public int fragmentOffset() {
        return FragmentHeader.offsetBytes(this);
    }

    /** True for every fragment but the last. */
    public boolean hasMoreFragments() {
        return FragmentHeader.hasMore(this);
    }

    /** Identification of the packet that a fragment belongs to; 0 if this is not a fragment. */
    public int fragmentId() {
        return FragmentHeader.identification(this);
    }

    /**
     * Offset of what follows the IP header and its extensions; -1 if no byte of it was captured, or
     * this is a fragment other than the first.
     */
    public int l4Offset() {
        kindOrdinal();
        return l4Offset;
    }

    /** Source port of TCP, UDP or SCTP, 0 to 65535; -1 without {@link #hasPorts()}. */
    public int sourcePort() {
        return hasPorts() ? HeaderParser.unsignedShort(buffer, l4Offset) : -1;
    }

    /** Destination port of TCP, UDP or SCTP, 0 to 65535; -1 without {@link #hasPorts()}. */
    public int destinationPort() {
        return hasPorts() ? HeaderParser.unsignedShort(buffer, l4Offset + 2) : -1;
    }

    /** Both ports, the source's on top; 0 without {@link #hasPorts()}. */
    public int ports() {
        return hasPorts() ? buffer.getInt(l4Offset, BIG_ENDIAN) : 0;
    }

    /** TCP's eight flags, {@link #TCP_SYN} and so on; 0 if not TCP, a fragment, or cut. */
    public int tcpFlags() {
        return TransportHeader.tcpFlags(this);
    }

    /**
     * Offset of what TCP, UDP or SCTP carries, or of what follows IP in other protocols; -1 if no
     * byte of it was captured, or this is a fragment.
     */
    public int payloadOffset() {
        return TransportHeader.payloadOffset(this);
    }

    /**
     * Captured bytes from {@link #payloadOffset()}, without Ethernet's padding where IP's length
     * tells; 0 if there are none.
     */
    public int payloadLength() {
        return TransportHeader.payloadLength(this);
    }

    /**
     * The packet one tunnel further in: GRE, IP in IP, VXLAN, Geneve or GTP-U; null if there is
     * none, it is not IP, or malformed. The view is this packet's own, valid as long as this.
     */
    public Packet encapsulated() {
        if (tunnel == TUNNEL_UNKNOWN) {
            kindOrdinal();
            if (encapsulated == null) {
                // Once in the life of this view.
                encapsulated = new Packet();
            }
            tunnel = TunnelParser.enter(this, encapsulated) ? TUNNEL_PRESENT : TUNNEL_ABSENT;
        }
        return tunnel == TUNNEL_PRESENT ? encapsulated : null;
    }

    /**
     * What {@link #encapsulated()} is carried in: GRE, IP in IP, VXLAN, Geneve or GTP-U; empty if
     * there is none.
     */
    public String tunnelName() {
        return encapsulated() == null ? "" : TunnelParser.name(this);
    }

    /**
     * The packet inside the last of up to {@link #MAX_TUNNELS} tunnels; this one if there is none.
     */
    public Packet inner() {
        Packet innermost = this;
        for (int i = 0; i < MAX_TUNNELS; i++) {
            final Packet next = innermost.encapsulated();
            if (next == null) {
                break;
            }
            innermost = next;
        }
        return innermost;
    }
}
