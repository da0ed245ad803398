package knet.tools.lab.experiment;

import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;
import knet.tools.report.Units;

/**
 * How long to run so that what is measured is a steady state: threads that share a processor take
 * turns by time slices, so some of those must pass before measuring begins, and many while it goes
 * on.
 *
 * @param frames of the wire
 * @param warmUpNs virtual time before measuring begins
 * @param endNs virtual time at which the wire ends, and measuring with it
 */
public record RunLength(long frames, long warmUpNs, long endNs) {
    private static final int WARM_UP_SLICES = 4;
    private static final int SLICES = 12;

    /** Fewer say nothing about shares and percentiles. */
    private static final long LEAST_FRAMES = 4_000;

    /** More take too long; a run that is cut to them may show the phase of a time slice. */
    private static final long MOST_FRAMES = 1_000_000;

    private static final double NS_PER_SECOND = 1e9;

    /**
     * For a rate.
     *
     * @param framesPerSecond of the wire
     */
    public static RunLength at(final double framesPerSecond, final Costs costs) {
        return at(framesPerSecond, costs, SLICES);
    }

    /**
     * For a rate, and a number of time slices of which a quarter is warm-up.
     *
     * @param slices 4 or more
     */
    static RunLength at(final double framesPerSecond, final Costs costs, final int slices) {
        final double wantedNs = (double) costs.ns(Cost.TIME_SLICE) * slices;
        final long wanted = (long) StrictMath.ceil(framesPerSecond * wantedNs / NS_PER_SECOND);
        final long frames = Math.max(LEAST_FRAMES, Math.min(wanted, MOST_FRAMES));
        final long endNs = Math.max(SLICES, (long) (frames / framesPerSecond * NS_PER_SECOND));
        return new RunLength(frames, endNs / WARM_UP_SLICES, endNs);
    }

    /** What {@link #at} does, for readers. */
    public static String text(final Costs costs) {
        return "a point runs for "
                + SLICES
                + " time slices ("
                + Units.time(SLICES * costs.ns(Cost.TIME_SLICE))
                + " of virtual time), but for "
                + Units.count(LEAST_FRAMES)
                + " frames at least and "
                + Units.count(MOST_FRAMES)
                + " at most; what is counted is the last three quarters, while frames come in";
    }
}
