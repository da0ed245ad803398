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

    /** True for those whose header begins with two 16-bit ports, and that RSS hashes. */
    public static boolean hasPorts(final int protocol) {
        return protocol == TCP || protocol == UDP || protocol == SCTP;
    }
}
