package knet.tools.lab.real;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import knet.tools.bench.Machine;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.Price;
import knet.tools.report.JsonText;
import knet.tools.report.TextTable;
import knet.tools.report.Units;

/**
 * How far the simulated machine is from real runs.
 *
 * @param machine that they ran on
 * @param costs that predictions rest on
 * @param costsTitle where they come from
 * @param workload what came in
 * @param frames of one run
 * @param calibratedNs how long a cache line took from core to core when the costs were measured; 0
 *     if unknown
 * @param distanceNs and during the runs: the median
 * @param leastDistanceNs the least
 * @param mostDistanceNs the most
 * @param rows figure by figure
 * @param notHere what this machine cannot show, and why
 */
public record ValidationResult(
        Machine machine,
        CostModel costs,
        String costsTitle,
        String workload,
        long frames,
        long calibratedNs,
        long distanceNs,
        long leastDistanceNs,
        long mostDistanceNs,
        List<ValidationRow> rows,
        Map<String, String> notHere) {
    private static final int SCHEMA = 1;
    private static final double SATURATED = 1;

    public ValidationResult {
        rows = List.copyOf(rows);
        notHere = Collections.unmodifiableMap(new LinkedHashMap<>(notHere));
    }

    /** The answer in one sentence. */
    public String verdict() {
        final long within = rows.stream().filter(ValidationRow::isWithin).count();
        final ValidationRow worst =
                rows.stream()
                        .filter(row -> !row.isWithin())
                        .reduce((a, b) -> offBy(a) >= offBy(b) ? a : b)
                        .orElse(null);
        final String most = within + " of " + rows.size() + " predictions are within a quarter";
        return worst == null
                ? most
                : most + "; the furthest off is " + name(worst) + ": " + deviation(worst);
    }

    private boolean isPaired() {
        return rows.stream().anyMatch(row -> row.predictions().length > 1);
    }

    /** The same factor up or down is the same distance. */
    private static double offBy(final ValidationRow row) {
        final double median = row.median();
        if (median <= 0 || row.predicted() <= 0) {
            return Double.MAX_VALUE;
        }
        return Math.max(row.predicted() / median, median / row.predicted());
    }

    /** A row in words. */
    public static String name(final ValidationRow row) {
        return row.figure().title() + " of " + row.mode() + " at " + load(row);
    }

    /** The load in words. */
    public static String load(final ValidationRow row) {
        return row.load() == SATURATED
                ? "saturation"
                : String.format(Locale.ROOT, "%.1f of it", row.load());
    }

    /** As +12%. */
    public static String deviation(final ValidationRow row) {
        final double deviation = row.deviation();
        return Double.isNaN(deviation)
                ? "-"
                : String.format(Locale.ROOT, "%+.0f%%", 100 * deviation);
    }

    /** In the figure's unit. */
    public static String figure(final Comparand figure, final double value) {
        return switch (figure) {
            case THROUGHPUT -> Units.packetsPerSecond(value);
            case NOTIFICATIONS -> String.format(Locale.ROOT, "%.4f", value);
            case LATENCY -> Units.time(Math.round(value));
        };
    }

    /** The cores' distance, then and now, in words. */
    public String distance() {
        return "a cache line took "
                + (leastDistanceNs == mostDistanceNs
                        ? leastDistanceNs + " ns"
                        : leastDistanceNs + " to " + mostDistanceNs + " ns")
                + " from core to core"
                + (calibratedNs > 0 ? ", " + calibratedNs + " ns when costs were measured" : "");
    }

    /** For people. */
    public String table() {
        final StringBuilder text = new StringBuilder();
        text.append(workload)
                .append(": ")
                .append(Units.plural(frames, "frame"))
                .append(" a run, one network thread, costs ")
                .append(costsTitle)
                .append('\n')
                .append(distance())
                .append("\n\n");
        final TextTable table =
                new TextTable(
                        "<mode",
                        "<load",
                        "<figure",
                        "predicted",
                        "measured",
                        "min",
                        "max",
                        "deviation",
                        "<");
        for (final ValidationRow row : rows) {
            table.row(
                    row.mode(),
                    load(row),
                    row.figure().title(),
                    figure(row.figure(), row.predicted()),
                    figure(row.figure(), row.median()),
                    figure(row.figure(), row.min()),
                    figure(row.figure(), row.max()),
                    deviation(row),
                    row.isWithin() ? "" : "off");
        }
        text.append(table)
                .append("\nload: share of the lowest saturation of the mode's runs\n")
                .append("measured: median of the real runs that were disturbed least\n")
                .append(
                        isPaired()
                                ? "predicted for each of them, with the costs of its moment: a"
                                        + " deviation is the median run by run\n"
                                : "")
                .append("notifications are per frame, and a difference of 0.01 of them is none\n");
        final StringBuilder reasons = new StringBuilder();
        for (final ValidationRow row : rows) {
            if (!row.isWithin()) {
                reasons.append("  ").append(name(row)).append(": ").append(row.why()).append('\n');
            }
        }
        if (reasons.length() > 0) {
            text.append("\nwhy they are off:\n").append(reasons);
        }
        text.append("\nnot measurable here:\n");
        notHere.forEach(
                (what, why) ->
                        text.append("  ").append(what).append(": ").append(why).append('\n'));
        return text.append('\n').append(verdict()).append('\n').toString();
    }

    /** For programs: schema 1. */
    public String json() {
        return JsonText.of(this::write);
    }

    private void write(final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        json.writeObjectFieldStart("machine");
        json.writeStringField("cpu", machine.cpu());
        json.writeNumberField("processors", machine.processors());
        json.writeStringField("system", machine.system());
        json.writeStringField("jdk", machine.jdk());
        json.writeEndObject();
        json.writeStringField("costs", costs.name());
        json.writeStringField("costsFrom", costsTitle);
        json.writeStringField("workload", workload);
        json.writeNumberField("frames", frames);
        json.writeObjectFieldStart("coreDistanceNs");
        if (calibratedNs > 0) {
            json.writeNumberField("calibrated", calibratedNs);
        }
        json.writeNumberField("median", distanceNs);
        json.writeNumberField("min", leastDistanceNs);
        json.writeNumberField("max", mostDistanceNs);
        json.writeEndObject();
        json.writeArrayFieldStart("rows");
        for (final ValidationRow row : rows) {
            write(row, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notMeasurable");
        for (final Map.Entry<String, String> entry : notHere.entrySet()) {
            json.writeStartObject();
            json.writeStringField("figure", entry.getKey());
            json.writeStringField("why", entry.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("prices");
        for (final Map.Entry<Cost, Price> entry : costs.prices().entrySet()) {
            json.writeStartObject();
            json.writeStringField("cost", entry.getKey().key());
            JsonText.number(json, "ns", entry.getValue().ns());
            json.writeStringField("mark", entry.getValue().mark().word());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("verdict", verdict());
        json.writeEndObject();
    }

    private static void write(final ValidationRow row, final JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("mode", row.mode());
        json.writeNumberField("load", row.load());
        json.writeStringField("figure", row.figure().title());
        json.writeStringField("unit", row.figure().unit());
        json.writeNumberField("predicted", row.predicted());
        json.writeNumberField("measured", row.median());
        json.writeNumberField("min", row.min());
        json.writeNumberField("max", row.max());
        json.writeNumberField("runs", row.measured().length);
        if (!Double.isNaN(row.deviation())) {
            json.writeNumberField("deviationPercent", 100 * row.deviation());
        }
        json.writeBooleanField("within", row.isWithin());
        if (!row.why().isEmpty()) {
            json.writeStringField("why", row.why());
        }
        json.writeEndObject();
    }
}
