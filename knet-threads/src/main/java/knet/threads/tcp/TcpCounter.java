package knet.threads.tcp;

import knet.threads.base.CounterKey;

/**
 * What TCP input counts. The names are a contract: they are the keys of {@code tcp} in a report.
 * Outcomes are exclusive; {@code segments} equals the sum of the outcomes once a run has ended.
 */
public enum TcpCounter implements CounterKey {
    SEGMENTS("segments", false),

    /** Brought the next bytes of its stream (or the next bytes and more). */
    IN_ORDER("inOrder", true),
    /** Brought bytes beyond a gap: held. */
    OUT_OF_ORDER("outOfOrder", true),
    /** Brought nothing new: a retransmission, or a duplicate. */
    DUPLICATE("duplicate", true),
    /** An acknowledgement without data. */
    PURE_ACK("pureAck", true),
    /** One byte or none just below the next one expected: keep-alive or zero-window probe. */
    KEEP_ALIVE("keepAlive", true),
    /** Opens a connection; data in it is counted under synData. */
    SYN("syn", true),
    /** The FIN of a stream, with no new data. */
    FIN("fin", true),
    /** A valid reset. */
    RST("rst", true),

    HEADER_CUT("headerCut", true),
    BAD_HEADER_LENGTH("badHeaderLength", true),
    BAD_CHECKSUM("badChecksum", true),
    /** SYN together with FIN or RST. */
    BAD_FLAGS("badFlags", true),
    /** New data with an old timestamp (RFC 7323 section 5). */
    PAWS_REJECTED("pawsRejected", true),
    /** Further ahead than any window: not from this connection. */
    OUT_OF_WINDOW("outOfWindow", true),
    /** A reset that is not at the next byte expected (RFC 5961 section 3.2). */
    RST_IGNORED("rstIgnored", true),
    /** Data beyond a FIN, or after a reset. */
    AFTER_CLOSE("afterClose", true),
    /** New data for which there was no memory. */
    NO_MEMORY("noMemory", true),
    /** A segment of no connection: a reset, where nothing was heard of before. */
    NO_CONNECTION("noConnection", true),

    CHECKSUM_OFFLOADED("checksumOffloaded", false),
    /** Segments of which the capture holds a part: the checksum could not be looked at. */
    CHECKSUM_UNVERIFIABLE("checksumUnverifiable", false),
    /** In-order data or acknowledgements that took the fast path. */
    HEADER_PREDICTION_HITS("headerPredictionHits", false),
    /** Bytes handed to applications. */
    DELIVERED_BYTES("deliveredBytes", false),
    /** Bytes that had come before. */
    RETRANSMITTED_BYTES("retransmittedBytes", false),
    /**
     * Bytes that came twice with different contents, while one was held or, if segments overtake
     * each other, had just gone out. The first to arrive at the NIC counts, but what has gone out
     * stays: then the order in which threads ran has decided.
     */
    OVERLAP_CONFLICT_BYTES("overlapConflictBytes", false),
    /**
     * Bytes that the NIC saw before later ones which have gone out, and that had come before. They
     * are compared with what went out: see overlapConflictBytes.
     */
    OVERTAKEN_BYTES("overtakenBytes", false),
    /** Gaps that were skipped, at the end of a stream or under pressure. */
    GAPS("gaps", false),
    /** Bytes in those gaps. */
    GAP_BYTES("gapBytes", false),
    /** Gaps skipped because the stream or the stack held too much behind them. */
    GAPS_FORCED("gapsForced", false),
    /** Bytes cut off by the capture's snapshot length. */
    CUT_BYTES("cutBytes", false),
    /** Connections (of a direction) seen from their SYN on. */
    OPENED("opened", false),
    /** Connections joined in the middle. */
    MIDSTREAM("midstream", false),
    /** Connections that took over the tuple of an earlier one. */
    REUSED("reused", false),
    /** Streams that ended with FIN. */
    CLOSED("closed", false),
    /** Streams that ended with RST. */
    RESET("reset", false),
    SYN_RETRANSMITS("synRetransmits", false),
    SYN_DATA("synData", false),
    URGENT("urgent", false),
    ZERO_WINDOWS("zeroWindows", false),
    WINDOW_SCALED("windowScaled", false),
    TIMESTAMPS("timestamps", false),
    SACK_SEGMENTS("sackSegments", false),
    SACK_BLOCKS("sackBlocks", false),
    CONGESTION_ECHO("congestionEcho", false),
    /** Segments that waited until their place in the order of the wire was known. */
    PARKED("parked", false);

    private final String label;
    private final boolean outcome;

    TcpCounter(final String label, final boolean outcome) {
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
