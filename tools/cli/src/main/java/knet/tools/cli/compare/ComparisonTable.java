package knet.tools.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import knet.threads.host.HostRuntime;
import knet.tools.cli.lab.Grid;
import knet.tools.cli.lab.Grid.Column;
import knet.tools.cli.lab.Prices;
import knet.tools.lab.experiment.FaultText;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.Setup;
import knet.tools.lab.sim.Level;
import knet.tools.report.Units;
import knet.tools.report.page.Unit;

/** The rows for people: what got through and how quickly, then what it took. */
final class ComparisonTable {
    private final Comparison comparison;
    private final List<Row> rows;

    ComparisonTable(final Comparison comparison) {
        this.comparison = comparison;
        this.rows = comparison.rows();
    }

    /**
     * All of it.
     *
     * @param isWide with a line for every processor
     */
    String text(final boolean isWide) {
        final StringBuilder text = new StringBuilder();
        text.append(comparison.input()).append('\n').append(machine()).append('\n');
        if (comparison.base().faults().any()) {
            text.append("faults injected: ")
                    .append(FaultText.words(comparison.base().faults()))
                    .append('\n');
            if (comparison.base().faults().lostInterrupts() > 0) {
                text.append(lostInterrupts()).append('\n');
            }
        }
        text.append('\n');
        if (!rows.isEmpty()) {
            text.append(results().text()).append('\n');
            text.append(
                    "to app: frames whose data a user thread has read; rate and latency are to the"
                            + " end of that\n"
                            + "notified: notifications raised, for each frame offered\n\n");
            text.append(effort().text()).append('\n');
            text.append(
                    "interrupts: with those of the NIC's start and end, which no frame raises and"
                            + " notified does not count\n"
                            + "irq to idle: percent of all processors' time; busy: the least and"
                            + " the most busy processor\n"
                            + "cold: percent of frames whose flow's state another processor had in"
                            + " its cache\n\n");
            if (isWide) {
                text.append(processors().text()).append('\n');
            }
            losses(text);
            counters(text);
        }
        if (comparison.sensitivity() != null && !comparison.sensitivity().ways().isEmpty()) {
            text.append(new SensitivityText(comparison).text()).append('\n');
        }
        if (!comparison.isWhole()) {
            text.append(Prices.STOPPED).append("\n\n");
        }
        return text.append(comparison.verdict()).append('\n').toString();
    }

    private String machine() {
        final Setup base = comparison.base();
        return "virtual time, "
                + Units.plural(base.cpus(), "processor")
                + ", costs "
                + base.costs().name()
                + Prices.marks(base.costs())
                + ", seed "
                + base.seed()
                + (base.delivery() == null
                        ? ""
                        : ", interrupts " + Comparison.irq(base.delivery()));
    }

    /** What came out. */
    Grid results() {
        final Grid grid =
                new Grid(
                        "",
                        Column.words("mode", "mode"),
                        Column.words("firmware", "firmware"),
                        Column.of("delivered", "delivered", Unit.count()),
                        Column.of("lost", "lost", Unit.count()),
                        Column.of("consumed", "to app", Unit.count()),
                        Column.of("rate", "rate", Unit.packetsPerSecond()),
                        Column.of("p50", "p50", Unit.time()),
                        Column.of("p99", "p99", Unit.time()),
                        Column.of("p999", "p99.9", Unit.time()),
                        Column.of("max", "max", Unit.time()),
                        Column.of("notified", "notified", Unit.ratio()),
                        Column.of("maxOverMean", "max/mean", Unit.ratio()),
                        Column.of("split", "split", Unit.count()),
                        Column.of("reordered", "reordered", Unit.count()));
        for (final Row row : rows) {
            final Figures figures = row.figures();
            final boolean any = figures.latency().count() > 0;
            grid.row(
                    row.run().mode(),
                    row.firmware(),
                    figures.delivered(),
                    row.lost(),
                    figures.consumed(),
                    any ? figures.consumedPerSecond() : null,
                    any ? figures.latency().p50() : null,
                    any ? figures.latency().p99() : null,
                    any ? figures.latency().p999() : null,
                    any ? figures.latency().max() : null,
                    figures.notificationsPerFrame(),
                    row.way().hasSeveralQueues() ? figures.steering().maxOverMean() : null,
                    row.way().hasSeveralQueues() ? figures.steering().splitFlows() : null,
                    figures.steering().reordered());
        }
        return grid;
    }

