package knet.tools.report.page;

import knet.tools.report.Units;

/**
 * How figures of a kind are written.
 *
 * @param symbol as it follows a number; for {@link Form#PREFIXED} without its prefix
 */
public record Unit(String symbol, Form form) {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};
    private static final String[] TIMES = {"ns", "us", "ms", "s"};

    /** Nanoseconds; beyond, hours and days are written. */
    private static final double LONG_TIME = 1e13;

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

    /** A figure for people, unit and all: 12.3 kpps; a dash if it is missing. */
    public String text(final double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return switch (form) {
            case COUNT -> join(value == Math.rint(value) ? whole(value) : Numbers.three(value));
            case PLAIN -> join(Numbers.three(value));
            case PREFIXED -> Units.scaled(value, prefixed());
            case TIME ->
                    Math.abs(value) < LONG_TIME
                            ? Units.scaled(value, TIMES)
                            : Units.time((long) value);
        };
    }

    /**
     * In the unit of the value, whole numbers in full, others in nine digits: 12,345.6789 pps; a
     * dash if it is missing.
     */
    public String exact(final Number value) {
        return value == null || !Double.isFinite(value.doubleValue())
                ? "-"
                : join(Numbers.grouped(Numbers.nine(Numbers.of(value))));
    }

    /** How figures up to a size are written side by side. */
    Shared shared(final double size) {
        final String[] symbols =
                switch (form) {
                    case COUNT, PLAIN -> new String[] {symbol};
                    case PREFIXED -> prefixed();
                    case TIME -> TIMES;
                };
        double divisor = 1;
        int i = 0;
        while (i < symbols.length - 1 && Math.abs(size) / divisor >= 999.5) {
            divisor *= 1000;
            i++;
        }
        return new Shared(divisor, symbols[i]);
    }

    private static String whole(final double value) {
        return Numbers.grouped(Numbers.shortest(value));
    }

    private String[] prefixed() {
        final String[] units = PREFIXES.clone();
        for (int i = 0; i < units.length; i++) {
            units[i] += symbol;
        }
        return units;
    }

    private String join(final String number) {
        return symbol.isEmpty() ? number : number + (symbol.startsWith("%") ? "" : " ") + symbol;
    }
}
