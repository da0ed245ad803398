package knet.tools.report.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.tools.report.PlainText;
import knet.tools.report.page.Timeline.Instant;
import knet.tools.report.page.Timeline.Lane;
import knet.tools.report.page.Timeline.Signal;
import knet.tools.report.page.Timeline.Span;

/**
 * A timeline for the script that draws it, short, because there are many spans: per lane one array
 * of four numbers for each span (nanoseconds from the end of the one before, length, index of kind,
 * index of label) and one of two for each instant (nanoseconds from the one before, index of
 * signal).
 */
final class TimelineJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private TimelineJson() {}

    static String of(final Timeline timeline, final TimelineIndex index) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(timeline, index, json);
        } catch (final IOException e) {
            throw new UncheckedIOException(e); // a StringWriter does no I/O
        }
        return text.toString();
    }

    private static void write(
            final Timeline timeline, final TimelineIndex index, final JsonGenerator json)
            throws IOException {
        final Map<String, Integer> labels = new LinkedHashMap<>();
        json.writeStartObject();
        json.writeNumberField("startNs", index.startNs());
        json.writeNumberField("endNs", index.endNs());
        strings("lanes", timeline.lanes().stream().map(Lane::name).toList(), json);
        strings("kinds", index.kinds().stream().map(Kind::name).toList(), json);
        strings("inks", index.kinds().stream().map(kind -> kind.ink().css()).toList(), json);
        strings("signals", index.signals().stream().map(Signal::word).toList(), json);
        json.writeArrayFieldStart("spans");
        for (final List<Span> lane : index.spans()) {
            json.writeStartArray();
            long last = 0;
            for (final Span span : lane) {
                json.writeNumber(span.startNs() - last);
                json.writeNumber(span.endNs() - span.startNs());
                json.writeNumber(index.kinds().indexOf(span.kind()));
                final int next = labels.size();
                final Integer known = labels.putIfAbsent(span.label(), next);
                json.writeNumber(known == null ? next : known);
                last = span.endNs();
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("instants");
        final List<Signal> signals = List.copyOf(index.signals());
        for (final List<Instant> lane : index.instants()) {
            json.writeStartArray();
            long last = 0;
            for (final Instant instant : lane) {
                json.writeNumber(instant.timeNs() - last);
                json.writeNumber(signals.indexOf(instant.signal()));
                last = instant.timeNs();
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        strings("labels", List.copyOf(labels.keySet()), json);
        json.writeEndObject();
    }

    private static void strings(
            final String name, final List<String> values, final JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (final String value : values) {
            json.writeString(PlainText.printable(value));
        }
        json.writeEndArray();
    }
}
