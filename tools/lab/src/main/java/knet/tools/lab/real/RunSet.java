package knet.tools.lab.real;

import java.util.Comparator;
import java.util.List;
import knet.tools.bench.Measurement;

/**
 * The real runs of one setup that count.
 *
 * @param runs at least one
 */
record RunSet(List<RealRun> runs) {
    /** Fewer runs make no median. */
    private static final int ENOUGH = 3;

    RunSet {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("no run");
        }
    }

    /**
     * Those that nobody disturbed; if there are too few of them, the least disturbed half. What a
     * run came to plays no part in that.
     */
    static RunSet of(final List<RealRun> all) {
        final List<RealRun> quiet = all.stream().filter(RealRun::isQuiet).toList();
        if (quiet.size() >= ENOUGH) {
            return new RunSet(quiet);
        }
        final int half = Math.max(Math.min(ENOUGH, all.size()), all.size() / 2);
        return new RunSet(
                all.stream()
                        .sorted(Comparator.comparingDouble(RunSet::disturbance))
                        .limit(half)
                        .toList());
    }

    private static double disturbance(final RealRun run) {
        return Double.isNaN(run.foreignLoad()) ? 0 : run.foreignLoad();
    }

    double[] of(final Comparand figure) {
        return runs.stream().mapToDouble(run -> figure.of(run.figures())).toArray();
    }

    /** Frames a second that the wire was to bring, median; 0 for as many as possible. */
    double offeredPerSecond() {
        return median(runs.stream().mapToDouble(RealRun::offeredPerSecond).toArray());
    }

    /** Share of the processors that others used, median; NaN if unknown. */
    double foreignLoad() {
        return median(runs.stream().mapToDouble(RealRun::foreignLoad).toArray());
    }

    /** How late the wire was, median of the 99th percentiles. */
    double lateP99Ns() {
        return median(runs.stream().mapToDouble(RealRun::lateP99Ns).toArray());
    }

    private static double median(final double[] values) {
        return Measurement.medianOf(values);
    }
}
