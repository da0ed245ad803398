package knet.tools.cli.compare;

import java.util.List;
import knet.tools.cli.lab.Grid;
import knet.tools.cli.lab.Grid.Column;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.sim.Level;
import knet.tools.report.page.Unit;

/** A comparison as comma-separated values: one line a row. */
final class ComparisonCsv {
    private ComparisonCsv() {}

    /** With the keys in the first line. */
    static String of(final List<Row> rows) {
        final Unit any = Unit.ratio();
        final Grid grid =
                new Grid(
                        "",
                        Column.words("mode", ""),
                        Column.words("firmware", ""),
                        Column.hidden("offered", any),
                        Column.hidden("delivered", any),
                        Column.hidden("dropped", any),
                        Column.hidden("consumed", any),
                        Column.hidden("socketFull", any),
                        Column.hidden("p50Ns", any),
                        Column.hidden("p99Ns", any),
                        Column.hidden("p999Ns", any),
                        Column.hidden("maxNs", any),
                        Column.hidden("interrupts", any),
                        Column.hidden("hardInterruptPercent", any),
                        Column.hidden("softirqPercent", any),
                        Column.hidden("kernelThreadPercent", any),
                        Column.hidden("userThreadPercent", any),
                        Column.hidden("splitFlows", any),
                        Column.hidden("reordered", any),
                        Column.hidden("framesPerSecond", any),
                        Column.hidden("bitsPerSecond", any),
                        Column.hidden("notificationsPerFrame", any),
                        Column.hidden("maxOverMean", any),
                        Column.hidden("cacheElsewhere", any),
                        Column.hidden("lockWaits", any),
                        Column.hidden("lockWaitedNs", any),
                        Column.hidden("lostInterrupts", any));
        for (final Row row : rows) {
            final Figures figures = row.figures();
            final boolean hasLatency = figures.latency().count() > 0;
            grid.row(
                    row.run().mode(),
                    row.firmware(),
                    figures.offered(),
                    figures.delivered(),
                    figures.droppedTotal(),
                    figures.consumed(),
                    figures.socketFull(),
                    hasLatency ? figures.latency().p50() : null,
                    hasLatency ? figures.latency().p99() : null,
                    hasLatency ? figures.latency().p999() : null,
                    hasLatency ? figures.latency().max() : null,
                    figures.interrupts(),
                    figures.percent(Level.HARD_INTERRUPT),
                    figures.percent(Level.SOFTIRQ),
                    figures.percent(Level.KERNEL_THREAD),
                    figures.percent(Level.USER_THREAD),
                    figures.steering().splitFlows(),
                    figures.steering().reordered(),
                    figures.consumedPerSecond(),
                    figures.bitsPerSecond(),
                    figures.notificationsPerFrame(),
                    figures.steering().maxOverMean(),
                    figures.caches().elsewhere(),
                    figures.locks().waits(),
                    figures.locks().waitedNs(),
                    figures.lostInterrupts());
        }
        return grid.csv();
    }
}
