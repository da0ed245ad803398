package knet.tools.report;

import java.util.ArrayList;
import java.util.List;

/** Columns that line up: the first column to the left if it is text, figures to the right. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] left;
    private final int columns;

    /**
     * Starts with the head line.
     *
     * @param heads one per column; one that starts with {@code <} is a column of text, to the left
     */
    public TextTable(final String... heads) {
        columns = heads.length;
        left = new boolean[columns];
        final String[] first = new String[columns];
        for (int i = 0; i < columns; i++) {
            left[i] = heads[i].startsWith("<");
            first[i] = left[i] ? heads[i].substring(1) : heads[i];
        }
        rows.add(first);
    }

    /** Adds a line. */
    public TextTable row(final String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells in " + columns + " columns");
        }
        rows.add(cells.clone());
        return this;
    }

    /** The table, each line ended by a line feed, without trailing blanks. */
    @Override
    public String toString() {
        final int[] widths = new int[columns];
        for (final String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        final StringBuilder text = new StringBuilder();
        for (final String[] row : rows) {
            final StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                final String blanks = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? "" : GAP).append(left[i] ? row[i] + blanks : blanks + row[i]);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
