package knet.tools.cli.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.Mark;
import knet.tools.lab.cost.Price;
import knet.tools.lab.sim.MachineResult;
import knet.tools.report.JsonText;
import knet.tools.report.TextTable;
import knet.tools.report.Units;

/**
 * The rows side by side.
 *
 * @param cpus of the simulated machine
 * @param rate of the wire
 * @param costs the prices
 * @param seed of whatever was random
 * @param rows in the order in which they were asked for
 */
public record Comparison(int cpus, String rate, CostModel costs, long seed, List<Row> rows) {
    /** Ways whose figures differ by less are called alike. */
    private static final double ALIKE = 0.01;

    public Comparison {
        rows = List.copyOf(rows);
    }

    /** For people. */
    public String table() {
        final StringBuilder text = new StringBuilder();
        final Row first = rows.get(0);
        text.append(String.join(", ", first.run().trace().files()))
                .append(": ")
                .append(Units.plural(first.run().trace().frames(), "frame"))
                .append(", ")
                .append(Units.bytes(first.run().trace().bytes()))
                .append(", rate ")
                .append(rate)
                .append("\nvirtual time, ")
                .append(Units.plural(cpus, "processor"))
                .append(", costs ")
                .append(costs.name())
                .append(assumed())
                .append(", seed ")
                .append(seed)
                .append("\n\n");
        final TextTable table =
                new TextTable(
                        "<mode",
                        "<firmware",
                        "delivered",
                        "dropped",
                        "consumed",
                        "socket full",
                        "p50",
                        "p99",
                        "max",
                        "interrupts/frame",
                        "irq",
                        "softirq",
                        "kernel",
                        "user",
                        "max/mean",
                        "split flows",
                        "reordered");
        rows.forEach(row -> table.row(cells(row)));
        text.append(table);
        text.append(
                "\nconsumed: frames whose data a user thread has read; latency is to the end of that,"
                        + " from arrival at the NIC\n"
                        + "socket full: delivered, but their user thread had left no room for their"
                        + " data\n"
                        + "irq, softirq, kernel, user: percent of all processors' time\n\n");
        return text.append(verdict()).append('\n').toString();
    }

    private static String[] cells(final Row row) {
        final boolean any = row.run().total().latency().count() > 0;
        return new String[] {
            row.run().mode(),
            row.firmware(),
            Units.count(row.run().frames().delivered()),
            Units.count(row.run().frames().droppedTotal()),
            Units.count(row.machine().consumed()),
            Units.count(row.machine().socketDropped()),
            any ? Units.time(row.run().total().latency().p50()) : "-",
            any ? Units.time(row.run().total().latency().p99()) : "-",
            any ? Units.time(row.run().total().latency().max()) : "-",
            String.format(Locale.ROOT, "%.2f", row.interruptsPerFrame()),
            percent(row.busyPercent(MachineResult.CpuResult::hardInterruptNs)),
            percent(row.busyPercent(MachineResult.CpuResult::softirqNs)),
            percent(row.busyPercent(MachineResult.CpuResult::kernelThreadNs)),
            percent(row.busyPercent(MachineResult.CpuResult::userThreadNs)),
            row.hasOneQueue() || row.run().steering().maxOverMean() == null
                    ? "-"
                    : String.format(Locale.ROOT, "%.2f", row.run().steering().maxOverMean()),
            Units.count(row.run().steering().splitFlows()),
            Units.count(row.run().steering().reordered())
        };
    }

    private static String percent(final double value) {
        return String.format(Locale.ROOT, "%.1f%%", value);
    }

    private String assumed() {
        final long count =
                costs.prices().values().stream()
                        .filter(price -> price.mark() == Mark.ASSUMED)
                        .count();
        final int all = Cost.values().length;
        return count == 0
                ? ""
                : count == all
                        ? " (all of them assumed)"
                        : " (" + count + " of " + all + " assumed)";
    }

