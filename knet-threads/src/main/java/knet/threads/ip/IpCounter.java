package knet.threads.ip;

import knet.threads.base.CounterKey;

/**
 * What IP input counts. The names are a contract: they are the keys of {@code ip} in a report.
 *
 * <p>Outcomes are exclusive: {@code frames + reassembled + handedIn} equals the sum of all
 * outcomes. The others say more about packets that also have an outcome.
 */
public enum IpCounter implements CounterKey {
    /** Frames taken in. */
    FRAMES("frames", false),
    /** Datagrams put together from fragments. */
    REASSEMBLED("reassembled", false),
    /** Reassembled datagrams that another thread handed to this one. */
    HANDED_IN("handedIn", false),

    TO_TCP("toTcp", true),
    TO_UDP("toUdp", true),
    TO_ICMP("toIcmp", true),
    TO_ICMPV6("toIcmpv6", true),
    TO_SCTP("toSctp", true),
    /** IPv4, IPv6, GRE, ESP and the rest: nothing above takes them; tunnels are not opened. */
    TO_OTHER_PROTOCOL("toOtherProtocol", true),
    /** Fragments that reassembly took in; what became of them is under the fragment counters. */
    FRAGMENTS("fragments", true),
    /** Reassembled datagrams handed to the thread of the queue that their ports belong to. */
    HANDED_OVER("handedOver", true),

    NON_IP("nonIp", true),
    LINK_HEADER_CUT("linkHeaderCut", true),
    HEADER_CUT("headerCut", true),
    BAD_VERSION("badVersion", true),
    BAD_HEADER_LENGTH("badHeaderLength", true),
    BAD_TOTAL_LENGTH("badTotalLength", true),
    BAD_HEADER_CHECKSUM("badHeaderChecksum", true),
    BAD_OPTIONS("badOptions", true),
    EXTENSION_HEADER_CUT("extensionHeaderCut", true),
    TOO_MANY_EXTENSION_HEADERS("tooManyExtensionHeaders", true),
    /** An IPv6 option whose type says: discard if not recognised (RFC 8200 section 4.2). */
    UNRECOGNISED_OPTION("unrecognisedOption", true),
    /** Routing header type 0 with segments left (RFC 5095). */
    DEPRECATED_ROUTING("deprecatedRouting", true),
    /** A fragment, not the last, whose length is no multiple of 8, or an empty one. */
    FRAGMENT_BAD_LENGTH("fragmentBadLength", true),
    /** A fragment that would end beyond 65,535 bytes (ping of death). */
    FRAGMENT_TOO_LONG("fragmentTooLong", true),
    /** A fragment that the capture cut short: its datagram cannot be completed. */
    FRAGMENT_TRUNCATED("fragmentTruncated", true),
    /** A reassembled datagram that is a fragment again. */
    NESTED_FRAGMENT("nestedFragment", true),

    IPV4("ipv4", false),
    IPV6("ipv6", false),
    /** No header checksum in a frame captured on its way out (a zero field, policy auto). */
    HEADER_CHECKSUM_OFFLOADED("headerChecksumOffloaded", false),
    OPTIONS("options", false),
    EXTENSION_HEADERS("extensionHeaders", false),
    /** Frames whose header gives no length: segmentation offload beyond 64 KB. */
    GIANTS("giants", false),
    /** Packets of which the capture holds a part only. */
    TRUNCATED("truncated", false),
    CONGESTION_EXPERIENCED("congestionExperienced", false),
    /** IPv6 fragments that are whole datagrams (RFC 6946). */
    ATOMIC_FRAGMENTS("atomicFragments", false),

    /** Fragments that brought nothing new. */
    FRAGMENT_DUPLICATES("fragmentDuplicates", false),
    /** IPv4 fragments that overlap another: the bytes that came first count. */
    FRAGMENT_OVERLAPS("fragmentOverlaps", false),
    /** Bytes that differed in such an overlap. */
    FRAGMENT_CONFLICT_BYTES("fragmentConflictBytes", false),
    /** Fragments of datagrams already given up because of an overlap. */
    FRAGMENTS_OF_DROPPED("fragmentsOfDropped", false),

    /** Incomplete datagrams given up because their time was up. */
    REASSEMBLY_TIMEOUTS("reassemblyTimeouts", false),
    /** IPv6 datagrams given up because fragments overlap (RFC 5722). */
    REASSEMBLY_OVERLAPS("reassemblyOverlaps", false),
    /** Datagrams given up because fragments disagree about the length or congestion marks. */
    REASSEMBLY_CONFLICTS("reassemblyConflicts", false),
    /** Incomplete datagrams given up to make room. */
    REASSEMBLY_EVICTIONS("reassemblyEvictions", false),
    /** Incomplete datagrams when the run ended. */
    REASSEMBLY_UNFINISHED("reassemblyUnfinished", false);

    private final String label;
    private final boolean outcome;

    IpCounter(final String label, final boolean outcome) {
        this.label = label;
        this.outcome = outcome;
    }

    /**
     * True for packets that belong to a flow though they are discarded: the NIC has steered them by
     * the same header fields.
     */
    public boolean isSteered() {
        return this == BAD_HEADER_CHECKSUM;
    }

    /** True for the outcomes with which a packet goes up to a protocol. */
    public boolean isDelivery() {
        return ordinal() >= TO_TCP.ordinal() && ordinal() <= TO_OTHER_PROTOCOL.ordinal();
    }

    @Override
    public String label() {
        return label;
    }

    /** True if a packet that is counted here is counted under no other outcome. */
    @Override
    public boolean isOutcome() {
        return outcome;
    }
}
