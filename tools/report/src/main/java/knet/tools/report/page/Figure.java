package knet.tools.report.page;

/**
 * A number, and its place in the result's JSON, so that a program can hold a page against it.
 *
 * @param key the place, as {@code rows.3.frames.delivered}: names and indexes with dots between;
 *     empty if the number does not stand there
 * @param value what the JSON says; null, NaN and infinities are a missing value
 */
public record Figure(String key, Number value) {
    /** No value. */
    public static final Figure NONE = new Figure("", null);

    /** A number that has a place in the JSON. */
    public static Figure of(final String key, final Number value) {
        return new Figure(key, value);
    }

    /** A number without a place in the JSON. */
    public static Figure of(final Number value) {
        return new Figure("", value);
    }

    /** Whether there is a value. */
    public boolean isPresent() {
        return value != null && Double.isFinite(value.doubleValue());
    }

    /** The value, NaN if there is none. */
    public double toDouble() {
        return isPresent() ? value.doubleValue() : Double.NaN;
    }
}
