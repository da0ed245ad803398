package knet.tools.report.page;

import java.util.ArrayList;
import java.util.List;
import knet.tools.report.Html;
import knet.tools.report.page.Table.Cell;
import knet.tools.report.page.Table.Column;
import knet.tools.report.page.Timeline.Signal;

/**
 * A timeline: a drawing of the whole, and the data for the script that lets a reader zoom into it.
 */
final class TimelineHtml {
    private TimelineHtml() {}

    static void write(final Timeline timeline, final Html html) {
        final TimelineIndex index = TimelineIndex.of(timeline);
        html.raw("<figure class=\"chart timeline\" data-label=\"")
                .text(timeline.label())
                .raw("\"><div class=\"overview\">\n");
        new TimelineOverview(timeline, index).write(html);
        html.raw("</div>\n");
        legend(index, html);
        html.raw("<script type=\"application/json\" class=\"spans\">")
                .raw(TimelineJson.of(timeline, index).replace("<", "\\u003c"))
                .raw("</script></figure>\n");
        TableHtml.folded(table(timeline, index), html);
    }

    private static void legend(final TimelineIndex index, final Html html) {
        Legend.write(index.kinds(), html);
        if (!index.signals().isEmpty()) {
            html.raw("<ul class=\"legend signals\">");
            for (final Signal signal : index.signals()) {
                html.raw(
                                "<li><svg class=\"swatch\" width=\"16\" height=\"14\" aria-hidden=\"true\">")
                        .raw("<path class=\"s-")
                        .raw(signal.word())
                        .raw("\" d=\"")
                        .raw(glyph(signal))
                        .raw("\"/></svg><span>")
                        .text(signal.word())
                        .raw("</span></li>\n");
            }
            html.raw("</ul>\n");
        }
    }

    /** As the script draws it. */
    private static String glyph(final Signal signal) {
        return switch (signal) {
            case RAISED -> "M8 2l5 10h-10z";
            case SUPPRESSED -> "M8 2.5a4.5 4.5 0 1 0 .01 0zM8 5a2 2 0 1 1-.01 0z";
            case MODERATED -> "M8 2l5 5l-5 5l-5-5z";
            case LOST -> "M3 4l2-2l3 3l3-3l2 2l-3 3l3 3l-2 2l-3-3l-3 3l-2-2l3-3z";
        };
    }

    /** What each lane did, in sum. */
    private static Table table(final Timeline timeline, final TimelineIndex index) {
        final List<Column> columns = new ArrayList<>();
        columns.add(Column.words("lane"));
        index.kinds().forEach(kind -> columns.add(new Column(kind.name(), Unit.time())));
        columns.add(new Column("spans", Unit.count()));
        index.signals().forEach(signal -> columns.add(new Column(signal.word(), Unit.count())));
        final List<Table.Row> rows = new ArrayList<>();
        for (int i = 0; i < timeline.lanes().size(); i++) {
            final List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(timeline.lanes().get(i).name()));
            final int lane = i;
            for (final Kind kind : index.kinds()) {
                cells.add(
                        Cell.of(
                                index.spans().get(lane).stream()
                                        .filter(span -> span.kind().equals(kind))
                                        .mapToLong(span -> span.endNs() - span.startNs())
                                        .sum()));
            }
            cells.add(Cell.of(index.spans().get(lane).size()));
            for (final Signal signal : index.signals()) {
                cells.add(
                        Cell.of(
                                index.instants().get(lane).stream()
                                        .filter(instant -> instant.signal() == signal)
                                        .count()));
            }
            rows.add(new Table.Row(cells, Table.RowKind.PLAIN));
        }
        return new Table(
                timeline.label()
                        + ", sums from "
                        + Unit.time().text(index.startNs())
                        + " to "
                        + Unit.time().text(index.endNs()),
                columns,
                rows);
    }
}
