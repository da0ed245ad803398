package knet.firmware;

/** What the header parser made of a frame, and so what of it a flow hash may use. */
public enum PacketKind {
    /** IPv4 with ports: TCP, UDP or SCTP, not a fragment, the ports captured. */
    IPV4_L4("ipv4-l4"),
    /** IPv6 with ports: TCP, UDP or SCTP, not a fragment, the ports captured. */
    IPV6_L4("ipv6-l4"),
    /** IPv4 without ports: another protocol, or they are not within the captured bytes. */
    IPV4("ipv4"),
    /** IPv6 without ports: another protocol, or they are not within the captured bytes. */
    IPV6("ipv6"),
    /** A fragment of an IPv4 packet, the first one too. */
    IPV4_FRAGMENT("ipv4-frag"),
    /** IPv6 with a fragment header. */
    IPV6_FRAGMENT("ipv6-frag"),
    /** No EtherType that leads to IP. */
    NON_IP("non-ip"),
    /** Says that it is IP, but the fixed header is cut or wrong. */
    MALFORMED("malformed");

    private static final PacketKind[] VALUES = values();

    private final String label;

    PacketKind(final String label) {
        this.label = label;
    }

    /** The name that reports print. */
    public String label() {
        return label;
    }

    /** True if source and destination address are there to be read. */
    public boolean isIp() {
        return this != NON_IP && this != MALFORMED;
    }

    /** True if the two ports are there to be read. */
    public boolean hasPorts() {
        return this == IPV4_L4 || this == IPV6_L4;
    }

    public boolean isFragment() {
        return this == IPV4_FRAGMENT || this == IPV6_FRAGMENT;
    }

    static PacketKind of(final int ordinal) {
        return VALUES[ordinal];
    }
}
