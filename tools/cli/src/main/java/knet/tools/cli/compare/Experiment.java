package knet.tools.cli.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import knet.nic.process.NicSummary;
import knet.threads.app.ByteCounts;
import knet.threads.mode.Mode;
import knet.threads.stack.StackConfig;
import knet.tools.cli.run.FirmwareOracle;
import knet.tools.cli.run.RunAssembler;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.sim.Machine;
import knet.tools.lab.sim.MachineConfig;
import knet.tools.lab.sim.MachineResult;
import knet.tools.report.LatencyFigures;
import knet.traces.source.PreloadedCapture;

/**
 * Runs every way on the same trace: as many at a time as there are processors, which changes
 * nothing of what comes out.
 *
 * @param inputs as the user named them
 * @param trace what comes in
 * @param rate at which
 * @param cpus of the simulated machine
 * @param ringSize descriptors of a receive ring
 * @param isLossless the NIC waits instead of dropping
 * @param rxUsecs interrupt moderation
 * @param rxFrames interrupt moderation
 * @param costs the prices
 * @param seed of whatever is random
 * @param commandLine as typed
 */
public record Experiment(
        List<String> inputs,
        PreloadedCapture trace,
        String rate,
        int cpus,
        int ringSize,
        boolean isLossless,
        int rxUsecs,
        int rxFrames,
        CostModel costs,
        long seed,
        String commandLine) {
    /** Frames whose data may wait for a user thread. */
    private static final int SOCKET_FRAMES = 1024;

    /** Behind one queue, the hash still says which user a flow has. */
    private static final String NOTHING_TO_CLASSIFY = "flow-hash";

    /** A way to serve the trace. */
    private record Way(Mode mode, String firmware) {
        boolean hasOneQueue() {
            return mode.queues(2) == 1;
        }
    }

    /**
     * Runs them all.
     *
     * @param firmware specifications of classifiers; a mode with one queue runs once
     * @throws IOException if one cannot be run; one line
     */
    public Comparison run(final List<Mode> modes, final List<String> firmware) throws IOException {
        final List<Way> ways = new ArrayList<>();
        for (final Mode mode : modes) {
            if (mode.queues(2) == 1) {
                ways.add(new Way(mode, NOTHING_TO_CLASSIFY));
            } else {
                firmware.forEach(spec -> ways.add(new Way(mode, spec)));
            }
        }
        final ExecutorService workers =
                Executors.newFixedThreadPool(
                        Math.min(ways.size(), Runtime.getRuntime().availableProcessors()));
        try {
            final List<Future<Row>> futures = new ArrayList<>();
            ways.forEach(way -> futures.add(workers.submit(() -> run(way))));
            final List<Row> rows = new ArrayList<>();
            for (final Future<Row> future : futures) {
                rows.add(future.get());
            }
            return new Comparison(cpus, rate, costs, seed, rows);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            workers.shutdownNow();
        }
    }

    private Row run(final Way way) {
        final ByteCounts counts = new ByteCounts(false);
        final MachineConfig config =
                new MachineConfig(
                        cpus,
                        way.mode(),
                        way.mode().delivery(),
                        way.firmware(),
                        ringSize,
                        SOCKET_FRAMES,
                        rate,
                        isLossless,
                        rxUsecs,
                        rxFrames,
                        StackConfig.defaults().withApplication(counts),
                        costs.costs(),
                        seed);
        try (Machine machine = new Machine(config, trace.source(), FirmwareOracle::create)) {
            final MachineResult result = machine.run();
            final MachineResult.Wire wire = result.wire();
            return new Row(
                    new RunAssembler(result.host().device(), way.mode().name(), commandLine)
                            .inputs(inputs)
                            .summary(
                                    Map.of(
                                            NicSummary.TRACE_LINK_TYPES,
                                            String.join(",", wire.linkTypes()),
                                            NicSummary.TRACE_DURATION_NS,
                                            Long.toString(wire.durationNs()),
                                            NicSummary.TRACE_DAMAGE,
                                            wire.damage() == null ? "" : wire.damage()))
                            .virtual(LatencyFigures.of(result.latency()))
                            .build(),
                    result,
                    way.hasOneQueue());
        }
    }
}
