package knet.tools.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * The runs of one benchmark, and those of its reference, taken in turn.
 *
 * @param name stable name, part of the JSON contract
 * @param unit of the figures, for instance Mpps, ns, percent
 * @param runs one figure a run, at least one
 * @param reference what it is held against, null if nothing
 * @param referenceRuns the reference's figures, in the same unit; run i was taken next to runs[i]
 * @param note one line a reader needs to judge the figure, empty if none
 */
public record Measurement(
        String name,
        String unit,
        double[] runs,
        String reference,
        double[] referenceRuns,
        String note) {
    public Measurement {
        if (runs.length == 0) {
            throw new IllegalArgumentException(name + ": no runs");
        }
        if (reference != null && referenceRuns.length != runs.length) {
            throw new IllegalArgumentException(
                    name + ": " + runs.length + " runs, " + referenceRuns.length + " of reference");
        }
    }

    /** A measurement without a reference. */
    public static Measurement of(
            final String name, final String unit, final double[] runs, final String note) {
        return new Measurement(name, unit, runs, null, new double[0], note);
    }

    public double median() {
        return medianOf(runs);
    }

    public double min() {
        return Arrays.stream(runs).min().orElseThrow();
    }

    public double max() {
        return Arrays.stream(runs).max().orElseThrow();
    }

    /**
     * The median of the ratios run by run: neighbours in time share the machine's mood, so this is
     * steadier than a ratio of medians. NaN without a reference.
     */
    public double ratio() {
        if (reference == null) {
            return Double.NaN;
        }
        final double[] ratios = new double[runs.length];
        for (int i = 0; i < runs.length; i++) {
            ratios[i] = runs[i] / referenceRuns[i];
        }
        return medianOf(ratios);
    }

    /** A time, or a share of a core: the less the better. Of a rate more is better. */
    public boolean isLowerBetter() {
        return !unit.endsWith("pps") && !unit.endsWith("bit/s");
    }

    /** The median of at least one value. */
    public static double medianOf(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s %.3f %s [%.3f, %.3f]", name, median(), unit, min(), max());
    }
}
