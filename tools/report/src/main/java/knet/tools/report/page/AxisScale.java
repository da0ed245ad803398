package knet.tools.report.page;

import java.util.List;

/** Where values lie along an axis. Computed without a platform's mathematics: the same anywhere. */
abstract class AxisScale {
    /** Greater ones are drawn at the edge: differences of them still fit into a double. */
    static final double MOST = 1e300;

    /** Place of a value: 0 at the axis's start, 1 at its end; NaN for a missing one. */
    abstract double at(double value);

    /** Marks along the axis, rising; their labels fit if two of them can. */
    abstract List<Tick> ticks();

    /** The unit that stands at the axis's name: what the labels do not say themselves. */
    abstract String symbol();

    /** The name of an axis with its unit. */
    final String title(final Axis axis) {
        final boolean isSaid = symbol().isEmpty() || symbol().equals(axis.label());
        return isSaid ? axis.label() : axis.label() + " (" + symbol() + ")";
    }

    /**
     * The scale for values.
     *
     * @param values what has to find room; missing ones are skipped
     */
    static AxisScale of(final Axis axis, final double[] values, final Fit fit, final Ruler ruler) {
        return axis.scale() == Axis.Scale.LOG
                ? LogScale.of(axis.unit(), values, fit, ruler)
                : LinearScale.of(axis.unit(), values, fit, ruler);
    }

    static double clamp(final double value) {
        return Math.max(-MOST, Math.min(MOST, value));
    }
}
