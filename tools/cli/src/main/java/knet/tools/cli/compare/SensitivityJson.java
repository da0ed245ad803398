package knet.tools.cli.compare;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import knet.tools.lab.experiment.Sensitivity;
import knet.tools.report.JsonText;

/** What hangs on which price, for programs. */
final class SensitivityJson {
    private SensitivityJson() {}

    /** An object under the key {@code sensitivity}. */
    static void write(final Sensitivity.Result sensitivity, final JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("sensitivity");
        json.writeNumberField("frames", sensitivity.frames());
        json.writeArrayFieldStart("ways");
        for (final Sensitivity.OfWay way : sensitivity.ways()) {
            json.writeStartObject();
            json.writeStringField("mode", way.way().mode().name());
            json.writeStringField("classifier", way.way().classifier());
            outcome("base", way.base(), json);
            json.writeArrayFieldStart("effects");
            for (final Sensitivity.Effect effect : way.effects()) {
                json.writeStartObject();
                json.writeStringField("cost", effect.cost().key());
                outcome("halved", effect.halved(), json);
                outcome("doubled", effect.doubled(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void outcome(
            final String key, final Sensitivity.Outcome outcome, final JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(key);
        JsonText.number(json, "framesPerSecond", outcome.consumedPerSecond());
        JsonText.number(json, "p99Ns", outcome.p99Ns());
        json.writeEndObject();
    }
}
