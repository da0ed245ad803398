package knet.tools.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The JSON of a run. Its keys are a contract: keys are added, never renamed. */
public final class RunJson {
    private RunJson() {}

    /** The whole document, with a line feed at its end. */
    public static String toString(final RunResult run) {
        return JsonText.of(json -> write(run, json));
    }

    /** One object, for instance a row of a comparison. */
    public static void write(final RunResult run, final JsonGenerator json) throws IOException {
        write(run, json, more -> {});
    }

    /**
     * One object with further keys.
     *
     * @param more writes them, at the end of the object
     */
    public static void write(
            final RunResult run, final JsonGenerator json, final JsonText.Body more)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", RunResult.SCHEMA);
        json.writeStringField("verdict", run.verdict());
        json.writeStringField("command", run.commandLine());
        trace(run.trace(), json);
        json.writeStringField("firmware", run.firmware());
        json.writeBooleanField("spraying", run.spraying());
        json.writeNumberField("queues", run.queues());
        json.writeStringField("mode", run.mode());
        json.writeStringField("clock", run.clock());
        json.writeStringField("onFull", run.onFull());
        frames(run.frames(), json);
        json.writeArrayFieldStart("queuesDetail");
        for (final QueueFigures queue : run.queuesDetail()) {
            queue(queue, json);
        }
        json.writeEndArray();
        json.writeFieldName("total");
        queue(run.total(), json);
        distribution(run.total().latency(), json);
        steering(run.steering(), json);
        numbers("ip", run.protocols().ip(), json);
        numbers("tcp", run.protocols().tcp(), json);
        numbers("udp", run.protocols().udp(), json);
        numbers("app", run.protocols().app(), json);
        json.writeObjectFieldStart("rate");
        json.writeNumberField("elapsedNs", run.rate().elapsedNs());
        JsonText.number(json, "framesPerSecond", run.rate().framesPerSecond());
        JsonText.number(json, "bitsPerSecond", run.rate().bitsPerSecond());
        json.writeEndObject();
        pacing(run.pacing(), json);
        json.writeObjectFieldStart("nic");
        json.writeNumberField("restarts", run.nic().restarts());
        numbers("counters", run.nic().counters(), json);
        numbers("firmwareCounters", run.nic().firmwareCounters(), json);
        json.writeEndObject();
        periods(run.nic().firmwarePeriods(), json);
        JsonText.strings(json, "warnings", run.warnings());
        more.write(json);
        json.writeEndObject();
    }

    /** Left out where nobody tells: in virtual time one classifier decides on all. */
    private static void periods(final List<FirmwarePeriod> periods, final JsonGenerator json)
            throws IOException {
        if (periods.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("firmwarePeriods");
        for (final FirmwarePeriod period : periods) {
            json.writeStartObject();
            json.writeStringField("firmware", period.firmware());
            nullable("fromFrame", period.fromFrame(), json);
            json.writeNumberField("toFrame", period.toFrame());
            nullable("frames", period.frames(), json);
            nullableRatio("maxOverMean", period.maxOverMean(), json);
            json.writeBooleanField("hung", period.hung());
            json.writeArrayFieldStart("framesPerQueue");
            for (final long frames : period.framesPerQueue()) {
                json.writeNumber(frames);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void trace(final TraceFigures trace, final JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("trace");
        JsonText.strings(json, "files", trace.files());
        json.writeNumberField("frames", trace.frames());
        json.writeNumberField("bytes", trace.bytes());
        JsonText.strings(json, "linkTypes", trace.linkTypes());
        json.writeNumberField("durationNs", trace.durationNs());
        json.writeBooleanField("truncated", trace.truncated());
        JsonText.strings(json, "damage", trace.damage());
        json.writeEndObject();
    }

    private static void frames(final FrameFigures frames, final JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("frames");
        json.writeNumberField("offered", frames.offered());
        json.writeNumberField("delivered", frames.delivered());
        json.writeNumberField("inFlight", frames.inFlight());
        numbers("dropped", frames.dropped(), json);
        json.writeNumberField("unaccounted", frames.unaccounted());
        json.writeNumberField("lostInRestart", frames.lostInRestart());
        json.writeEndObject();
    }

    private static void queue(final QueueFigures queue, final JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        if (queue.queue() != QueueFigures.TOTAL) {
            json.writeNumberField("queue", queue.queue());
        }
        json.writeNumberField("frames", queue.frames());
        json.writeNumberField("bytes", queue.bytes());
        json.writeNumberField("flows", queue.flows());
        json.writeNumberField("dropped", queue.dropped());
        json.writeNumberField("notificationsRaised", queue.notificationsRaised());
        json.writeNumberField("notificationsSuppressed", queue.notificationsSuppressed());
        json.writeNumberField("polls", queue.polls());
        json.writeNumberField("emptyPolls", queue.emptyPolls());
        json.writeNumberField("budgetExhausted", queue.budgetExhausted());
        latency(queue.latency(), json);
        json.writeEndObject();
    }

    private static void latency(final LatencyFigures latency, final JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("latencyNs");
        json.writeNumberField("count", latency.count());
        final boolean any = latency.count() > 0;
        nullable("p50", any ? latency.p50() : null, json);
        nullable("p99", any ? latency.p99() : null, json);
        nullable("p999", any ? latency.p999() : null, json);
        nullable("max", any ? latency.max() : null, json);
        json.writeEndObject();
    }

    private static void distribution(final LatencyFigures latency, final JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart("latencyDistribution");
        for (final LatencyFigures.Bucket bucket : latency.distribution()) {
            json.writeStartObject();
            json.writeNumberField("upToNs", bucket.upToNs());
            json.writeNumberField("frames", bucket.frames());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void steering(final SteeringFigures steering, final JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("steering");
        nullableRatio("imbalancePercent", steering.imbalancePercent(), json);
        nullableRatio("maxOverMean", steering.maxOverMean(), json);
        nullableRatio("jain", steering.jain(), json);
        json.writeNumberField("flows", steering.flows());
        numbers("flowsByProtocol", steering.flowsByProtocol(), json);
        json.writeNumberField("splitFlows", steering.splitFlows());
        numbers("splitReasons", steering.splitReasons(), json);
        json.writeNumberField("reordered", steering.reordered());
        json.writeEndObject();
    }

    private static void pacing(final PacingFigures pacing, final JsonGenerator json)
            throws IOException {
        if (pacing == null) {
            json.writeNullField("pacing");
            return;
        }
        json.writeObjectFieldStart("pacing");
        json.writeStringField("rate", pacing.rate());
        json.writeObjectFieldStart("lateNs");
        json.writeNumberField("p50", pacing.p50());
        json.writeNumberField("p99", pacing.p99());
        json.writeNumberField("max", pacing.max());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void numbers(
            final String key, final Map<String, ? extends Number> values, final JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(key);
        for (final Map.Entry<String, ? extends Number> entry : values.entrySet()) {
            final Number value = entry.getValue();
            if (value instanceof Double || value instanceof Float) {
                nullableRatio(entry.getKey(), value.doubleValue(), json);
            } else {
                json.writeNumberField(entry.getKey(), value.longValue());
            }
        }
        json.writeEndObject();
    }

    private static void nullable(final String key, final Long value, final JsonGenerator json)
            throws IOException {
        if (value == null) {
            json.writeNullField(key);
        } else {
            json.writeNumberField(key, value);
        }
    }

    private static void nullableRatio(
            final String key, final Double value, final JsonGenerator json) throws IOException {
        JsonText.number(json, key, value == null ? Double.NaN : value);
    }
}
