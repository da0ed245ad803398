package knet.tools.report;

import java.util.List;

/**
 * The latency distribution: a histogram over a logarithmic axis, with lines at the percentiles. The
 * drawing scales with the page; its text does not, so it stays readable on a phone.
 */
final class HtmlDistribution {
    private static final double WIDTH = 100;
    private static final double HEIGHT = 30;

    /** Percent of the width: nearer to each other, labels would touch on a phone. */
    private static final double LEAST_TICK_DISTANCE = 18;

    /** Percent of the width: a label nearer to an end is drawn inwards. */
    private static final double EDGE = 8;

    private static final long MAX_DECADE = 100_000_000_000_000_000L;

    private HtmlDistribution() {}

    static void draw(final LatencyFigures latency, final Html html) {
        final List<LatencyFigures.Bucket> buckets = latency.distribution();
        final int first = firstFilled(buckets);
        final double low = Math.log(first == 0 ? 1 : Math.max(1, buckets.get(first - 1).upToNs()));
        final double high = Math.max(low + 0.1, Math.log(Math.max(2, latency.max())));
        long most = 1;
        for (final LatencyFigures.Bucket bucket : buckets) {
            most = Math.max(most, bucket.frames());
        }
        html.raw("<div class=\"plot\"><svg viewBox=\"0 0 100 30\" preserveAspectRatio=\"none\"")
                .raw(" role=\"img\" aria-label=\"distribution of latency\">\n");
        double from = low;
        for (int i = first; i < buckets.size(); i++) {
            final LatencyFigures.Bucket bucket = buckets.get(i);
            final double to = Math.min(high, Math.log(Math.max(1, bucket.upToNs())));
            if (bucket.frames() > 0 && to >= from) {
                // The square root keeps a tail of one frame in a million visible.
                final double height = HEIGHT * Math.sqrt((double) bucket.frames() / most);
                html.raw("<rect class=\"mass\" x=\"")
                        .number(x(from, low, high))
                        .raw("\" y=\"")
                        .number(HEIGHT - Math.max(height, 0.3))
                        .raw("\" width=\"")
                        .number(Math.max(0.3, x(to, low, high) - x(from, low, high) - 0.15))
                        .raw("\" height=\"")
                        .number(Math.max(height, 0.3))
                        .raw("\"><title>")
                        .text(
                                "up to "
                                        + Units.time(bucket.upToNs())
                                        + ": "
                                        + Units.plural(bucket.frames(), "frame"))
                        .raw("</title></rect>\n");
            }
            from = Math.max(from, to);
        }
        html.raw("</svg>\n");
        final long[] values = {latency.p50(), latency.p99(), latency.p999()};
        final String[] names = {"p50", "p99", "p99.9"};
        for (int i = 0; i < names.length; i++) {
            final double at = x(Math.log(Math.max(1, values[i])), low, high);
            html.raw("<i class=\"mark m")
                    .raw(Integer.toString(i))
                    .raw("\" style=\"left:")
                    .number(at)
                    .raw("%\"></i>");
            html.raw("<span class=\"mark m").raw(Integer.toString(i)).raw("\" style=\"");
            // Labels of marks in the right half end at their mark, so that none leaves the page.
            if (at > WIDTH / 2) {
                html.raw("right:").number(WIDTH - at).raw("%\">");
            } else {
                html.raw("left:").number(at).raw("%\">");
            }
            html.text(names[i] + " " + Units.time(values[i])).raw("</span>\n");
        }
        axis(low, high, html);
        html.raw("</div>\n<p class=\"hint\">Height: square root of the number of frames.</p>\n");
    }

    /** Ticks at 1, 2 and 5 of each decade, or at 1 alone, or at every digit, as the range wants. */
    private static void axis(final double low, final double high, final Html html) {
        final double decades = (high - low) / Math.log(10);
        final String digits = decades > 3 ? "1" : decades > 0.7 ? "125" : "123456789";
        double last = -LEAST_TICK_DISTANCE;
        html.raw("<div class=\"axis\">");
        for (long decade = 1; decade <= MAX_DECADE && Math.log(decade) <= high; decade *= 10) {
            for (int i = 0; i < digits.length(); i++) {
                final long tick = decade * (digits.charAt(i) - '0');
                final double at = x(Math.log(tick), low, high);
                if (Math.log(tick) >= low
                        && Math.log(tick) <= high
                        && at - last >= LEAST_TICK_DISTANCE) {
                    last = at;
                    tick(tick, at, html);
                }
            }
        }
        html.raw("</div>\n");
    }

    private static void tick(final long ns, final double at, final Html html) {
        html.raw("<span style=\"left:").number(at).raw("%\"");
        if (at < EDGE) {
            html.raw(" class=\"first\"");
        } else if (at > WIDTH - EDGE) {
            html.raw(" class=\"last\"");
        }
        html.raw(">").text(Units.time(ns)).raw("</span>");
    }

    private static int firstFilled(final List<LatencyFigures.Bucket> buckets) {
        int i = 0;
        while (i < buckets.size() - 1 && buckets.get(i).frames() == 0) {
            i++;
        }
        return i;
    }

    private static double x(final double value, final double low, final double high) {
        return WIDTH * Math.min(1, Math.max(0, (value - low) / (high - low)));
    }
}
