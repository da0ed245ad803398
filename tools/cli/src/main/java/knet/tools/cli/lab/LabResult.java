package knet.tools.cli.lab;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import knet.tools.lab.cost.CostModel;
import knet.tools.report.JsonText;
import knet.tools.report.page.Answer;
import knet.tools.report.page.Figure;
import knet.tools.report.page.Origin;
import knet.tools.report.page.Page;
import knet.tools.report.page.Section;

/**
 * What an experiment came to, whatever it was.
 *
 * @param experiment its name, as "livelock"
 * @param answer what came out, in words
 * @param input what came in and on which machine, one line
 * @param costs the prices
 * @param seed of whatever was random
 * @param isWhole false if it was stopped before its end
 * @param rows the figures that the experiment is about, beside a paper's where it gives one
 * @param series curves
 * @param grid every point with all its figures
 * @param notes what a reader must know, one sentence each
 * @param text for people, without answer and notes
 * @param sections of the page
 */
public record LabResult(
        String experiment,
        Answer answer,
        String input,
        CostModel costs,
        long seed,
        boolean isWhole,
        List<Row> rows,
        List<Series> series,
        Grid grid,
        List<String> notes,
        String text,
        List<Section> sections) {
    /** Version of the JSON contract. */
    private static final int SCHEMA = 1;

    public LabResult {
        rows = List.copyOf(rows);
        series = List.copyOf(series);
        notes = List.copyOf(notes);
        sections = List.copyOf(sections);
    }

    /**
     * A figure.
     *
     * @param experiment what it is the figure of, as "livelock-mlfrr-knet"
     * @param paper what a paper gives for it; null if none does
     * @param ours null if it was not found
     * @param unit as "pps", "percent", "ratio"
     */
    public record Row(String experiment, Double paper, Double ours, String unit) {}

    /**
     * A curve.
     *
     * @param label whose curve
     * @param x of its points
     * @param y as many; NaN for none
     */
    public record Series(String experiment, String label, List<Double> x, List<Double> y) {
        public Series {
            x = List.copyOf(x);
            y = List.copyOf(y);
        }

        /** A point's y, with its place in the JSON. */
        public static Figure figure(final int series, final int point, final double y) {
            return Figure.of("series." + series + ".y." + point, Grid.rounded(y));
        }
    }

    /** A name as part of a row's key: "knet with flow-hash" is knet-flow-hash. */
    static String key(final String name) {
        return name.replace(" with ", "-").replaceAll("[^A-Za-z0-9._=-]+", "-");
    }

    /** The contract for programs. */
    public String json() {
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("schema", SCHEMA);
                    json.writeStringField("experiment", experiment);
                    json.writeNumberField("seed", seed);
                    json.writeStringField("costs", costs.name());
                    json.writeStringField("input", input);
                    json.writeBooleanField("complete", isWhole);
                    json.writeStringField("verdict", answer.headline());
                    strings("notes", notes, json);
                    json.writeArrayFieldStart("rows");
                    for (final Row row : rows) {
                        write(row, json);
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("series");
                    for (final Series curve : series) {
                        write(curve, json);
                    }
                    json.writeEndArray();
                    grid.writeTo(json);
                    Prices.writeTo(costs, json);
                    json.writeEndObject();
                });
    }

    private static void strings(
            final String key, final List<String> values, final JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(key);
        for (final String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void write(final Row row, final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("experiment", row.experiment());
        JsonText.number(json, "paper", row.paper() == null ? Double.NaN : row.paper());
        JsonText.number(json, "ours", row.ours() == null ? Double.NaN : row.ours());
        json.writeStringField("unit", row.unit());
        json.writeEndObject();
    }

    private static void write(final Series curve, final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("experiment", curve.experiment());
        json.writeStringField("label", curve.label());
        json.writeArrayFieldStart("x");
        for (final double x : curve.x()) {
            JsonText.number(json, x);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("y");
        for (final double y : curve.y()) {
            JsonText.number(json, y);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Every point, for programs that read tables. */
    public String csv() {
        return grid.csv();
    }

    /** For people. */
    public String table() {
        final StringBuilder out = new StringBuilder();
        out.append(input)
                .append("\nvirtual time, costs ")
                .append(costs.name())
                .append(Prices.marks(costs))
                .append(", seed ")
                .append(seed)
                .append("\n\n")
                .append(text)
                .append('\n');
        notes.forEach(note -> out.append(note).append('\n'));
        if (!notes.isEmpty()) {
            out.append('\n');
        }
        out.append(answer.headline()).append('\n');
        if (!answer.lead().isEmpty()) {
            out.append(answer.lead()).append('\n');
        }
        return out.toString();
    }

    /**
     * For a browser.
     *
     * @param command as typed
     */
    public String html(final String command) {
        return new Page(
                        "knet lab " + experiment,
                        answer,
                        new Origin(input, command, seed, Prices.table(costs)),
                        isWhole ? List.of() : List.of(Prices.STOPPED),
                        sections,
                        json())
                .toHtml();
    }
}
