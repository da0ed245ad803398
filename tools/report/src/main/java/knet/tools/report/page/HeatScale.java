package knet.tools.report.page;

import java.util.List;

/**
 * Sorts values into steps of colour.
 *
 * @param low the least value; of a logarithmic scale the least above zero
 * @param high the greatest
 */
record HeatScale(double low, double high, boolean isLog, int steps) {
    static HeatScale of(final Axis.Scale scale, final List<Figure> figures, final int steps) {
        final boolean isLog = scale == Axis.Scale.LOG;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (final Figure figure : figures) {
            final double value = AxisScale.clamp(figure.toDouble());
            if (figure.isPresent() && (!isLog || value > 0)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return new HeatScale(low, high, isLog, steps);
    }

    boolean isEmpty() {
        return low > high;
    }

    /** Class of a cell: on a logarithmic scale zero has no colour. */
    String css(final double value) {
        return isLog && value <= 0 ? "none" : "h" + step(value);
    }

    /** 0..steps - 1; the middle if all values are the same. */
    private int step(final double value) {
        if (low == high) {
            return steps / 2;
        }
        final double clamped = AxisScale.clamp(value);
        final double place =
                isLog
                        ? StrictMath.log(clamped / low) / StrictMath.log(high / low)
                        : (clamped - low) / (high - low);
        return Math.max(0, Math.min(steps - 1, (int) (place * steps)));
    }
}
