package knet.tools.lab.real;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import knet.tools.report.Units;

/**
 * Why a prediction is off: what the runs themselves show that a simulated machine knows nothing of.
 * If nothing shows, that is said.
 *
 * @param calibratedNs how long a cache line took from core to core when costs were measured, 0 if
 *     unknown
 * @param nowNs and during the runs
 */
record Reasons(long calibratedNs, long nowNs) {
    static final String NOT_EXPLAINED = "not explained by what was seen of the runs";

    private static final double OTHER_DISTANCE = 1.4;
    private static final double DIFFERENT_RUNS = 1.5;
    private static final double LOADED = 0.1;
    private static final double CLOSE_TO_SATURATION = 1.15;

    /** A wire that late, in gaps between its frames, brings them in bursts. */
    private static final double LATE_GAPS = 16;

    /**
     * What is known of a row.
     *
     * @param runs real ones
     * @param predictedSaturation frames a second
     */
    record Case(RunSet runs, double predictedSaturation) {}

    /** The row with its reason, if it needs one. */
    ValidationRow explain(final ValidationRow row, final Case known) {
        return row.isWithin() ? row : row.because(why(row, known));
    }

    private String why(final ValidationRow row, final Case known) {
        final List<String> reasons = new ArrayList<>();
        final double offered = known.runs().offeredPerSecond();
        if (calibratedNs > 0
                && Math.max(calibratedNs, nowNs) > OTHER_DISTANCE * Math.min(calibratedNs, nowNs)) {
            reasons.add(
                    "the cores are another distance apart than at the calibration: a line takes "
                            + nowNs
                            + " ns, then "
                            + calibratedNs);
        }
        if (known.runs().foreignLoad() > LOADED) {
            reasons.add(
                    String.format(
                            Locale.ROOT,
                            "others, or the hypervisor, took %.0f %% of the processors",
                            100 * known.runs().foreignLoad()));
        }
        if (row.max() > DIFFERENT_RUNS * row.min()) {
            reasons.add(
                    "the runs differ among themselves by a factor of "
                            + Units.ratio(row.max() / Math.max(row.min(), Double.MIN_NORMAL))
                            + (row.predicted() >= row.min() && row.predicted() <= row.max()
                                    ? ", and the prediction lies between them"
                                    : ""));
        }
        if (offered > 0
                && row.figure() != Comparand.THROUGHPUT
                && known.predictedSaturation() < CLOSE_TO_SATURATION * offered) {
            reasons.add(
                    "close to saturation ("
                            + Units.packetsPerSecond(known.predictedSaturation())
                            + " predicted) a small error of a cost is a long queue");
        }
        if (offered > 0 && known.runs().lateP99Ns() * offered / 1e9 > LATE_GAPS) {
            reasons.add(
                    "the wire was late by up to "
                            + Units.time(Math.round(known.runs().lateP99Ns()))
                            + " (p99), "
                            + Math.round(known.runs().lateP99Ns() * offered / 1e9)
                            + " frames: they came in bursts");
        }
        return reasons.isEmpty() ? NOT_EXPLAINED : String.join("; ", reasons);
    }
}
