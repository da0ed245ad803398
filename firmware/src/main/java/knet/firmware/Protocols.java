package knet.firmware;

/** IP protocol numbers (IANA, Assigned Internet Protocol Numbers) that a classifier meets often. */
public final class Protocols {
    public static final int ICMP = 1;
    public static final int IPIP = 4;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int IPV6_IN_IP = 41;
    public static final int GRE = 47;
    public static final int ESP = 50;
    public static final int ICMPV6 = 58;
    public static final int SCTP = 132;

    private Protocols() {}

    /** The name of a protocol, or its number where this program has no word for it. */
    public static String name(final int protocol) {
        return switch (protocol) {
            case ICMP -> "ICMP";
            case IPIP -> "IPv4 in IP";
            case TCP -> "TCP";
            case UDP -> "UDP";
            case IPV6_IN_IP -> "IPv6 in IP";
            case GRE -> "GRE";
            case ESP -> "ESP";
            case ICMPV6 -> "ICMPv6";
            case SCTP -> "SCTP";
            default -> "protocol " + protocol;
        };
    }

    /** True for those whose header begins with two 16-bit ports, and that RSS hashes. */
    public static boolean hasPorts(final int protocol) {
        return protocol == TCP || protocol == UDP || protocol == SCTP;
    }
}
