package knet.tools.report.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import knet.tools.report.page.Timeline.Instant;
import knet.tools.report.page.Timeline.Lane;
import knet.tools.report.page.Timeline.Span;

/**
 * Writes a timeline in Chrome's trace event format, for Perfetto and chrome://tracing. A group of
 * lanes is a process, a lane is a thread, times are microseconds with three decimals.
 */
public final class ChromeTrace {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ChromeTrace() {}

    /**
     * Writes it, event by event; the stream stays open.
     *
     * @throws IOException if {@code out} does
     */
    public static void write(final Timeline timeline, final OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("displayTimeUnit", "ns");
            json.writeArrayFieldStart("traceEvents");
            final int[] processes = names(timeline, json);
            for (final Span span : Lanes.sorted(timeline.spans())) {
                span(span, processes[span.lane()], json);
            }
            for (final Instant instant : timeline.instants()) {
                instant(instant, processes[instant.lane()], json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /** Names processes and threads; returns the process of each lane. */
    private static int[] names(final Timeline timeline, final JsonGenerator json)
            throws IOException {
        final Map<String, Integer> groups = new LinkedHashMap<>();
        final int[] processes = new int[timeline.lanes().size()];
        for (int i = 0; i < processes.length; i++) {
            final Lane lane = timeline.lanes().get(i);
            // Viewers take a process of 0 for the idle one.
            final int next = groups.size() + 1;
            final Integer known = groups.putIfAbsent(lane.group(), next);
            processes[i] = known == null ? next : known;
            if (known == null) {
                metadata("process_name", processes[i], 0, json);
                json.writeStringField("name", lane.group());
                endMetadata(json);
                metadata("process_sort_index", processes[i], 0, json);
                json.writeNumberField("sort_index", next);
                endMetadata(json);
            }
            metadata("thread_name", processes[i], thread(i), json);
            json.writeStringField("name", lane.name());
            endMetadata(json);
            metadata("thread_sort_index", processes[i], thread(i), json);
            json.writeNumberField("sort_index", i);
            endMetadata(json);
        }
        return processes;
    }

    private static int thread(final int lane) {
        return lane + 1;
    }

    private static void metadata(
            final String what, final int process, final int thread, final JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "M");
        json.writeStringField("name", what);
        json.writeNumberField("pid", process);
        json.writeNumberField("tid", thread);
        json.writeObjectFieldStart("args");
    }

    private static void endMetadata(final JsonGenerator json) throws IOException {
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void span(final Span span, final int process, final JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "X");
        json.writeStringField("name", span.label().isEmpty() ? span.kind().name() : span.label());
        json.writeStringField("cat", span.kind().name());
        json.writeNumberField("pid", process);
        json.writeNumberField("tid", thread(span.lane()));
        json.writeNumberField("ts", microseconds(span.startNs()));
        json.writeNumberField("dur", microseconds(span.endNs() - span.startNs()));
        json.writeEndObject();
    }

    private static void instant(final Instant instant, final int process, final JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "i");
        json.writeStringField("name", instant.signal().word());
        json.writeStringField("cat", "notification");
        json.writeStringField("s", "t");
        json.writeNumberField("pid", process);
        json.writeNumberField("tid", thread(instant.lane()));
        json.writeNumberField("ts", microseconds(instant.timeNs()));
        json.writeEndObject();
    }

    /** Exact: a double would lose nanoseconds of a long run. */
    private static BigDecimal microseconds(final long ns) {
        return BigDecimal.valueOf(ns, 3);
    }
}
