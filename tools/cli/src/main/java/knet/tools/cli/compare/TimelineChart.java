package knet.tools.cli.compare;

import java.util.ArrayList;
import java.util.List;
import knet.tools.cli.lab.CpuBars;
import knet.tools.report.page.Timeline;

/** What a simulated machine recorded, for a page or a file. */
public final class TimelineChart {
    private TimelineChart() {}

    /**
     * The chart of a row.
     *
     * @param row that has a timeline
     * @param mostSpans it ends earlier when it has so many
     */
    public static Timeline of(final Row row, final int mostSpans) {
        final int cpus = row.figures().cpus().size();
        final List<Timeline.Lane> lanes = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            lanes.add(Timeline.Lane.processor(cpu));
        }
        for (int queue = 0; queue < row.run().queues(); queue++) {
            lanes.add(Timeline.Lane.queue(queue));
        }
        final List<Timeline.Span> spans = new ArrayList<>();
        long untilNs = 0;
        for (final var span : row.timeline().spans()) {
            if (span.endNs() > Timeline.MAX_NS || spans.size() == mostSpans) {
                break;
            }
            spans.add(
                    new Timeline.Span(
                            span.cpu(),
                            CpuBars.kind(span.level()),
                            span.startNs(),
                            span.endNs(),
                            span.what()));
            untilNs = Math.max(untilNs, span.endNs());
        }
        final List<Timeline.Instant> instants = new ArrayList<>();
        for (final var instant : row.timeline().instants()) {
            if (instant.timeNs() <= untilNs) {
                instants.add(
                        new Timeline.Instant(
                                cpus + instant.queue(),
                                Timeline.Signal.valueOf(instant.kind().name()),
                                instant.timeNs()));
            }
        }
        return new Timeline(
                "Processors and queues over time: " + row.way().name(), lanes, spans, instants);
    }
}
