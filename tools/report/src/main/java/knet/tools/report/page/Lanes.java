package knet.tools.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import knet.tools.report.page.Timeline.Span;

/** Spans by lane and time. */
final class Lanes {
    private static final Comparator<Span> BY_TIME =
            Comparator.comparingInt(Span::lane)
                    .thenComparingLong(Span::startNs)
                    .thenComparingLong(Span::endNs);

    private Lanes() {}

    /** The spans in the order of their lanes, and within a lane of their times. */
    static List<Span> sorted(final List<Span> spans) {
        final List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(BY_TIME);
        return sorted;
    }

    /** Refuses spans of one lane that overlap, and lanes that do not exist. */
    static void refuseOverlap(final List<Span> spans, final int lanes) {
        Span last = null;
        for (final Span span : sorted(spans)) {
            Check.index("lane", span.lane(), lanes);
            if (last != null && last.lane() == span.lane() && span.startNs() < last.endNs()) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "lane %d: '%s' starts at %d ns, before '%s' ends at %d ns",
                                span.lane(),
                                span.label(),
                                span.startNs(),
                                last.label(),
                                last.endNs()));
            }
            last = span;
        }
    }
}
