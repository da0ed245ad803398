package knet.tools.report.page;

/**
 * How figures of a kind are written.
 *
 * @param symbol as it follows a number; for {@link Form#PREFIXED} without its prefix
 */
public record Unit(String symbol, Form form) {
    /** Ways of writing a number. */
    public enum Form {
        /** Whole, with thousands apart: 118,901. */
        COUNT,
        /** Three significant digits: 0.34, 12.3, 4,250. */
        PLAIN,
        /** Three significant digits and a decimal prefix: 12.3 kpps. */
        PREFIXED,
        /** Values are nanoseconds, written in ns, us, ms or s. */
        TIME
    }

    public static Unit count() {
        return new Unit("", Form.COUNT);
    }

    /** A count of something, as "frames". */
    public static Unit count(final String symbol) {
        return new Unit(symbol, Form.COUNT);
    }

    /** A number without a dimension, as a speedup. */
    public static Unit ratio() {
        return new Unit("", Form.PLAIN);
    }

    /** Values are percent: 12.5, not 0.125. */
    public static Unit percent() {
        return new Unit("%", Form.PLAIN);
    }

    /** Values are nanoseconds. */
    public static Unit time() {
        return new Unit("ns", Form.TIME);
    }

    public static Unit bytes() {
        return new Unit("B", Form.PREFIXED);
    }

    public static Unit bitsPerSecond() {
        return new Unit("bit/s", Form.PREFIXED);
    }

    public static Unit packetsPerSecond() {
        return new Unit("pps", Form.PREFIXED);
    }

    /** A unit that takes decimal prefixes, as "req/s" for kreq/s. */
    public static Unit prefixed(final String symbol) {
        return new Unit(symbol, Form.PREFIXED);
    }

    /** A unit that takes none, as "cycles". */
    public static Unit plain(final String symbol) {
        return new Unit(symbol, Form.PLAIN);
    }
}
