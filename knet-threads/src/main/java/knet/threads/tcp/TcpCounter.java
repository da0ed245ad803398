package knet.threads.tcp;

import knet.threads.stack.CounterKey;

/** What TCP input counts; {@code segments} equals the sum of the outcomes. */
public enum TcpCounter implements CounterKey {
    SEGMENTS("segments", false),
    HEADER_CUT("headerCut", true),
    BAD_HEADER_LENGTH("badHeaderLength", true),
    BAD_CHECKSUM("badChecksum", true),
    ACCEPTED("accepted", true),

    CHECKSUM_OFFLOADED("checksumOffloaded", false),
    /** Segments of which the capture holds a part: the checksum could not be looked at. */
    CHECKSUM_UNVERIFIABLE("checksumUnverifiable", false),
    HEADER_PREDICTION_HITS("headerPredictionHits", false);

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
