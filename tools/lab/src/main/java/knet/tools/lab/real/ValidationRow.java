package knet.tools.lab.real;

import java.util.Arrays;
import knet.tools.bench.Measurement;

/**
 * One figure, predicted and measured.
 *
 * @param mode of the host
 * @param load share of the lowest measured saturation that came in; 1 is as fast as it goes
 * @param figure which
 * @param predictions by the simulated machine: one, or one for each real run where costs were
 *     measured beside it
 * @param measured one a real run, at least one
 * @param why it is off, if it is; empty if not
 */
public record ValidationRow(
        String mode,
        double load,
        Comparand figure,
        double[] predictions,
        double[] measured,
        String why) {
    /** A prediction is good if it is no further off. */
    public static final double TOLERANCE = 0.25;

    public ValidationRow {
        if (measured.length == 0) {
            throw new IllegalArgumentException(mode + ": no run");
        }
        if (predictions.length != 1 && predictions.length != measured.length) {
            throw new IllegalArgumentException(
                    mode + ": " + predictions.length + " predictions of " + measured.length);
        }
        predictions = predictions.clone();
        measured = measured.clone();
    }

    @Override
    public double[] predictions() {
        return predictions.clone();
    }

    /** Median of the predictions. */
    public double predicted() {
        return Measurement.medianOf(predictions);
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

    /**
     * Predicted against measured: 0.1 is ten percent more; of predictions run by run the median, as
     * neighbours in time share the machine's mood. NaN if nothing was to be measured.
     */
    public double deviation() {
        if (predictions.length == 1) {
            return deviation(predictions[0], median());
        }
        final double[] each = new double[measured.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = deviation(predictions[i], measured[i]);
        }
        return Measurement.medianOf(each);
    }

    private static double deviation(final double predicted, final double measured) {
        if (predicted == measured) {
            return 0;
        }
        return measured == 0 ? Double.NaN : predicted / measured - 1;
    }

    /** True if the prediction is within the tolerance, or the difference too small to matter. */
    public boolean isWithin() {
        return Math.abs(deviation()) <= TOLERANCE
                || Math.abs(predicted() - median()) <= figure.negligible();
    }

    ValidationRow because(final String reason) {
        return new ValidationRow(mode, load, figure, predictions, measured, reason);
    }
}
