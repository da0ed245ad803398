package knet.traces.pace;

import org.HdrHistogram.Histogram;

/**
 * How late paced frames left: the difference between a frame's due time and when it was sent, in
 * nanoseconds, to three digits. A frame that left early or on time counts as 0. Used by one thread;
 * allocates at construction alone.
 */
public final class PacingLateness {
    /** Beyond an hour the figure says no more than that. */
    private static final long MOST_NS = 3_600_000_000_000L;

    private final Histogram histogram = new Histogram(1_000, MOST_NS, 3);

    /** Records one frame. */
    public void record(final long dueNs, final long sentNs) {
        histogram.recordValue(Math.min(Math.max(0, sentNs - dueNs), MOST_NS));
    }

    /** Frames recorded. */
    public long frames() {
        return histogram.getTotalCount();
    }

    /**
     * The lateness that a share of the frames did not exceed; 0 if none was recorded.
     *
     * @param percentile 0 to 100
     */
    public long percentileNs(final double percentile) {
        return histogram.getValueAtPercentile(percentile);
    }

    /** The worst; 0 if none was recorded. */
    public long maxNs() {
        return histogram.getMaxValue();
    }
}
