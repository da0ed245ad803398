package knet.tools.report.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.tools.report.Html;

/**
 * How a series is drawn: colour, dash and marker, so that two series can be told apart without
 * colours too.
 *
 * @param index of the series among the names of its page
 */
record LineStyle(int index) {
    private static final int COLOURS = 8;

    private static final String[] DASHES = {"", "7 4", "2 3", "10 3 2 3", "14 4"};

    /** Outlines, relative to their middle. */
    private static final String[] MARKERS = {
        "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", // circle
        "m-3.6-3.6h7.2v7.2h-7.2z", // square
        "m0-4.8l4.6 8h-9.2z", // triangle
        "m0-5l4.5 5l-4.5 5l-4.5-5z", // diamond
        "m0 4.8l4.6-8h-9.2z", // triangle on its tip
        "m-1.4-4.4h2.8v3h3v2.8h-3v3h-2.8v-3h-3v-2.8h3z", // cross
        "m-2.6-4.4h5.2l2.6 4.4l-2.6 4.4h-5.2l-2.6-4.4z", // hexagon
        "m-5 0l8-4.6v9.2z" // triangle to the left
    };

    /** One style for each name of a series, in the order in which a page names them. */
    static Map<String, LineStyle> forPage(final List<Section> sections) {
        final Map<String, LineStyle> styles = new LinkedHashMap<>();
        for (final Section section : sections) {
            if (section.content() instanceof Curves curves) {
                for (final Curves.Series series : curves.series()) {
                    styles.putIfAbsent(series.name(), new LineStyle(styles.size()));
                }
            }
        }
        return styles;
    }

    /** Class of the elements that take the colour. */
    String css() {
        return "l" + index % COLOURS;
    }

    /** Attribute of a line; empty for a solid one. */
    String dash() {
        final String dash = DASHES[index % DASHES.length];
        return dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"";
    }

    /** Path of a marker at a place. */
    Html marker(final Html html, final double x, final double y) {
        return html.raw("M").number(x).raw(" ").number(y).raw(MARKERS[index % MARKERS.length]);
    }

    /** A piece of line with its marker, for a legend. */
    void swatch(final Html html) {
        html.raw("<svg class=\"swatch ")
                .raw(css())
                .raw("\" width=\"44\" height=\"14\" aria-hidden=\"true\"><path class=\"line\"")
                .raw(dash())
                .raw(" d=\"M1 7H43\"/><path class=\"marker\" d=\"");
        marker(html, 22, 7).raw("\"/></svg>");
    }
}
