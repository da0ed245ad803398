package knet.tools.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import knet.tools.report.JsonText;
import knet.tools.report.TextTable;

/**
 * The results of {@code knet bench} as table, JSON and CSV.
 *
 * @param machine that they were measured on
 * @param results in the order they were measured
 */
public record BenchReport(Machine machine, List<Measurement> results) {
    /** For people. */
    public String table() {
        final StringBuilder text = new StringBuilder();
        text.append(machine.text());
        text.append('\n');
        final TextTable table =
                new TextTable(
                        "<benchmark",
                        "median",
                        "min",
                        "max",
                        "<unit",
                        "runs",
                        "ratio",
                        "<reference",
                        "reference median");
        for (final Measurement result : results) {
            table.row(
                    result.name(),
                    figure(result.median()),
                    figure(result.min()),
                    figure(result.max()),
                    result.unit(),
                    Integer.toString(result.runs().length),
                    result.reference() == null ? "-" : figure(result.ratio()),
                    result.reference() == null ? "-" : result.reference(),
                    result.reference() == null
                            ? "-"
                            : figure(Measurement.medianOf(result.referenceRuns())));
        }
        text.append(table).append('\n');
        legend(text);
        for (final Measurement result : results) {
            if (!result.note().isEmpty()) {
                text.append(result.name()).append(": ").append(result.note()).append('\n');
            }
        }
        return text.toString();
    }

    /** What the ratio is, and of what, for those units and references that the table has. */
    private void legend(final StringBuilder text) {
        text.append(directions(false, "higher is better"));
        text.append(directions(true, "lower is better"));
        final Set<String> references = new LinkedHashSet<>();
        for (final Measurement result : results) {
            if (result.reference() != null) {
                references.add(result.reference());
            }
        }
        if (!references.isEmpty()) {
            text.append("ratio = figure / reference, the median of pairs measured in turn\n");
        }
        for (final String reference : references) {
            text.append("  ").append(reference).append(": ");
            text.append(Descriptions.ofReference(reference)).append('\n');
        }
        text.append('\n');
    }

    private String directions(final boolean isLowerBetter, final String words) {
        final String units =
                results.stream()
                        .filter(result -> result.isLowerBetter() == isLowerBetter)
                        .map(Measurement::unit)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return units.isEmpty() ? "" : units + ", and its ratio: " + words + '\n';
    }

    /** The contract for programs: schema 1. */
    public String json() {
        return JsonText.of(this::write);
    }

    private void write(final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", 1);
        machine.writeTo(json);
        json.writeArrayFieldStart("results");
        for (final Measurement result : results) {
            json.writeStartObject();
            json.writeStringField("name", result.name());
            json.writeNumberField("median", result.median());
            json.writeStringField("unit", result.unit());
            json.writeNumberField("min", result.min());
            json.writeNumberField("max", result.max());
            json.writeNumberField("runs", result.runs().length);
            if (result.reference() != null) {
                json.writeStringField("reference", result.reference());
                json.writeNumberField("ratio", result.ratio());
                json.writeNumberField(
                        "referenceMedian", Measurement.medianOf(result.referenceRuns()));
            }
            json.writeStringField("better", result.isLowerBetter() ? "lower" : "higher");
            json.writeStringField("note", result.note());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** One line a result, a head line first. */
    public String csv() {
        final StringBuilder text =
                new StringBuilder("name,median,unit,min,max,runs,reference,ratio\n");
        for (final Measurement result : results) {
            text.append(result.name())
                    .append(',')
                    .append(result.median())
                    .append(',')
                    .append(result.unit())
                    .append(',')
                    .append(result.min())
                    .append(',')
                    .append(result.max())
                    .append(',')
                    .append(result.runs().length)
                    .append(',')
                    .append(result.reference() == null ? "" : result.reference())
                    .append(',')
                    .append(result.reference() == null ? "" : result.ratio())
                    .append('\n');
        }
        return text.toString();
    }

    private static String figure(final double value) {
        final double size = Math.abs(value);
        final String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
