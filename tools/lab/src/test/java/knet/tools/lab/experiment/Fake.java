package knet.tools.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import knet.threads.host.OracleFactory;
import knet.threads.mode.Modes;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.Mark;
import knet.tools.lab.cost.Price;
import knet.tools.lab.sim.MachineResult;
import knet.tools.lab.sim.Meter;
import knet.tools.report.LatencyFigures;
import knet.tools.report.SteeringFigures;

/** Figures that no machine made, and machines whose figures can be worked out by hand. */
final class Fake {
    private static final long SECOND_NS = 1_000_000_000;

    private Fake() {}

    static Way way(final String mode) {
        return new Way(Modes.byName(mode), "flow-hash");
    }

    /** Of one second on one processor. */
    static Figures figures(
            final long offered,
            final long consumed,
            final long ringFull,
            final double... percents) {
        final long[] busyNs = new long[4];
        for (int level = 0; level < percents.length; level++) {
            busyNs[level] = (long) (percents[level] * SECOND_NS / 100);
        }
        final List<long[]> busy = new ArrayList<>();
        busy.add(busyNs);
        return new Figures(
                offered,
                offered - ringFull,
                Map.of("ring-full", ringFull),
                consumed,
                60 * consumed,
                offered - ringFull - consumed,
                0,
                new LatencyFigures(consumed, 1, 2, 3, 4, List.of()),
                SECOND_NS,
                SECOND_NS,
                List.of(
                        new MachineResult.CpuResult(
                                0, busyNs[0], busyNs[1], busyNs[2], busyNs[3], 0)),
                0,
                0,
                0,
                SteeringFigures.of(new long[] {offered}, 1, 0, Map.of(), Map.of(), 0),
                new MachineResult.Caches(1, offered, 0, 0),
                new MachineResult.Locks(0, 0),
                new Figures.Firmware(false, 0, Map.of()),
                new Figures.Steady(
                        SECOND_NS,
                        new Meter.Reading(offered, consumed, 60 * consumed, busy),
                        SECOND_NS));
    }

    /** The same, with frames that were spread over queues in another way. */
    static Figures withQueues(final Figures figures, final long... frames) {
        return new Figures(
                figures.offered(),
                figures.delivered(),
                figures.dropped(),
                figures.consumed(),
                figures.consumedBytes(),
                figures.socketFull(),
                figures.heldBack(),
                figures.latency(),
                figures.elapsedNs(),
                figures.busySpanNs(),
                figures.cpus(),
                figures.raised(),
                figures.suppressed(),
                figures.lostInterrupts(),
                SteeringFigures.of(frames, 1, 0, Map.of(), Map.of(), 0),
                figures.caches(),
                figures.locks(),
                figures.firmware(),
                figures.steady());
    }

    /** The same under a classifier that may spread a flow, so that the host locks its state. */
    static Figures spraying(final Figures figures, final boolean isSpraying) {
        return new Figures(
                figures.offered(),
                figures.delivered(),
                figures.dropped(),
                figures.consumed(),
                figures.consumedBytes(),
                figures.socketFull(),
                figures.heldBack(),
                figures.latency(),
                figures.elapsedNs(),
                figures.busySpanNs(),
                figures.cpus(),
                figures.raised(),
                figures.suppressed(),
                figures.lostInterrupts(),
                figures.steering(),
                figures.caches(),
                figures.locks(),
                new Figures.Firmware(isSpraying, 0, Map.of()),
                figures.steady());
    }

    /** The same, with the last frame consumed at another time. */
    static Figures lasting(final Figures figures, final long elapsedNs) {
        return new Figures(
                figures.offered(),
                figures.delivered(),
                figures.dropped(),
                figures.consumed(),
                figures.consumedBytes(),
                figures.socketFull(),
                figures.heldBack(),
                figures.latency(),
                elapsedNs,
                figures.busySpanNs(),
                figures.cpus(),
                figures.raised(),
                figures.suppressed(),
                figures.lostInterrupts(),
                figures.steering(),
                figures.caches(),
                figures.locks(),
                figures.firmware(),
                figures.steady());
    }

    /** A curve: at 10,000 times 1, 2, 3... so much is consumed a second. */
    static LoadCurve curve(final String mode, final long lossFree, final long... consumed) {
        final List<LoadCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < consumed.length; i++) {
            final long offered = 10_000L * (i + 1);
            points.add(
                    new LoadCurve.Point(
                            offered,
                            figures(offered, consumed[i], 0, 100.0 * i / consumed.length)));
        }
        return new LoadCurve(
                way(mode),
                points,
                lossFree == 0
                        ? null
                        : new LossFree(lossFree, false, figures(lossFree, lossFree, 0)));
    }

    /** Nothing costs anything but the stack and the application. */
    static CostModel costs(final double rxNs, final double userNs) {
        return ModelCheck.with(ModelCheck.nothingElse(), rxNs, userNs);
    }

    static CostModel with(final CostModel model, final Cost cost, final double ns) {
        return model.with(cost, new Price(ns, Mark.ASSUMED, "a test"));
    }

    static Runner runner(final String traffic) {
        return new Runner(Workload.endless(traffic), OracleFactory.NONE);
    }
}
