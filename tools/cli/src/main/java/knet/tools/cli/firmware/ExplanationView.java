package knet.tools.cli.firmware;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import knet.firmware.Explanation;
import knet.firmware.HashInput;
import knet.firmware.HeaderLayer;
import knet.tools.report.JsonText;
import knet.tools.report.PlainText;
import knet.tools.report.TextTable;

/**
 * An explained decision, for people and for programs.
 *
 * @param subject what was decided on: {@code packet 17 of a.pcap}
 * @param packet its number, -1 if it is of no capture
 * @param firmware as the user named it
 * @param queues of the device
 * @param layers the packet's headers
 * @param decision and how it came about
 * @param notes what else is to be known, a line each
 */
public record ExplanationView(
        String subject,
        long packet,
        String firmware,
        int queues,
        List<HeaderLayer> layers,
        Explained decision,
        List<String> notes) {

    public ExplanationView {
        layers = List.copyOf(layers);
        notes = List.copyOf(notes);
    }

    /** The same with one more note. */
    public ExplanationView with(final String note) {
        final List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new ExplanationView(subject, packet, firmware, queues, layers, decision, more);
    }

    /** For people: the answer first. */
    public String table() {
        final StringBuilder text = new StringBuilder();
        text.append(subject).append(": queue ").append(decision.queue()).append(", ");
        text.append(decision.reason()).append('\n');
        text.append(firmware).append(" over ").append(queues);
        text.append(queues == 1 ? " queue" : " queues").append("\n\n1. headers (");
        text.append(decision.kind().label()).append(")\n").append(headers());
        int number = 2;
        if (decision.why().hash() != null) {
            text.append('\n').append(number++).append(". hash\n");
            text.append(hash(decision.why().hash()));
        } else if (!decision.why().isGiven() && decision.hash() != 0) {
            text.append('\n').append(number++).append(". hash\n  ");
            text.append(hex(decision.hash()))
                    .append(", left by the classifier; what it made it of");
            text.append(" is not known\n");
        }
        for (final Explanation.Step step : decision.why().steps()) {
            text.append('\n').append(number++).append(". ").append(step.name());
            text.append("\n  ").append(step.text()).append('\n');
        }
        text.append('\n').append(number).append(". queue ").append(decision.queue());
        text.append("\n  ").append(decision.reason()).append('\n');
        for (final String note : notes) {
            text.append('\n').append(note).append('\n');
        }
        if (!decision.doubt().isEmpty()) {
            text.append("\nnot to be trusted: ").append(decision.doubt()).append('\n');
        }
        return PlainText.printableLines(text.toString());
    }

    private String headers() {
        final TextTable table = new TextTable("byte", "length", "<header", "<");
        for (final HeaderLayer layer : layers) {
            table.row(
                    Integer.toString(layer.offset()),
                    layer.length() < 0 ? "-" : Integer.toString(layer.length()),
                    "  ".repeat(layer.depth()) + layer.name(),
                    layer.text());
        }
        return table.toString().indent(2);
    }

    private static String hash(final HashInput hash) {
        final TextTable table = new TextTable("byte", "length", "<input", "<from");
        for (final HashInput.Part part : hash.parts()) {
            table.row(
                    part.offset() < 0 ? "-" : Integer.toString(part.offset()),
                    part.offset() < 0 ? "-" : Integer.toString(part.length()),
                    part.hex(),
                    part.field());
        }
        return ("of the "
                        + hash.fields()
                        + (hash.isInner() ? ", of the innermost headers" : "")
                        + (hash.transform().equals("none") ? "" : ", " + hash.transform())
                        + (hash.isSymmetric()
                                ? "; both directions hash alike"
                                : "; the two directions hash apart")
                        + "\n"
                        + table
                        + hash.function()
                        + (hash.key().isEmpty() ? "" : " with key " + hash.key())
                        + "\n= "
                        + hex(hash.hash()))
                .indent(2);
    }

    private static String hex(final int hash) {
        return HexFormat.of().toHexDigits(hash);
    }

    /** The contract for programs: schema 1. */
    public String json() {
        return JsonText.of(this::write);
    }

    private void write(final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", 1);
        json.writeStringField("subject", subject);
        if (packet >= 0) {
            json.writeNumberField("packet", packet);
        }
        json.writeStringField("firmware", firmware);
        json.writeNumberField("queues", queues);
        json.writeNumberField("queue", decision.queue());
        json.writeStringField("hash", hex(decision.hash()));
        json.writeStringField("kind", decision.kind().label());
        json.writeBooleanField("explained", decision.why().isGiven());
        json.writeStringField("reason", decision.reason());
        json.writeStringField("doubt", decision.doubt());
        json.writeArrayFieldStart("headers");
        for (final HeaderLayer layer : layers) {
            json.writeStartObject();
            json.writeStringField("header", layer.name());
            json.writeNumberField("depth", layer.depth());
            json.writeNumberField("offset", layer.offset());
            if (layer.length() >= 0) {
                json.writeNumberField("length", layer.length());
            }
            json.writeStringField("text", layer.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (decision.why().hash() != null) {
            write(decision.why().hash(), json);
        }
        json.writeArrayFieldStart("steps");
        for (final Explanation.Step step : decision.why().steps()) {
            json.writeStartObject();
            json.writeStringField("step", step.name());
            json.writeStringField("text", step.text());
            json.writeObjectFieldStart("values");
            for (final Map.Entry<String, Long> value : step.values().entrySet()) {
                json.writeNumberField(value.getKey(), value.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonText.strings(json, "notes", notes);
        json.writeEndObject();
    }

    private static void write(final HashInput hash, final JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("hashInput");
        json.writeStringField("function", hash.function());
        if (!hash.key().isEmpty()) {
            json.writeStringField("key", hash.key());
        }
        json.writeStringField("transform", hash.transform());
        json.writeBooleanField("inner", hash.isInner());
        json.writeBooleanField("symmetric", hash.isSymmetric());
        json.writeStringField("fields", hash.fields());
        json.writeStringField("bytes", hash.hex());
        json.writeArrayFieldStart("parts");
        for (final HashInput.Part part : hash.parts()) {
            json.writeStartObject();
            json.writeStringField("field", part.field());
            if (part.offset() >= 0) {
                json.writeNumberField("offset", part.offset());
                json.writeNumberField("length", part.length());
            }
            json.writeStringField("bytes", part.hex());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
