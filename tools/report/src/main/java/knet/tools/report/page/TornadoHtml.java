package knet.tools.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import knet.tools.report.Html;
import knet.tools.report.page.Table.Cell;
import knet.tools.report.page.Table.Column;
import knet.tools.report.page.Tornado.Change;

/** What hangs on each cost: two bars from the result as it is, one above the other. */
final class TornadoHtml {
    /** Part of the range that stays free at both ends. */
    private static final double MARGIN = 0.05;

    private static final Kind HALVED = new Kind("cost halved", Ink.SKY);
    private static final Kind DOUBLED = new Kind("cost doubled", Ink.VERMILION);

    private TornadoHtml() {}

    static void write(final Tornado tornado, final Html html) {
        final List<Change> changes = sorted(tornado);
        final AxisScale scale = scale(tornado);
        html.raw("<figure class=\"chart tornado\">\n");
        final RowChart chart =
                new RowChart(
                        html,
                        tornado.result(),
                        scale,
                        tornado.label(),
                        changes.stream().map(Change::cost).toList(),
                        changes.stream()
                                .mapToDouble(change -> TextWidth.em(effects(tornado, change)))
                                .max()
                                .orElse(0));
        for (final Change change : changes) {
            chart.row(
                    change.cost(),
                    "",
                    out -> {
                        bar(tornado, change, HALVED, change.halved(), "10%", scale, out);
                        bar(tornado, change, DOUBLED, change.doubled(), "50%", scale, out);
                        base(100 * scale.at(tornado.base().toDouble()), out);
                    },
                    effects(tornado, change));
        }
        chart.end();
        Legend.write(List.of(HALVED, DOUBLED), html);
        html.raw("<p class=\"hint\">The line is the result as it is, ");
        Figures.write(
                "b",
                "",
                tornado.base(),
                tornado.result().unit().text(tornado.base().toDouble()),
                html);
        html.raw(". To the right: the change with the cost halved, and with it doubled.</p>");
        html.raw("</figure>\n");
        TableHtml.folded(table(tornado, changes), html);
    }

    private static void bar(
            final Tornado tornado,
            final Change change,
            final Kind kind,
            final Figure figure,
            final String y,
            final AxisScale scale,
            final Html html) {
        if (!figure.isPresent()) {
            return;
        }
        final double base = 100 * scale.at(tornado.base().toDouble());
        final double end = 100 * scale.at(figure.toDouble());
        html.raw("<rect class=\"").raw(kind.ink().css()).raw("\" height=\"40%\" y=\"").raw(y);
        html.raw("\" x=\"")
                .number(Math.min(base, end))
                .raw("%\" width=\"")
                .number(Math.max(Math.abs(end - base), 0.15))
                .raw("%\"><title>")
                .text(
                        change.cost()
                                + ", "
                                + kind.name()
                                + ": "
                                + Figures.inFull(tornado.result().unit(), figure.value())
                                + ", "
                                + effect(tornado, figure))
                .raw("</title></rect>");
    }

    private static void base(final double at, final Html html) {
        html.raw("<line class=\"base\" y2=\"100%\" x1=\"").number(at).raw("%\" x2=\"");
        html.number(at).raw("%\"/>");
    }

    private static AxisScale scale(final Tornado tornado) {
        final double[] values =
                DoubleStream.concat(
                                DoubleStream.of(tornado.base().toDouble()),
                                tornado.changes().stream()
                                        .flatMapToDouble(
                                                c ->
                                                        DoubleStream.of(
                                                                c.halved().toDouble(),
                                                                c.doubled().toDouble())))
                        .filter(Double::isFinite)
                        .map(AxisScale::clamp)
                        .toArray();
        if (tornado.result().scale() == Axis.Scale.LOG) {
            return RowChart.around(tornado.result(), values);
        }
        final double low = DoubleStream.of(values).min().orElseThrow();
        final double high = DoubleStream.of(values).max().orElseThrow();
        final double margin = (high - low) * MARGIN;
        return RowChart.around(tornado.result(), low - margin, high + margin);
    }

    /** The greatest effect first; of equal ones in the order of their names. */
    private static List<Change> sorted(final Tornado tornado) {
        final List<Change> changes = new ArrayList<>(tornado.changes());
        changes.sort(
                Comparator.comparingDouble((Change change) -> -size(tornado, change))
                        .thenComparing(Change::cost));
        return changes;
    }

    private static double size(final Tornado tornado, final Change change) {
        final double base = tornado.base().toDouble();
        return Math.max(
                change.halved().isPresent() ? Math.abs(change.halved().toDouble() - base) : 0,
                change.doubled().isPresent() ? Math.abs(change.doubled().toDouble() - base) : 0);
    }

    private static String effects(final Tornado tornado, final Change change) {
        return effect(tornado, change.halved()) + " / " + effect(tornado, change.doubled());
    }

    /** In percent of the result as it is; of a result of zero the difference. */
    private static String effect(final Tornado tornado, final Figure figure) {
        if (!figure.isPresent()) {
            return "-";
        }
        final double base = tornado.base().toDouble();
        final double change = figure.toDouble() - base;
        final String text =
                base == 0
                        ? tornado.result().unit().text(change)
                        : String.format(Locale.ROOT, "%.1f%%", 100 * change / Math.abs(base));
        final boolean isNone = text.equals("0.0%") || text.equals("-0.0%");
        return isNone ? "0%" : change > 0 ? "+" + text : text;
    }

    private static Table table(final Tornado tornado, final List<Change> changes) {
        final Unit unit = tornado.result().unit();
        final List<Column> columns =
                List.of(
                        Column.words("cost"),
                        new Column("halved", unit),
                        Column.words("change"),
                        new Column("doubled", unit),
                        Column.words("change"));
        final List<Table.Row> rows = new ArrayList<>();
        for (final Change change : changes) {
            rows.add(
                    Table.Row.of(
                            Cell.of(change.cost()),
                            new Cell("", change.halved()),
                            Cell.of(effect(tornado, change.halved())),
                            new Cell("", change.doubled()),
                            Cell.of(effect(tornado, change.doubled()))));
        }
        return new Table(
                tornado.label()
                        + ": "
                        + tornado.result().label()
                        + ", "
                        + unit.text(tornado.base().toDouble())
                        + " as it is",
                columns,
                rows);
    }
}
