package knet.tools.report.page;

import java.util.ArrayList;
import java.util.List;
import knet.tools.report.Html;
import knet.tools.report.page.Stacked.Row;
import knet.tools.report.page.Table.Cell;
import knet.tools.report.page.Table.Column;

/** Stacked bars with their legend and their table. */
final class StackedHtml {
    /** Bars are about so long on a screen and on a phone, px: text in a part needs room in them. */
    private static final double SCREEN = 620;

    private static final double PHONE = 260;

    private static final double FONT = 12;

    private StackedHtml() {}

    static void write(final Stacked stacked, final Html html) {
        final double longest =
                stacked.rows().stream().mapToDouble(StackedHtml::sum).max().orElse(0);
        final AxisScale scale =
                RowChart.fromZero(stacked.axis(), 0, Math.max(stacked.full(), longest));
        final boolean isValued = stacked.full() == 0;
        final double value =
                isValued
                        ? stacked.rows().stream()
                                .mapToDouble(row -> TextWidth.em(total(stacked, row)))
                                .max()
                                .orElse(0)
                        : 0;
        html.raw("<figure class=\"chart stacked\">\n");
        final RowChart chart =
                new RowChart(
                        html,
                        stacked.axis(),
                        scale,
                        stacked.label(),
                        stacked.rows().stream().map(Row::name).toList(),
                        value);
        for (final Row row : stacked.rows()) {
            chart.row(
                    row.name(),
                    "",
                    out -> parts(stacked, row, scale, out),
                    isValued ? total(stacked, row) : "");
        }
        chart.end();
        Legend.write(stacked.parts(), html);
        html.raw("</figure>\n");
        TableHtml.folded(table(stacked), html);
    }

    private static void parts(
            final Stacked stacked, final Row row, final AxisScale scale, final Html html) {
        double from = 0;
        for (int i = 0; i < stacked.parts().size(); i++) {
            final Figure figure = row.values().get(i);
            if (size(figure) > 0) {
                final double to = from + size(figure);
                part(stacked, row, i, 100 * scale.at(from), 100 * scale.at(to), html);
                from = to;
            }
        }
    }

    private static void part(
            final Stacked stacked,
            final Row row,
            final int index,
            final double left,
            final double right,
            final Html html) {
        final Kind kind = stacked.parts().get(index);
        final Figure figure = row.values().get(index);
        final double width = right - left;
        html.raw("<rect class=\"").raw(kind.ink().css()).raw("\" height=\"100%\" x=\"");
        html.number(left)
                .raw("%\" width=\"")
                .number(Math.max(width, 0.1))
                .raw("%\"><title>")
                .text(
                        row.name()
                                + ": "
                                + kind.name()
                                + " "
                                + Figures.inFull(stacked.axis().unit(), figure.value()))
                .raw("</title></rect>");
        final String text = stacked.axis().unit().text(figure.toDouble());
        final double needed = (TextWidth.em(text) + 0.6) * FONT;
        if (!RowChart.isMany(stacked.rows().size()) && width / 100 * SCREEN > needed) {
            html.raw("<text class=\"on-")
                    .raw(kind.ink().css())
                    .raw(width / 100 * PHONE > needed ? "" : " roomy")
                    .raw("\" y=\"50%\" dy=\".36em\" text-anchor=\"middle\" x=\"")
                    .number((left + right) / 2)
                    .raw("%\">")
                    .text(text)
                    .raw("</text>");
        }
    }

    private static String total(final Stacked stacked, final Row row) {
        return stacked.axis().unit().text(sum(row));
    }

    private static double sum(final Row row) {
        return row.values().stream().mapToDouble(StackedHtml::size).sum();
    }

    /** What is drawn: a bar has no negative parts. */
    private static double size(final Figure figure) {
        return figure.isPresent() ? Math.max(0, figure.toDouble()) : 0;
    }

    private static Table table(final Stacked stacked) {
        final List<Column> columns = new ArrayList<>();
        columns.add(Column.words(""));
        stacked.parts().forEach(p -> columns.add(new Column(p.name(), stacked.axis().unit())));
        final List<Table.Row> rows = new ArrayList<>();
        for (final Row row : stacked.rows()) {
            final List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(row.name()));
            row.values().forEach(figure -> cells.add(new Cell("", figure)));
            rows.add(new Table.Row(cells, Table.RowKind.PLAIN));
        }
        return new Table(stacked.label() + ": " + stacked.axis().label(), columns, rows);
    }
}
