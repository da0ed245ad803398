package knet.tools.report.page;

import java.util.ArrayList;
import java.util.List;
import knet.tools.report.Html;
import knet.tools.report.page.Table.Cell;
import knet.tools.report.page.Table.Row;
import knet.tools.report.page.Table.RowKind;

/** A table in a box of its own, within which it scrolls if it is wider or longer than that. */
final class TableHtml {
    /** A longer one scrolls within its box, its head in sight. */
    private static final int MOST_ROWS = 24;

    private TableHtml() {}

    static void write(final Table table, final Html html) {
        final List<ColumnFormat> formats = formats(table);
        // The box takes the focus, so that the arrow keys scroll it.
        html.raw("<div class=\"scroll")
                .raw(table.rows().size() > MOST_ROWS ? " tall" : "")
                .raw("\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .text(table.caption())
                .raw("\"><table class=\"figures\"><caption><span>")
                .text(table.caption())
                .raw("</span></caption><thead><tr>");
        for (final ColumnFormat format : formats) {
            head(format, html);
        }
        html.raw("</tr></thead>\n<tbody>\n");
        table.rows().stream()
                .filter(row -> row.kind() != RowKind.TOTAL)
                .forEach(row -> row(row, formats, html));
        html.raw("</tbody>");
        final List<Row> totals =
                table.rows().stream().filter(row -> row.kind() == RowKind.TOTAL).toList();
        if (!totals.isEmpty()) {
            html.raw("<tfoot>\n");
            totals.forEach(row -> row(row, formats, html));
            html.raw("</tfoot>");
        }
        html.raw("</table></div>\n");
    }

    /** The table of a chart's figures, folded. */
    static void folded(final Table table, final Html html) {
        html.raw("<details class=\"alternative\"><summary>The figures as a table</summary>\n");
        write(table, html);
        html.raw("</details>\n");
    }

    private static List<ColumnFormat> formats(final Table table) {
        final List<ColumnFormat> formats = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            final List<Cell> cells = new ArrayList<>();
            for (final Row row : table.rows()) {
                cells.add(row.cells().get(i));
            }
            formats.add(ColumnFormat.of(table.columns().get(i), cells));
        }
        return formats;
    }

    private static void head(final ColumnFormat format, final Html html) {
        html.raw("<th scope=\"col\"").raw(format.css()).raw(">").text(format.head());
        if (!format.symbol().isEmpty()) {
            html.raw(" <span class=\"unit\">(").text(format.symbol()).raw(")</span>");
        }
        html.raw("</th>");
    }

    private static void row(final Row row, final List<ColumnFormat> formats, final Html html) {
        html.raw(row.kind() == RowKind.BEST ? "<tr class=\"best\">" : "<tr>");
        for (int i = 0; i < formats.size(); i++) {
            final ColumnFormat format = formats.get(i);
            final Cell cell = row.cells().get(i);
            final String tag = i == 0 ? "th" : "td";
            final String attributes = (i == 0 ? " scope=\"row\"" : "") + format.css();
            final String shown = cell.words().isEmpty() ? format.text(cell.figure()) : cell.words();
            if (cell.figure().isPresent() || !cell.words().isEmpty()) {
                Figures.write(tag, attributes, cell.figure(), shown, html);
            } else {
                Figures.write(tag, attributes, Figure.NONE, format.isWords() ? "" : "-", html);
            }
        }
        html.raw("</tr>\n");
    }
}
