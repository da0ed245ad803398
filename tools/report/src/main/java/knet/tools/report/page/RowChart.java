package knet.tools.report.page;

import java.util.List;
import java.util.function.Consumer;
import knet.tools.report.Html;

/**
 * Horizontal bars with their names to the left, their values to the right and one axis below.
 * Places within a bar are percent of its length, so that it fits any page while its text keeps its
 * size.
 */
final class RowChart {
    /** Beyond, rows are thin. */
    private static final int MANY = 24;

    /** Bars are at least so long on the smallest screen, px. */
    private static final double SHORTEST = 250;

    private static final double AXIS_FONT = 12;
    private static final double NAME_FONT = 14;
    private static final double LONGEST_NAME = 15;

    /** Percent: a label nearer to an end is drawn inwards. */
    private static final double EDGE = 6;

    private final Html html;
    private final Axis axis;
    private final AxisScale scale;

    /**
     * Begins a chart.
     *
     * @param label for those who cannot see it
     * @param names of all its rows
     * @param valueEm width of what stands to the right; 0 for nothing
     */
    RowChart(
            final Html html,
            final Axis axis,
            final AxisScale scale,
            final String label,
            final List<String> names,
            final double valueEm) {
        this.html = html;
        this.axis = axis;
        this.scale = scale;
        final double widest = names.stream().mapToDouble(TextWidth::em).max().orElse(0);
        html.raw("<div class=\"rows")
                .raw(names.size() > MANY ? " many" : "")
                .raw(valueEm > 0 ? " valued" : "")
                .raw("\" role=\"img\" aria-label=\"")
                .text(label)
                .raw("\" style=\"--name:")
                .number(Math.min(LONGEST_NAME, widest) * NAME_FONT)
                .raw("px;--value:")
                .number(valueEm * NAME_FONT)
                .raw("px\">\n");
    }

    /** The scale of bars that begin at zero. */
    static AxisScale fromZero(final Axis axis, final double... values) {
        return AxisScale.of(axis, values, Fit.LOOSE, Ruler.across(SHORTEST, AXIS_FONT));
    }

    /** The scale of bars that begin anywhere. */
    static AxisScale around(final Axis axis, final double... values) {
        return AxisScale.of(axis, values, Fit.EXACT, Ruler.across(SHORTEST, AXIS_FONT));
    }

    /** Whether there are so many rows that they are thin, without room for text. */
    static boolean isMany(final int rows) {
        return rows > MANY;
    }

    /**
     * A row.
     *
     * @param attributes of the drawing, literals of this program; may be empty
     * @param drawing writes what is in the bar
     * @param value what stands to the right
     */
    void row(
            final String name,
            final String attributes,
            final Consumer<Html> drawing,
            final String value) {
        html.raw("<div class=\"row\"><span class=\"name\">")
                .breakable(name)
                .raw("</span><svg class=\"lane\"")
                .raw(attributes)
                .raw(">");
        drawing.accept(html);
        html.raw("</svg><span class=\"value\">").text(value).raw("</span></div>\n");
    }

    /** The axis, and the end of the chart. */
    void end() {
        html.raw("<div class=\"row\"><span class=\"name\"></span><div class=\"axis\">");
        for (final Tick tick : scale.ticks()) {
            final double at = 100 * scale.at(tick.value());
            html.raw("<span style=\"left:").number(at).raw("%\"");
            html.raw(at < EDGE ? " class=\"first\"" : at > 100 - EDGE ? " class=\"last\"" : "");
            html.raw(">").text(tick.label()).raw("</span>");
        }
        html.raw("<p class=\"axis-title\">")
                .text(scale.title(axis))
                .raw("</p></div></div></div>\n");
    }
}