    /** What it took. */
    private Grid effort() {
        final boolean hasLocks = rows.stream().anyMatch(row -> row.figures().locks().waits() > 0);
        final boolean hasLostInterrupts = comparison.base().faults().lostInterrupts() > 0;
        final List<Column> columns =
                new ArrayList<>(
                        List.of(
                                Column.words("mode", "mode"),
                                Column.words("firmware", "firmware"),
                                Column.of("throughput", "throughput", Unit.bitsPerSecond()),
                                Column.of("interrupts", "interrupts", Unit.count()),
                                Column.of("irq", "irq", Unit.percent()),
                                Column.of("softirq", "softirq", Unit.percent()),
                                Column.of("kernel", "kernel", Unit.percent()),
                                Column.of("user", "user", Unit.percent()),
                                Column.of("idle", "idle", Unit.percent()),
                                Column.of("busy", "busy", Unit.ratio()),
                                Column.of("cold", "cold", Unit.percent())));
        if (hasLocks) {
            columns.add(Column.of("lockWaits", "lock waits", Unit.count()));
            columns.add(Column.of("lockNs", "each", Unit.time()));
        }
        if (hasLostInterrupts) {
            columns.add(Column.of("lostInterrupts", "irqs lost", Unit.count()));
        }
        final Grid grid = new Grid("", columns.toArray(Column[]::new));
        for (final Row row : rows) {
            final Figures figures = row.figures();
            final boolean any = figures.offered() > 0; // Else there is no load to tell of.
            final List<Object> cells = new ArrayList<>();
            cells.add(row.run().mode());
            cells.add(row.firmware());
            cells.add(figures.bitsPerSecond());
            cells.add(figures.interrupts());
            cells.add(any ? figures.percent(Level.HARD_INTERRUPT) : null);
            cells.add(any ? figures.percent(Level.SOFTIRQ) : null);
            cells.add(any ? figures.percent(Level.KERNEL_THREAD) : null);
            cells.add(any ? figures.percent(Level.USER_THREAD) : null);
            cells.add(any ? Math.max(0, 100 - figures.busyPercent()) : null);
            cells.add(any ? busy(row) : null);
            cells.add(any ? figures.elsewherePercent() : null);
            if (hasLocks) {
                final long waits = figures.locks().waits();
                cells.add(waits);
                cells.add(waits == 0 ? null : figures.locks().waitedNs() / waits);
            }
            if (hasLostInterrupts) {
                cells.add(figures.lostInterrupts());
            }
            grid.row(cells.toArray());
        }
        return grid;
    }

    /** What becomes of a thread that nobody wakes, a sentence without its full stop. */
    static String lostInterrupts() {
        return "a sleeper whose interrupt is lost looks by itself: after "
                + Units.time(HostRuntime.maxSleepNs(1))
                + " with few network threads, "
                + Units.time(HostRuntime.maxSleepNs(Integer.MAX_VALUE))
                + " with many";
    }

    private static String busy(final Row row) {
        final double[] busy = row.busyRange();
        return Units.ratio(busy[0]) + " - " + Units.ratio(busy[1]) + "%";
    }

    private Grid processors() {
        final Grid grid =
                new Grid(
                        "",
                        Column.words("mode", "mode"),
                        Column.words("firmware", "firmware"),
                        Column.of("cpu", "cpu", Unit.count()),
                        Column.of("interrupts", "interrupts", Unit.count()),
                        Column.of("irq", "irq", Unit.percent()),
                        Column.of("softirq", "softirq", Unit.percent()),
                        Column.of("kernel", "kernel", Unit.percent()),
                        Column.of("user", "user", Unit.percent()));
        for (final Row row : rows) {
            final boolean any = row.figures().offered() > 0;
            for (int cpu = 0; cpu < row.figures().cpus().size(); cpu++) {
                grid.row(
                        row.run().mode(),
                        row.firmware(),
                        cpu,
                        row.figures().cpus().get(cpu).interrupts(),
                        any ? row.figures().percent(cpu, Level.HARD_INTERRUPT) : null,
                        any ? row.figures().percent(cpu, Level.SOFTIRQ) : null,
                        any ? row.figures().percent(cpu, Level.KERNEL_THREAD) : null,
                        any ? row.figures().percent(cpu, Level.USER_THREAD) : null);
            }
        }
        return grid;
    }

    private void losses(final StringBuilder text) {
        for (final Row row : rows) {
            if (row.lost() > 0) {
                final StringJoiner reasons = new StringJoiner(", ");
                row.losses()
                        .forEach(
                                (reason, frames) ->
                                        reasons.add(Units.count(frames) + " " + reason));
                text.append("lost by ")
                        .append(row.way().name())
                        .append(": ")
                        .append(reasons)
                        .append('\n');
            }
        }
        if (rows.stream().anyMatch(row -> row.figures().socketFull() > 0)) {
            text.append(Row.SOCKET_FULL)
                    .append(": delivered, but the user thread had left no room\n");
        }
        for (final Row row : rows) {
            if (row.figures().heldBack() > 0) {
                text.append("held back by ")
                        .append(row.way().name())
                        .append(": the data of ")
                        .append(Units.plural(row.figures().heldBack(), "frame"))
                        .append('\n');
            }
        }
        if (rows.stream().anyMatch(row -> row.figures().heldBack() > 0)) {
            text.append(
                    "held back: what came before it in its connection is missing, and might still"
                            + " come: lost, or older than the capture;\n"
                            + "  the application got it at the end of the run, which is no latency"
                            + " to measure\n");
        }
        if (rows.stream().anyMatch(row -> row.lost() > 0 || row.figures().heldBack() > 0)) {
            text.append('\n');
        }
    }

    private void counters(final StringBuilder text) {
        final StringBuilder lines = new StringBuilder();
        for (final Row row : rows) {
            lines.append(CounterText.line(row.way().name(), row.run().nic().firmwareCounters()));
        }
        if (!lines.isEmpty()) {
            text.append(lines).append('\n');
        }
    }
}
