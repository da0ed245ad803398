package knet.tools.report.page;

import java.util.List;

/**
 * Numbers in rows and columns, coloured by size, each printed in its cell.
 *
 * @param label what the map shows: the table's caption
 * @param rowsLabel what a row is, as "processors"
 * @param columnsLabel what a column is, as "offered rate"
 * @param scale how colours follow values
 * @param columns their names
 */
public record HeatMap(
        String label,
        String rowsLabel,
        String columnsLabel,
        Unit unit,
        Axis.Scale scale,
        List<String> columns,
        List<Row> rows)
        implements Content {
    public HeatMap {
        Check.text("label", label);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (final Row row : rows) {
            Check.size("row '" + row.name() + "'", row.values().size(), columns.size());
        }
    }

    /**
     * A row.
     *
     * @param values one for each column
     */
    public record Row(String name, List<Figure> values) {
        public Row {
            values = List.copyOf(values);
        }
    }
}
