package knet.tools.lab.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import knet.threads.mode.Modes;
import knet.tools.lab.cost.CostModels;
import knet.tools.lab.experiment.PlannedRuns.Run;
import knet.tools.lab.sim.MachineResult;
import knet.tools.report.LatencyFigures;
import knet.tools.report.SteeringFigures;

/** One classifier's run, with what its figures are to be. */
final class SteeringRun {
    private final String firmware;
    int queues = 8;
    long lost;
    long latencies = 100;
    long p99Us = 50;
    long torn;
    long apart;
    long fragments;
    long reordered;
    boolean isSpraying;
    long moved = 7;
    long faults;
    double maxOverMean = 1;

    SteeringRun(final String firmware) {
        this.firmware = firmware;
    }

    Run run() throws IOException {
        final long p99Ns = 1_000 * p99Us;
        return new Run(
                Setup.of(
                        new Way(Modes.byName("knet"), firmware),
                        queues,
                        CostModels.load("modern-x86")),
                new Figures(
                        1_000,
                        1_000 - lost,
                        Map.of("ring-full", lost),
                        latencies,
                        60 * latencies,
                        0,
                        0,
                        new LatencyFigures(latencies, p99Ns, p99Ns, p99Ns, p99Ns, List.of()),
                        1,
                        1,
                        List.of(),
                        0,
                        0,
                        0,
                        new SteeringFigures(
                                null,
                                maxOverMean,
                                null,
                                300,
                                torn + apart + fragments,
                                Map.of("direction", apart, "fragment", fragments, "other", torn),
                                Map.of(),
                                reordered),
                        new MachineResult.Caches(0, 0, 0, 0),
                        new MachineResult.Locks(0, 0),
                        new Figures.Firmware(isSpraying, faults, Map.of("flows_moved", moved)),
                        null));
    }

    /** What a test changes of it. */
    interface Change {
        void of(SteeringRun run);
    }

    static Run run(final String firmware, final Change change) throws IOException {
        final SteeringRun run = new SteeringRun(firmware);
        change.of(run);
        return run.run();
    }
}
