package knet.tools.cli.compare;

import java.util.List;
import java.util.Locale;
import knet.threads.mode.Delivery;
import knet.tools.cli.lab.Prices;
import knet.tools.lab.experiment.FaultText;
import knet.tools.lab.experiment.Sensitivity;
import knet.tools.lab.experiment.Setup;
import knet.tools.report.JsonText;
import knet.tools.report.Units;

/**
 * The rows side by side.
 *
 * @param base the machine that all have in common
 * @param inputs as the user named them
 * @param rows in the order in which they were asked for; those that were not done are missing
 * @param sensitivity null if it was not asked for
 * @param isWhole false if it was stopped before its end
 */
public record Comparison(
        Setup base,
        List<String> inputs,
        List<Row> rows,
        Sensitivity.Result sensitivity,
        boolean isWhole) {
    public Comparison {
        inputs = List.copyOf(inputs);
        rows = List.copyOf(rows);
    }

    /** How an interrupt delivery is spelt. */
    public static String irq(final Delivery delivery) {
        return delivery == null
                ? "mode"
                : delivery.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What becomes of a thread that nobody wakes, a sentence without its full stop. */
    public static String lostInterrupts() {
        return ComparisonTable.lostInterrupts();
    }

    /** What came in, one line. */
    public String input() {
        final String name = String.join(", ", inputs);
        return rows.isEmpty()
                ? name + ", rate " + base.rate()
                : name
                        + ": "
                        + Units.plural(rows.get(0).run().trace().frames(), "frame")
                        + ", "
                        + Units.bytes(rows.get(0).run().trace().bytes())
                        + ", rate "
                        + base.rate();
    }

    /** What a person would say of it. */
    public String verdict() {
        return new ComparisonVerdict(rows).text();
    }

    /**
     * For people.
     *
     * @param isWide with a line for every processor
     */
    public String table(final boolean isWide) {
        return new ComparisonTable(this).text(isWide);
    }

    /** The contract for programs: schema 1. */
    public String json() {
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("schema", 1);
                    json.writeNumberField("seed", base.seed());
                    json.writeStringField("costs", base.costs().name());
                    json.writeNumberField("cpus", base.cpus());
                    json.writeStringField("rate", base.rate());
                    json.writeStringField("irq", irq(base.delivery()));
                    json.writeNumberField("ring", base.ringSize());
                    json.writeNumberField("socketFrames", base.socketFrames());
                    json.writeNumberField("rxUsecs", base.rxUsecs());
                    json.writeNumberField("rxFrames", base.rxFrames());
                    if (base.faults().any()) {
                        json.writeStringField("faults", FaultText.words(base.faults()));
                    } else {
                        json.writeNullField("faults");
                    }
                    json.writeBooleanField("complete", isWhole);
                    json.writeStringField("verdict", verdict());
                    json.writeArrayFieldStart("rows");
                    for (final Row row : rows) {
                        row.writeTo(json);
                    }
                    json.writeEndArray();
                    if (sensitivity != null) {
                        SensitivityJson.write(sensitivity, json);
                    }
                    Prices.writeTo(base.costs(), json);
                    json.writeEndObject();
                });
    }

    /** One line a row. */
    public String csv() {
        return ComparisonCsv.of(rows);
    }
}
