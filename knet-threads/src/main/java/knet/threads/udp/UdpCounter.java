package knet.threads.udp;

import knet.threads.base.CounterKey;

/** What UDP input counts; {@code datagrams} equals the sum of the outcomes. */
public enum UdpCounter implements CounterKey {
    DATAGRAMS("datagrams", false),
    DELIVERED("delivered", true),
    HEADER_CUT("headerCut", true),
    BAD_LENGTH("badLength", true),
    BAD_CHECKSUM("badChecksum", true),
    /** UDP over IPv6 without a checksum (RFC 8200 section 8.1). */
    ZERO_CHECKSUM_IPV6("zeroChecksumIpv6", true),

    PAYLOAD_BYTES("payloadBytes", false),
    NO_CHECKSUM("noChecksum", false),
    CHECKSUM_OFFLOADED("checksumOffloaded", false),
    /** Datagrams of which the capture holds a part: the checksum could not be looked at. */
    CHECKSUM_UNVERIFIABLE("checksumUnverifiable", false);

    private final String label;
    private final boolean outcome;

    UdpCounter(final String label, final boolean outcome) {
        this.label = label;
        this.outcome = outcome;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public boolean isOutcome() {
        return outcome;
    }
}
