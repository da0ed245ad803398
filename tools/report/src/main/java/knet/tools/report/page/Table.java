package knet.tools.report.page;

import java.util.List;

/**
 * A table. Figures stand to the right, words to the left.
 *
 * @param caption what it holds
 */
public record Table(String caption, List<Column> columns, List<Row> rows) implements Content {
    public Table {
        Check.text("caption", caption);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (final Row row : rows) {
            Check.size("row of '" + caption + "'", row.cells().size(), columns.size());
        }
    }

    /**
     * A column.
     *
     * @param unit of its figures; null for a column of words
     */
    public record Column(String head, Unit unit) {
        public static Column words(final String head) {
            return new Column(head, null);
        }
    }

    /**
     * A row.
     *
     * @param kind how it is set off
     */
    public record Row(List<Cell> cells, RowKind kind) {
        public Row {
            cells = List.copyOf(cells);
        }

        public static Row of(final Cell... cells) {
            return new Row(List.of(cells), RowKind.PLAIN);
        }
    }

    /** How a row is set off. */
    public enum RowKind {
        PLAIN,
        /** The one to look at. */
        BEST,
        /** Sums, below the others. */
        TOTAL
    }

    /**
     * A cell: words, or a figure that is written in the unit of its column.
     *
     * @param words shown in place of the figure; empty to show the figure
     */
    public record Cell(String words, Figure figure) {
        /** Words alone. */
        public static Cell of(final String words) {
            return new Cell(words, Figure.NONE);
        }

        public static Cell of(final String key, final Number value) {
            return new Cell("", Figure.of(key, value));
        }

        /** A figure without a place in the JSON. */
        public static Cell of(final Number value) {
            return new Cell("", Figure.of(value));
        }

        /** A figure that is shown in words of the caller's. */
        public static Cell shown(final String key, final Number value, final String words) {
            return new Cell(words, Figure.of(key, value));
        }

        /** Nothing to tell. */
        public static Cell none() {
            return new Cell("", Figure.NONE);
        }
    }
}
