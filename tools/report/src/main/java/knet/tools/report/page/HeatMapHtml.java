package knet.tools.report.page;

import java.util.ArrayList;
import java.util.List;
import knet.tools.report.Html;
import knet.tools.report.page.HeatMap.Row;
import knet.tools.report.page.Table.Cell;

/**
 * A heat map as what it is, a table: numbers can be read, and read aloud, whatever the colours do.
 */
final class HeatMapHtml {
    /** Colours of the style sheet, from the least value to the greatest. */
    private static final int STEPS = 9;

    /** Wider maps are set smaller. */
    private static final int MANY = 16;

    private static final int LONG = 22;

    private HeatMapHtml() {}

    static void write(final HeatMap map, final Html html) {
        final List<Figure> figures = new ArrayList<>();
        map.rows().forEach(row -> figures.addAll(row.values()));
        final List<Cell> cells = figures.stream().map(figure -> new Cell("", figure)).toList();
        final ColumnFormat format =
                ColumnFormat.of(new Table.Column(map.label(), map.unit()), cells);
        final HeatScale scale = HeatScale.of(map.scale(), figures, STEPS);
        html.raw(
                        "<figure class=\"chart heat\"><div class=\"scroll\" tabindex=\"0\" role=\"region\"")
                .raw(" aria-label=\"")
                .text(map.label())
                .raw("\"><table class=\"heatmap")
                .raw(map.columns().size() > MANY ? " small" : "")
                .raw("\"><caption><span>")
                .text(
                        format.symbol().isEmpty()
                                ? map.label()
                                : map.label() + " (" + format.symbol() + ")")
                .raw("</span></caption>\n<thead><tr><th scope=\"col\" class=\"corner\">")
                .text(map.columnsLabel() + " \u2192")
                .raw("<br>")
                .text(map.rowsLabel() + " \u2193")
                .raw("</th>");
        for (final String column : map.columns()) {
            html.raw("<th scope=\"col\"").raw(css(column)).breakable(column).raw("</th>");
        }
        html.raw("</tr></thead>\n<tbody>\n");
        for (final Row row : map.rows()) {
            row(row, map, format, scale, html);
        }
        html.raw("</tbody></table></div>\n");
        ramp(format, scale, html);
        html.raw("</figure>\n");
    }

    private static void row(
            final Row row,
            final HeatMap map,
            final ColumnFormat format,
            final HeatScale scale,
            final Html html) {
        html.raw("<tr><th scope=\"row\"").raw(css(row.name())).breakable(row.name()).raw("</th>");
        for (int i = 0; i < row.values().size(); i++) {
            final Figure figure = row.values().get(i);
            if (!figure.isPresent()) {
                html.raw("<td class=\"none\">-</td>");
                continue;
            }
            html.raw("<td class=\"")
                    .raw(scale.css(figure.toDouble()))
                    .raw("\" title=\"")
                    .text(
                            row.name()
                                    + ", "
                                    + map.columns().get(i)
                                    + ": "
                                    + Figures.inFull(map.unit(), figure.value()))
                    .raw("\"");
            Figures.place(figure, html);
            html.raw(">").text(format.text(figure)).raw("</td>");
        }
        html.raw("</tr>\n");
    }

    /** The end of a head's tag: long names are broken into lines. */
    private static String css(final String name) {
        return name.length() > LONG ? " class=\"long\">" : ">";
    }

    /** What the colours stand for. */
    private static void ramp(final ColumnFormat format, final HeatScale scale, final Html html) {
        if (scale.isEmpty()) {
            return;
        }
        html.raw("<div class=\"ramp\" aria-hidden=\"true\"><span>")
                .text(format.text(Figure.of(scale.low())))
                .raw("</span><span class=\"steps\">");
        for (int i = 0; i < STEPS; i++) {
            html.raw("<i class=\"h").raw(Integer.toString(i)).raw("\"></i>");
        }
        html.raw("</span><span>").text(format.text(Figure.of(scale.high()))).raw("</span>");
        if (scale.isLog()) {
            html.raw("<span>equal ratios, equal steps</span>");
        }
        html.raw("</div>\n");
    }
}
