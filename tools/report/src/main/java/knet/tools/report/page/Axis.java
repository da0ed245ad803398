package knet.tools.report.page;

/**
 * An axis of a chart.
 *
 * @param label what is on it, without the unit, as "offered rate"
 */
public record Axis(String label, Unit unit, Scale scale) {
    public Axis {
        Check.text("label", label);
    }

    public static Axis linear(final String label, final Unit unit) {
        return new Axis(label, unit, Scale.LINEAR);
    }

    /** A logarithmic axis; zero, and what is below, gets a place of its own beside the scale. */
    public static Axis log(final String label, final Unit unit) {
        return new Axis(label, unit, Scale.LOG);
    }

    /** How values lie along an axis. */
    public enum Scale {
        LINEAR,
        LOG
    }
}
