package knet.tools.cli.real;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import knet.tools.cli.compare.CounterText;
import knet.tools.cli.lab.Grid;
import knet.tools.cli.lab.Grid.Column;
import knet.tools.lab.experiment.Setup;
import knet.tools.report.JsonText;
import knet.tools.report.LatencyFigures;
import knet.tools.report.TextTable;
import knet.tools.report.Units;
import knet.tools.report.page.Unit;

/**
 * The rows of a comparison on the real clock, side by side.
 *
 * @param base what all have in common
 * @param inputs as the user named them
 * @param rows in the order in which they were asked for; at least one
 * @param isWhole false if it was stopped before its end
 */
public record RealComparison(Setup base, List<String> inputs, List<RealRow> rows, boolean isWhole) {
    /** Ways whose figures differ by less are called alike. */
    private static final double ALIKE = 0.01;

    public RealComparison {
        inputs = List.copyOf(inputs);
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no rows");
        }
    }

    /** For people. */
    public String table() {
        final StringBuilder text = new StringBuilder();
        final RealRow first = rows.get(0);
        text.append(String.join(", ", inputs))
                .append(": ")
                .append(Units.plural(first.run().trace().frames(), "frame"))
                .append(", ")
                .append(Units.bytes(first.run().trace().bytes()))
                .append(", rate ")
                .append(base.rate())
                .append("\nreal clock, ")
                .append(Units.plural(first.processors(), "processor"))
                .append(", asked for ")
                .append(Units.plural(base.cpus(), "network processor"))
                .append(", on full ")
                .append(first.run().onFull())
                .append("\n\n");
        final TextTable table =
                new TextTable(
                        "<mode",
                        "<firmware",
                        "threads",
                        "delivered",
                        "lost",
                        "p50",
                        "p99",
                        "max",
                        "notified",
                        "rate",
                        "cpu",
                        "max/mean",
                        "split",
                        "reordered");
        rows.forEach(row -> table.row(cells(row)));
        text.append(table)
                .append(
                        "\nnotified: notifications raised, for each frame offered; cpu: processor time"
                                + " of the network threads\n"
                                + "latency is from arrival at the NIC to the application's"
                                + " return\n")
                .append(
                        "each way began with a NIC process whose code was not compiled yet: of a run"
                                + " of less than some seconds that is a part\n");
        rows.forEach(
                row ->
                        text.append(
                                CounterText.line(row.name(), row.run().nic().firmwareCounters())));
        new TreeSet<>(rows.stream().map(RealRow::note).filter(note -> !note.isEmpty()).toList())
                .forEach(note -> text.append(note).append('\n'));
        return text.append('\n').append(verdict()).append('\n').toString();
    }

    private static String[] cells(final RealRow row) {
        final LatencyFigures latency = row.run().total().latency();
        final boolean any = latency.count() > 0;
        return new String[] {
            row.run().mode(),
            row.firmware(),
            row.threads() + (row.isOversubscribed() ? " *" : ""),
            Units.count(row.run().frames().delivered()),
            Units.count(row.run().frames().droppedTotal()),
            any ? Units.time(latency.p50()) : "-",
            any ? Units.time(latency.p99()) : "-",
            any ? Units.time(latency.max()) : "-",
            String.format(Locale.ROOT, "%.3f", row.notificationsPerFrame()),
            Double.isNaN(row.framesPerSecond())
                    ? "-"
                    : Units.packetsPerSecond(row.framesPerSecond()),
            row.times().isEmpty() ? "-" : Units.time(row.cpuNs()),
            !row.way().isClassified() || row.run().steering().maxOverMean() == null
                    ? "-"
                    : String.format(Locale.ROOT, "%.2f", row.run().steering().maxOverMean()),
            Units.count(row.run().steering().splitFlows()),
            Units.count(row.run().steering().reordered())
        };
    }

    /** What a person would say of it. */
    public String verdict() {
        final long most = rows.stream().mapToLong(RealComparison::delivered).max().orElseThrow();
        final long least = rows.stream().mapToLong(RealComparison::delivered).min().orElseThrow();
        final RealRow best =
                rows.stream()
                        .filter(row -> most - delivered(row) <= ALIKE * most)
                        .min(Comparator.comparingLong(RealComparison::p99))
                        .orElseThrow();
        final String caution =
                rows.stream().anyMatch(RealRow::isOversubscribed)
                        ? " (marked *: more threads than processors)"
                        : "";
        if (rows.size() == 1) {
            return best.name() + ": " + served(best) + caution;
        }
        if (most - least <= ALIKE * most) {
            return "every way got the same through; "
                    + best.name()
                    + " had the lowest latency here (p99 "
                    + Units.time(p99(best))
                    + ")"
                    + caution;
        }
        final RealRow worst =
                rows.stream()
                        .min(Comparator.comparingLong(RealComparison::delivered))
                        .orElseThrow();
        return best.name()
                + " got the most through: "
                + served(best)
                + "; "
                + worst.name()
                + " the least: "
                + served(worst)
                + caution;
    }

    private static long delivered(final RealRow row) {
        return row.run().frames().delivered();
    }

    private static long p99(final RealRow row) {
        return row.run().total().latency().p99();
    }

    private static String served(final RealRow row) {
        return Units.count(delivered(row))
                + " of "
                + Units.plural(row.run().frames().offered(), "frame")
                + " delivered, p99 "
                + Units.time(p99(row));
    }

    /** For programs: schema 1. */
    public String json() {
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("schema", 1);
                    json.writeStringField("clock", "real");
                    json.writeNumberField("seed", base.seed());
                    json.writeNumberField("cpus", base.cpus());
                    json.writeNumberField("processors", rows.get(0).processors());
                    json.writeStringField("rate", base.rate());
                    json.writeNumberField("ring", base.ringSize());
                    json.writeNumberField("rxUsecs", base.rxUsecs());
                    json.writeNumberField("rxFrames", base.rxFrames());
                    json.writeBooleanField("complete", isWhole);
                    json.writeStringField("verdict", verdict());
                    json.writeArrayFieldStart("rows");
                    for (final RealRow row : rows) {
                        row.writeTo(json);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    /** One line a row. */
    public String csv() {
        final Unit any = Unit.ratio();
        final Grid grid =
                new Grid(
                        "",
                        Column.words("mode", ""),
                        Column.words("firmware", ""),
                        Column.hidden("threads", any),
                        Column.words("oversubscribed", ""),
                        Column.hidden("offered", any),
                        Column.hidden("delivered", any),
                        Column.hidden("dropped", any),
                        Column.hidden("p50Ns", any),
                        Column.hidden("p99Ns", any),
                        Column.hidden("p999Ns", any),
                        Column.hidden("maxNs", any),
                        Column.hidden("notificationsRaised", any),
                        Column.hidden("elapsedNs", any),
                        Column.hidden("threadsCpuNs", any),
                        Column.hidden("splitFlows", any),
                        Column.hidden("reordered", any));
        for (final RealRow row : rows) {
            final LatencyFigures latency = row.run().total().latency();
            grid.row(
                    row.run().mode(),
                    row.firmware(),
                    row.threads(),
                    String.valueOf(row.isOversubscribed()),
                    row.run().frames().offered(),
                    row.run().frames().delivered(),
                    row.run().frames().droppedTotal(),
                    latency.p50(),
                    latency.p99(),
                    latency.p999(),
                    latency.max(),
                    row.run().total().notificationsRaised(),
                    row.run().rate().elapsedNs(),
                    row.cpuNs(),
                    row.run().steering().splitFlows(),
                    row.run().steering().reordered());
        }
        return grid.csv();
    }
}
