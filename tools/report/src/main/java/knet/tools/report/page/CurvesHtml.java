package knet.tools.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import knet.tools.report.Html;
import knet.tools.report.page.Curves.Mark;
import knet.tools.report.page.Curves.Point;
import knet.tools.report.page.Curves.Series;
import knet.tools.report.page.Table.Cell;
import knet.tools.report.page.Table.Column;
import knet.tools.report.page.Table.Row;

/** A line chart with its legend and its table. */
final class CurvesHtml {
    /** Width and height of a legend beside the drawing. */
    private static final double LEGEND_EM = 13;

    private static final int LEGEND_LINES = 16;

    private CurvesHtml() {}

    static void write(final Curves curves, final Map<String, LineStyle> styles, final Html html) {
        html.raw(
                        isLong(curves)
                                ? "<figure class=\"chart curves below\">"
                                : "<figure class=\"chart curves\">")
                .raw("<div class=\"drawing\">\n");
        CurvesSvg.draw(curves, styles, PlotSize.WIDE, html);
        CurvesSvg.draw(curves, styles, PlotSize.NARROW, html);
        html.raw("</div><ul class=\"legend\">\n");
        for (final Series series : curves.series()) {
            final LineStyle style = styles.get(series.name());
            html.raw("<li>");
            style.swatch(html);
            html.raw("<span>").text(series.name()).raw("</span></li>\n");
        }
        html.raw("</ul></figure>\n");
        TableHtml.folded(table(curves), html);
    }

    /** Whether the legend would be longer than the drawing that it stands beside. */
    private static boolean isLong(final Curves curves) {
        return curves.series().stream()
                        .mapToInt(s -> TextWidth.wrap(s.name(), LEGEND_EM).size())
                        .sum()
                > LEGEND_LINES;
    }

    /** A row for every x; the series side by side. */
    private static Table table(final Curves curves) {
        final SortedMap<Double, List<Cell[]>> rows = new TreeMap<>();
        for (int i = 0; i < curves.series().size(); i++) {
            for (final Point point : curves.series().get(i).points()) {
                if (Double.isFinite(point.x())) {
                    put(i, new Cell("", point.y()), at(point.x(), rows), curves);
                }
            }
        }
        final List<Column> columns = new ArrayList<>();
        columns.add(new Column(curves.x().label(), curves.x().unit()));
        curves.series().forEach(s -> columns.add(new Column(s.name(), curves.y().unit())));
        final List<Row> cells = new ArrayList<>();
        rows.forEach(
                (x, all) -> {
                    for (final Cell[] figures : all) {
                        figures[0] = Cell.of(x);
                        cells.add(Row.of(figures));
                    }
                });
        marks(curves, cells);
        return new Table(curves.y().label() + " by " + curves.x().label(), columns, cells);
    }

    private static List<Cell[]> at(final double x, final SortedMap<Double, List<Cell[]>> rows) {
        return rows.computeIfAbsent(x + 0.0, key -> new ArrayList<>()); // -0 is 0
    }

    /** Into the first row in which the series has nothing yet: a line may come back to an x. */
    private static void put(
            final int series, final Cell cell, final List<Cell[]> rows, final Curves curves) {
        for (final Cell[] row : rows) {
            if (row[series + 1].equals(Cell.none())) {
                row[series + 1] = cell;
                return;
            }
        }
        final Cell[] row = new Cell[curves.series().size() + 1];
        Arrays.fill(row, Cell.none());
        row[series + 1] = cell;
        rows.add(row);
    }

    /** A line below for every kind of mark: where each series has it. */
    private static void marks(final Curves curves, final List<Row> rows) {
        final Map<String, List<Cell>> marks = new TreeMap<>();
        final Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < curves.series().size(); i++) {
            seen.clear();
            for (final Mark mark : curves.series().get(i).marks()) {
                final int nth = seen.merge(mark.label(), 1, Integer::sum);
                final List<Cell> row =
                        marks.computeIfAbsent(
                                nth == 1 ? mark.label() : mark.label() + " " + nth,
                                label ->
                                        new ArrayList<>(
                                                Collections.nCopies(
                                                        curves.series().size(), Cell.none())));
                row.set(i, Cell.of(curves.x().unit().text(mark.x())));
            }
        }
        marks.forEach(
                (label, cells) -> {
                    cells.add(0, Cell.of(label));
                    rows.add(new Row(cells, Table.RowKind.TOTAL));
                });
    }
}
