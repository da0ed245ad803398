package knet.tools.cli.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import knet.tools.cli.lab.Grid.Column;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.Way;
import knet.tools.lab.sim.Level;
import knet.tools.report.Units;
import knet.tools.report.page.Unit;

/** What the points of several experiments have in common. */
final class PointColumns {
    private PointColumns() {}

    /** The way of serving the wire. */
    static Columns<Way> way() {
        return new Columns<Way>()
                .add(Column.words("mode", "mode"), way -> way.mode().name())
                .add(Column.words("firmware", "firmware"), Way::classifier);
    }

    /** Latency; nothing where no frame reached an application. */
    static Columns<Figures> latency() {
        return new Columns<Figures>()
                .add(
                        Column.of("p50Ns", "p50", Unit.time()),
                        figures -> hasLatency(figures) ? figures.latency().p50() : null)
                .add(
                        Column.of("p99Ns", "p99", Unit.time()),
                        figures -> hasLatency(figures) ? figures.latency().p99() : null);
    }

    private static boolean hasLatency(final Figures figures) {
        return figures.latency().count() > 0;
    }

    /** Who has the processors. */
    static Columns<Figures> accounts() {
        return new Columns<Figures>()
                .add(account("hardInterruptPercent", "irq"), percent(Level.HARD_INTERRUPT))
                .add(account("softirqPercent", "softirq"), percent(Level.SOFTIRQ))
                .add(account("kernelThreadPercent", "kernel"), percent(Level.KERNEL_THREAD))
                .add(account("userThreadPercent", "user"), percent(Level.USER_THREAD));
    }

    private static Column account(final String key, final String head) {
        return Column.of(key, head, Unit.percent());
    }

    private static Function<Figures, Object> percent(final Level level) {
        return figures -> figures.percent(level);
    }

    /**
     * For programs: where frames ended, under the keys of a replay, and what the classifier counts.
     */
    static Columns<Figures> fates() {
        return new Columns<Figures>()
                .add(Column.map("frames"), PointColumns::frames)
                .add(
                        Column.map("firmwareCounters"),
                        figures -> new TreeMap<>(figures.firmware().counters()));
    }

    /** As {@code frames} of a replay's JSON has it. */
    static Map<String, Object> frames(final Figures figures) {
        final Map<String, Object> frames = new LinkedHashMap<>();
        frames.put("offered", figures.offered());
        frames.put("delivered", figures.delivered());
        frames.put("dropped", figures.dropped());
        return frames;
    }

    /** The machine and its classifiers, for the line that says what came in: "4 processors, x". */
    static String machine(final int cpus, final List<Way> ways) {
        final List<String> firmware =
                ways.stream().filter(Way::isClassified).map(Way::firmware).distinct().toList();
        return Units.plural(cpus, "processor")
                + (firmware.isEmpty() ? "" : ", " + String.join(", ", firmware));
    }
}