    /** What a person would say of it. */
    String verdict() {
        final Row best = best();
        final Row worst =
                rows.stream()
                        .min(Comparator.comparingLong(row -> row.machine().consumed()))
                        .orElseThrow();
        if (rows.size() == 1) {
            return best.name() + ": " + served(best);
        }
        if (isAlike(worst.machine().consumed(), best.machine().consumed())) {
            final Row slowest =
                    rows.stream().max(Comparator.comparingLong(Comparison::p99)).orElseThrow();
            return "at this load every way gets the same through; "
                    + best.name()
                    + " has the lowest latency (p99 "
                    + Units.time(p99(best))
                    + "), "
                    + slowest.name()
                    + " the highest ("
                    + Units.time(p99(slowest))
                    + ")";
        }
        return best.name()
                + " gets the most through: "
                + served(best)
                + "; "
                + worst.name()
                + " the least: "
                + served(worst);
    }

    /** Most consumed; among those alike in that, the lowest latency. */
    private Row best() {
        final long most =
                rows.stream().mapToLong(row -> row.machine().consumed()).max().orElseThrow();
        return rows.stream()
                .filter(row -> isAlike(row.machine().consumed(), most))
                .min(Comparator.comparingLong(Comparison::p99))
                .orElseThrow();
    }

    private static long p99(final Row row) {
        return row.run().total().latency().p99();
    }

    private static boolean isAlike(final long some, final long most) {
        return most - some <= ALIKE * most;
    }

    private static String served(final Row row) {
        return Units.count(row.run().frames().delivered())
                + " of "
                + Units.plural(row.run().frames().offered(), "frame")
                + " delivered, the data of "
                + Units.count(row.machine().consumed())
                + " consumed, p99 "
                + Units.time(p99(row));
    }

    /** The contract for programs: schema 1. */
    public String json() {
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("schema", 1);
                    json.writeNumberField("seed", seed);
                    json.writeStringField("costs", costs.name());
                    json.writeNumberField("cpus", cpus);
                    json.writeStringField("rate", rate);
                    json.writeStringField("verdict", verdict());
                    json.writeArrayFieldStart("rows");
                    for (final Row row : rows) {
                        row.writeTo(json);
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("prices");
                    for (final Cost cost : Cost.values()) {
                        final Price price = costs.prices().get(cost);
                        json.writeStartObject();
                        json.writeStringField("cost", cost.key());
                        json.writeNumberField("ns", price.ns());
                        json.writeStringField("mark", price.mark().word());
                        json.writeStringField("source", price.source());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    /** One line a row. */
    public String csv() {
        final StringBuilder text =
                new StringBuilder(
                        "mode,firmware,offered,delivered,dropped,consumed,socketFull,p50Ns,p99Ns,p999Ns,maxNs,"
                                + "interrupts,hardInterruptPercent,softirqPercent,"
                                + "kernelThreadPercent,userThreadPercent,splitFlows,reordered\n");
        for (final Row row : rows) {
            text.append(row.run().mode()).append(",\"").append(row.firmware()).append('"');
            for (final long figure :
                    new long[] {
                        row.run().frames().offered(),
                        row.run().frames().delivered(),
                        row.run().frames().droppedTotal(),
                        row.machine().consumed(),
                        row.machine().socketDropped(),
                        row.run().total().latency().p50(),
                        row.run().total().latency().p99(),
                        row.run().total().latency().p999(),
                        row.run().total().latency().max(),
                        row.machine().interrupts()
                    }) {
                text.append(',').append(figure);
            }
            text.append(
                    String.format(
                            Locale.ROOT,
                            ",%.3f,%.3f,%.3f,%.3f,%d,%d%n",
                            row.busyPercent(MachineResult.CpuResult::hardInterruptNs),
                            row.busyPercent(MachineResult.CpuResult::softirqNs),
                            row.busyPercent(MachineResult.CpuResult::kernelThreadNs),
                            row.busyPercent(MachineResult.CpuResult::userThreadNs),
                            row.run().steering().splitFlows(),
                            row.run().steering().reordered()));
        }
        return text.toString();
    }
}
