package knet.tools.report.page;

import java.util.List;
import knet.tools.report.page.Table.Cell;

/**
 * How the figures of a column are written: in one unit, which then stands in the head, unless they
 * differ so much in size that each needs its own.
 *
 * @param unit of the figures; null for a column of words
 * @param isLong whether words of the column are broken into lines
 * @param shared null if every figure brings its unit along
 */
record ColumnFormat(String head, Unit unit, Shared shared, boolean isLong) {
    /** Longer words are broken into lines. */
    private static final int LONG = 30;

    /** Smaller ones would have fewer than two digits left. */
    private static final double LEAST_SHARED = 0.1;

    static ColumnFormat of(final Table.Column column, final List<Cell> cells) {
        if (column.unit() == null) {
            final boolean isLong = cells.stream().anyMatch(cell -> cell.words().length() > LONG);
            return new ColumnFormat(column.head(), null, null, isLong);
        }
        double most = 0;
        double least = Double.POSITIVE_INFINITY;
        for (final Cell cell : cells) {
            final double size = Math.abs(cell.figure().toDouble());
            if (size > 0) { // false for NaN
                most = Math.max(most, size);
                least = Math.min(least, size);
            }
        }
        final Shared shared = column.unit().shared(most);
        final boolean isShared = shared.divisor() == 1 || least / shared.divisor() >= LEAST_SHARED;
        return new ColumnFormat(column.head(), column.unit(), isShared ? shared : null, false);
    }

    boolean isWords() {
        return unit == null;
    }

    /** Attribute of the column's cells; empty for figures. */
    String css() {
        return isWords() ? (isLong ? " class=\"words long\"" : " class=\"words\"") : "";
    }

    /** What stands in the head behind the name; may be empty. */
    String symbol() {
        return shared == null ? "" : shared.symbol();
    }

    /** A figure of the column. */
    String text(final Figure figure) {
        if (!figure.isPresent()) {
            return "-";
        }
        if (shared == null) {
            return unit == null
                    ? Numbers.grouped(Numbers.of(figure.value()))
                    : unit.text(figure.toDouble());
        }
        if (unit.form() == Unit.Form.COUNT) {
            return Unit.count().text(figure.toDouble());
        }
        return shared.divisor() == 1 && unit.form() != Unit.Form.PLAIN
                ? Unit.count().text(figure.toDouble())
                : Numbers.three(figure.toDouble() / shared.divisor());
    }
}
