package knet.tools.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import knet.tools.report.Html;
import knet.tools.report.page.Curves.Mark;
import knet.tools.report.page.Curves.Point;
import knet.tools.report.page.Curves.Series;

/** Draws a line chart in one size. */
final class CurvesSvg {
    private static final double LINE = 1.35;

    /** Markers of one line that were nearer to each other would hide it. */
    private static final double MARKER_DISTANCE = 16;

    /** Points of one line that are nearer to each other than that look the same. */
    private static final double LEAST_DISTANCE = 0.75;

    private static final double TICK_GAP = 8;

    private final Curves curves;
    private final Map<String, LineStyle> styles;
    private final PlotSize size;
    private final Html html;
    private final AxisScale xScale;
    private final AxisScale yScale;
    private final double left;
    private final double right;
    private final double top;
    private final MarkRows marks;

    private CurvesSvg(
            final Curves curves,
            final Map<String, LineStyle> styles,
            final PlotSize size,
            final Html html) {
        this.curves = curves;
        this.styles = styles;
        this.size = size;
        this.html = html;
        yScale = AxisScale.of(curves.y(), ys(), Fit.LOOSE, Ruler.up(size.height(), size.font()));
        left = widest(yScale.ticks()) + TICK_GAP + 2;
        // Labels stand under the ends of the axis too: half of one sticks out.
        final double mostRight = size.width() - 2 * size.font();
        final AxisScale draft = xScale(mostRight - left);
        right = size.width() - Math.max(10, widest(draft.ticks()) / 2 + 2);
        xScale = xScale(right - left);
        marks = new MarkRows(labels(), left, size.width() - 2);
        top = lines(curves.y(), yScale).size() * lineHeight() + marks.rows() * lineHeight() + 10;
    }

    static void draw(
            final Curves curves,
            final Map<String, LineStyle> styles,
            final PlotSize size,
            final Html html) {
        new CurvesSvg(curves, styles, size, html).draw();
    }

    private void draw() {
        final List<String> below = lines(curves.x(), xScale);
        final double bottom = top + size.height();
        final double titles = bottom + size.font() * 1.3 + 6;
        html.raw("<svg class=\"")
                .raw(size.css())
                .raw("\" viewBox=\"0 0 ")
                .number(size.width())
                .raw(" ")
                .number(titles + below.size() * lineHeight() + 4)
                .raw("\" font-size=\"")
                .number(size.font())
                .raw("\" role=\"img\" aria-label=\"")
                .text(curves.label())
                .raw("\">\n<g class=\"frame\">");
        title(lines(curves.y(), yScale), 0, "start", 0);
        title(below, right, "end", titles);
        for (final Tick tick : yScale.ticks()) {
            final double at = y(tick.value());
            grid(left, at, right, at);
            label(left - TICK_GAP, at + size.font() * 0.36, "end", tick.label());
        }
        for (final Tick tick : xScale.ticks()) {
            final double at = x(tick.value());
            html.raw("<path class=\"tick\" d=\"M").number(at).raw(" ").number(bottom).raw("v5\"/>");
            label(at, bottom + size.font() * 1.3 + 2, "middle", tick.label());
        }
        html.raw("<path class=\"axis-line\" d=\"M");
        html.number(left).raw(" ").number(bottom).raw("H").number(right).raw("\"/></g>\n");
        marks();
        for (final Series series : curves.series()) {
            series(series);
        }
        html.raw("</svg>\n");
    }

    /** All lines first: a line on its way down goes behind the labels. */
    private void marks() {
        for (final MarkRows.Placed mark : marks.placed()) {
            mark(mark).raw("<path d=\"M").number(mark.label().x()).raw(" ");
            html.number(baseline(mark) - size.font() * 0.8)
                    .raw("V")
                    .number(top + size.height())
                    .raw("\"/><path class=\"marker\" d=\"");
            mark.label().style().marker(html, mark.label().x(), top).raw("\"><title>");
            html.text(mark.label().tip()).raw("</title></path></g>\n");
        }
        for (final MarkRows.Placed mark : marks.placed()) {
            mark(mark);
            label(mark.left(), baseline(mark), "start", mark.label().text());
            html.raw("</g>\n");
        }
    }

    private Html mark(final MarkRows.Placed mark) {
        return html.raw("<g class=\"mark ").raw(mark.label().style().css()).raw("\">");
    }

    private double baseline(final MarkRows.Placed mark) {
        return top - 12 - mark.row() * lineHeight();
    }

