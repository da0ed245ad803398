package knet.tools.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latency from a frame's arrival at the NIC to the application, nanoseconds.
 *
 * @param count frames that reached an application: with 0 the other figures mean nothing
 * @param distribution buckets without a gap between the smallest and the largest value
 */
public record LatencyFigures(
        long count, long p50, long p99, long p999, long max, List<Bucket> distribution) {

    /** Of a run in which no frame reached an application. */
    public static final LatencyFigures NONE = new LatencyFigures(0, 0, 0, 0, 0, List.of());

    private static final double BUCKETS_PER_OCTAVE = 4;

    public LatencyFigures {
        distribution = List.copyOf(distribution);
    }

    /**
     * Frames whose latency was above the bucket before and up to this one.
     *
     * @param upToNs upper edge, inclusive
     */
    public record Bucket(long upToNs, long frames) {}

    /** Takes the figures from a histogram of nanoseconds. */
    public static LatencyFigures of(final AbstractHistogram histogram) {
        final long count = histogram.getTotalCount();
        if (count == 0) {
            return NONE;
        }
        return new LatencyFigures(
                count,
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue(),
                buckets(histogram));
    }

    /** Four to an octave: fine enough to see a second mode, coarse enough to draw. */
    private static List<Bucket> buckets(final AbstractHistogram histogram) {
        final List<Bucket> buckets = new ArrayList<>();
        int step = 0;
        long edge = edge(step);
        long frames = 0;
        // Each recorded value is taken once: ranges asked for by edge would overlap where the
        // histogram is coarser than they are.
        for (final HistogramIterationValue value : histogram.recordedValues()) {
            while (value.getValueIteratedTo() > edge) {
                // The last empty bucket before the first frame gives that one its lower edge.
                if (frames == 0 && buckets.size() == 1 && buckets.get(0).frames() == 0) {
                    buckets.clear();
                }
                buckets.add(new Bucket(edge, frames));
                frames = 0;
                edge = Math.max(edge + 1, edge(++step));
            }
            frames += value.getCountAddedInThisIterationStep();
        }
        buckets.add(new Bucket(edge, frames));
        return buckets;
    }

    private static long edge(final int index) {
        return (long) StrictMath.floor(StrictMath.pow(2, index / BUCKETS_PER_OCTAVE));
    }
}
