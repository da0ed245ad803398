package knet.tools.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import knet.tools.report.page.Timeline.Instant;
import knet.tools.report.page.Timeline.Signal;
import knet.tools.report.page.Timeline.Span;

/**
 * A timeline by lanes.
 *
 * @param spans of each lane, in the order of time
 * @param instants of each lane, in the order of time
 * @param kinds of all spans, in the order of their colours
 * @param signals of all instants
 * @param startNs of the first of all
 * @param endNs of the last of all, after the start
 */
record TimelineIndex(
        List<List<Span>> spans,
        List<List<Instant>> instants,
        List<Kind> kinds,
        Set<Signal> signals,
        long startNs,
        long endNs) {
    static TimelineIndex of(final Timeline timeline) {
        final List<List<Span>> spans = new ArrayList<>();
        final List<List<Instant>> instants = new ArrayList<>();
        timeline.lanes()
                .forEach(
                        lane -> {
                            spans.add(new ArrayList<>());
                            instants.add(new ArrayList<>());
                        });
        final Set<Kind> kinds =
                new TreeSet<>(Comparator.comparing(Kind::ink).thenComparing(Kind::name));
        final Set<Signal> signals = EnumSet.noneOf(Signal.class);
        long start = Timeline.MAX_NS;
        long end = 0;
        for (final Span span : Lanes.sorted(timeline.spans())) {
            spans.get(span.lane()).add(span);
            kinds.add(span.kind());
            start = Math.min(start, span.startNs());
            end = Math.max(end, span.endNs());
        }
        for (final Instant instant : timeline.instants()) {
            instants.get(instant.lane()).add(instant);
            signals.add(instant.signal());
            start = Math.min(start, instant.timeNs());
            end = Math.max(end, instant.timeNs());
        }
        instants.forEach(
                lane ->
                        lane.sort(
                                Comparator.comparingLong(Instant::timeNs)
                                        .thenComparing(Instant::signal)));
        start = Math.min(start, end);
        return new TimelineIndex(
                spans, instants, List.copyOf(kinds), signals, start, Math.max(end, start + 1));
    }
}
