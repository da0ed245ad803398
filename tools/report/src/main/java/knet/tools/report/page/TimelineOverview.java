package knet.tools.report.page;

import java.util.Arrays;
import java.util.List;
import knet.tools.report.Html;
import knet.tools.report.page.Timeline.Instant;
import knet.tools.report.page.Timeline.Lane;
import knet.tools.report.page.Timeline.Signal;
import knet.tools.report.page.Timeline.Span;

/**
 * A whole timeline as a drawing, for readers without scripts and for paper: time is cut into
 * slices, and in each the height of a colour is its share of the slice.
 */
final class TimelineOverview {
    /** Of all lanes together: bounds the page. */
    private static final int MOST_SLICES = 6000;

    private static final int LEAST_PER_LANE = 60;
    private static final int MOST_PER_LANE = 300;

    /** Steps of height: coarse, so that neighbours become one shape. */
    private static final int HEIGHT = 24;

    private final Timeline timeline;
    private final TimelineIndex index;
    private final int slices;
    private final double sliceNs;

    TimelineOverview(final Timeline timeline, final TimelineIndex index) {
        this.timeline = timeline;
        this.index = index;
        slices =
                Math.max(
                        LEAST_PER_LANE,
                        Math.min(
                                MOST_PER_LANE, MOST_SLICES / Math.max(1, timeline.lanes().size())));
        sliceNs = (double) (index.endNs() - index.startNs()) / slices;
    }

    void write(final Html html) {
        final Axis axis = Axis.linear("time", Unit.time());
        final RowChart chart =
                new RowChart(
                        html,
                        axis,
                        RowChart.around(axis, index.startNs(), index.endNs()),
                        timeline.label(),
                        timeline.lanes().stream().map(Lane::name).toList(),
                        0);
        for (int i = 0; i < timeline.lanes().size(); i++) {
            final int lane = i;
            chart.row(
                    timeline.lanes().get(i).name(),
                    " preserveAspectRatio=\"none\" viewBox=\"0 0 " + slices + " " + HEIGHT + "\"",
                    html2 -> lane(lane, html2),
                    "");
        }
        chart.end();
    }

    private void lane(final int lane, final Html html) {
        if (index.spans().get(lane).isEmpty()) {
            instants(index.instants().get(lane), html);
        } else {
            spans(index.spans().get(lane), html);
        }
    }

    private void spans(final List<Span> spans, final Html html) {
        final double[][] shares = new double[index.kinds().size()][slices];
        for (final Span span : spans) {
            add(span, shares[index.kinds().indexOf(span.kind())]);
        }
        final double[] below = new double[slices];
        for (int kind = 0; kind < shares.length; kind++) {
            final int[] from = new int[slices];
            final int[] to = new int[slices];
            for (int i = 0; i < slices; i++) {
                from[i] = (int) Math.round(HEIGHT * Math.min(1, below[i]));
                below[i] += shares[kind][i];
                to[i] = (int) Math.round(HEIGHT * Math.min(1, below[i]));
            }
            shape(index.kinds().get(kind).ink().css(), from, to, html);
        }
    }

    /** Adds what a span takes of each slice. */
    private void add(final Span span, final double[] shares) {
        final double from = (span.startNs() - index.startNs()) / sliceNs;
        final double to = (span.endNs() - index.startNs()) / sliceNs;
        for (int i = (int) from; i < slices && i < to; i++) {
            shares[i] += Math.min(to, i + 1.0) - Math.max(from, i);
        }
    }

    /** A band for each kind of instant, filled where there is one. */
    private void instants(final List<Instant> instants, final Html html) {
        final List<Signal> signals = List.copyOf(index.signals());
        for (int band = 0; band < signals.size(); band++) {
            final int[] from = new int[slices];
            final int[] to = new int[slices];
            final int high = HEIGHT - band * HEIGHT / signals.size();
            final int low = HEIGHT - (band + 1) * HEIGHT / signals.size() + 1;
            Arrays.fill(from, low);
            Arrays.fill(to, low);
            for (final Instant instant : instants) {
                if (instant.signal() == signals.get(band)) {
                    final int slice = (int) ((instant.timeNs() - index.startNs()) / sliceNs);
                    to[Math.min(slices - 1, slice)] = high;
                }
            }
            shape("s-" + signals.get(band).word(), from, to, html);
        }
    }

    /** One path for all slices, from a lower height to an upper one. */
    private static void shape(final String css, final int[] from, final int[] to, final Html html) {
        boolean isEmpty = true;
        for (int i = 0; i < from.length; ) {
            int end = i + 1;
            while (end < from.length && from[end] == from[i] && to[end] == to[i]) {
                end++;
            }
            if (to[i] > from[i]) {
                html.raw(isEmpty ? "<path class=\"" + css + "\" d=\"" : "");
                isEmpty = false;
                html.raw("M" + i + " " + (HEIGHT - to[i]) + "h" + (end - i));
                html.raw("v" + (to[i] - from[i]) + "h" + (i - end) + "z");
            }
            i = end;
        }
        html.raw(isEmpty ? "" : "\"/>");
    }
}
