package knet.tools.lab.real;

import java.util.Arrays;
import knet.tools.bench.Measurement;

/**
 * One figure, predicted and measured.
 *
 * @param mode of the host
 * @param load share of the measured saturation that came in; 1 is as fast as it goes
 * @param figure which
 * @param predicted by the simulated machine
 * @param measured one a real run, at least one
 * @param why it is off, if it is; empty if not
 */
public record ValidationRow(
        String mode,
        double load,
        Comparand figure,
        double predicted,
        double[] measured,
        String why) {
    /** A prediction is good if it is no further off. */
    public static final double TOLERANCE = 0.25;

    public ValidationRow {
        if (measured.length == 0) {
            throw new IllegalArgumentException(mode + ": no run");
        }
        measured = measured.clone();
    }

    @Override
    public double[] measured() {
        return measured.clone();
    }

    /** Median of the runs. */
    public double median() {
        return Measurement.medianOf(measured);
    }

    public double min() {
        return Arrays.stream(measured).min().orElseThrow();
    }

    public double max() {
        return Arrays.stream(measured).max().orElseThrow();
    }

    /** Predicted against measured: 0.1 is ten percent more; NaN if nothing was to be measured. */
    public double deviation() {
        final double median = median();
        if (predicted == median) {
            return 0;
        }
        return median == 0 ? Double.NaN : predicted / median - 1;
    }

    /** True if the prediction is within the tolerance, or the difference too small to matter. */
    public boolean isWithin() {
        return Math.abs(deviation()) <= TOLERANCE
                || Math.abs(predicted - median()) <= figure.negligible();
    }

    ValidationRow because(final String reason) {
        return new ValidationRow(mode, load, figure, predicted, measured, reason);
    }
}