    private List<MarkRows.Label> labels() {
        final List<MarkRows.Label> labels = new ArrayList<>();
        for (final Series series : curves.series()) {
            for (final Mark mark : series.marks()) {
                if (Double.isFinite(mark.x())) {
                    final String text = mark.label() + " " + curves.x().unit().text(mark.x());
                    final String fitting =
                            TextWidth.fit(text.trim(), (size.width() - left - 10) / size.font());
                    labels.add(
                            new MarkRows.Label(
                                    fitting,
                                    styles.get(series.name()),
                                    series.name()
                                            + ": "
                                            + mark.label()
                                            + " "
                                            + Figures.inFull(curves.x().unit(), mark.x()),
                                    x(mark.x()),
                                    TextWidth.em(fitting) * size.font()));
                }
            }
        }
        return labels;
    }

    private void series(final Series series) {
        final LineStyle style = styles.get(series.name());
        html.raw("<g class=\"series ").raw(style.css()).raw("\"><path class=\"line\"");
        html.raw(style.dash()).raw(" d=\"");
        boolean isOpen = false;
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (final Point point : series.points()) {
            final double x = x(point.x());
            final double y = y(point.y().toDouble());
            final boolean isGap = Double.isNaN(x) || Double.isNaN(y);
            if (!isGap && !(isOpen && near(x - lastX, y - lastY, LEAST_DISTANCE))) {
                html.raw(isOpen ? "L" : "M").number(x).raw(" ").number(y);
                lastX = x;
                lastY = y;
            }
            isOpen = !isGap;
        }
        html.raw("\"/>");
        points(series, style);
        html.raw("</g>\n");
    }

    private void points(final Series series, final LineStyle style) {
        double markerX = Double.NEGATIVE_INFINITY;
        double markerY = Double.NEGATIVE_INFINITY;
        double lastX = Double.NEGATIVE_INFINITY;
        double lastY = Double.NEGATIVE_INFINITY;
        for (final Point point : series.points()) {
            final double x = x(point.x());
            final double y = y(point.y().toDouble());
            if (Double.isNaN(x) || Double.isNaN(y) || near(x - lastX, y - lastY, LEAST_DISTANCE)) {
                continue;
            }
            final boolean isQuiet = near(x - markerX, y - markerY, MARKER_DISTANCE);
            if (!isQuiet) {
                markerX = x;
                markerY = y;
            }
            lastX = x;
            lastY = y;
            html.raw(isQuiet ? "<path class=\"pt quiet\" d=\"" : "<path class=\"pt\" d=\"");
            style.marker(html, x, y).raw("\"><title>");
            html.text(series.name()).raw("\n");
            html.text(inFull(curves.x(), point.x())).raw("\n");
            html.text(inFull(curves.y(), point.y().value())).raw("</title></path>");
        }
    }

    private static String inFull(final Axis axis, final Number value) {
        return axis.label() + " " + Figures.inFull(axis.unit(), value);
    }

    private static boolean near(final double dx, final double dy, final double distance) {
        return dx * dx + dy * dy < distance * distance;
    }

    private void title(
            final List<String> lines, final double x, final String anchor, final double from) {
        for (int i = 0; i < lines.size(); i++) {
            html.raw("<text class=\"title\" x=\"")
                    .number(x)
                    .raw("\" y=\"")
                    .number(from + (i + 0.85) * lineHeight())
                    .raw("\" text-anchor=\"")
                    .raw(anchor)
                    .raw("\">")
                    .text(lines.get(i))
                    .raw("</text>");
        }
    }

    private void grid(final double x1, final double y1, final double x2, final double y2) {
        html.raw("<path class=\"grid\" d=\"M").number(x1).raw(" ").number(y1).raw("L");
        html.number(x2).raw(" ").number(y2).raw("\"/>");
    }

    private void label(final double x, final double y, final String anchor, final String text) {
        html.raw("<text x=\"").number(x).raw("\" y=\"").number(y).raw("\" text-anchor=\"");
        html.raw(anchor).raw("\">").text(text).raw("</text>");
    }

    private List<String> lines(final Axis axis, final AxisScale scale) {
        return TextWidth.wrap(scale.title(axis), size.width() / size.font() * 0.95);
    }

    private AxisScale xScale(final double length) {
        return AxisScale.of(curves.x(), xs(), Fit.NEAR, Ruler.across(length, size.font()));
    }

    private double[] xs() {
        final Stream<Series> series = curves.series().stream();
        return series.flatMapToDouble(
                        s ->
                                DoubleStream.concat(
                                        s.points().stream().mapToDouble(Point::x),
                                        s.marks().stream().mapToDouble(Mark::x)))
                .toArray();
    }

    private double[] ys() {
        return curves.series().stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(p -> p.y().toDouble())
                .toArray();
    }

    private double widest(final List<Tick> ticks) {
        return ticks.stream().mapToDouble(t -> TextWidth.em(t.label())).max().orElse(0)
                * size.font();
    }

    private double lineHeight() {
        return size.font() * LINE;
    }

    private double x(final double value) {
        return left + (right - left) * xScale.at(value);
    }

    private double y(final double value) {
        return top + size.height() * (1 - yScale.at(value));
    }
}
