package knet.tools.report.page;

/**
 * How many figures of one unit are written side by side: all divided by the same number.
 *
 * @param divisor a power of ten
 * @param symbol the unit of what comes out; may be empty
 */
record Shared(double divisor, String symbol) {
    /** A label with the unit behind it, as "p99 (ms)". */
    String behind(final String label) {
        return symbol.isEmpty() ? label : label + " (" + symbol + ")";
    }
}
