package knet.tools.lab.experiment;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import knet.threads.host.OracleFactory;
import knet.tools.lab.sim.Machine;
import knet.tools.lab.sim.MachineResult;
import knet.tools.lab.sim.Meter;

/**
 * Runs machines on a workload. Holds nothing of a run, so that any number of threads may use it.
 */
public final class Runner {
    private final Workload workload;
    private final OracleFactory oracles;

    /**
     * @param oracles tell stacks where the classifier sends a packet
     */
    public Runner(final Workload workload, final OracleFactory oracles) {
        this.workload = workload;
        this.oracles = oracles;
    }

    /** True if anything comes in at all. */
    public boolean hasFrames() {
        return workload.frames() > 0;
    }

    Workload workload() {
        return workload;
    }

    /**
     * Runs the whole workload, once.
     *
     * @throws CancellationException if the thread was interrupted
     */
    public MachineResult whole(final Setup setup) throws IOException {
        try (Machine machine = new Machine(setup.config(), workload.open(), oracles)) {
            return machine.run();
        }
    }

    /**
     * Runs the first frames.
     *
     * @param frames more than there are begin again
     * @throws CancellationException if the thread was interrupted
     */
    public Figures first(final Setup setup, final long frames) throws IOException {
        try (Machine machine = new Machine(setup.config(), workload.open(frames), oracles)) {
            return Figures.of(machine.run());
        }
    }

    /**
     * Runs at a rate for so long that there is a steady state to measure.
     *
     * @throws CancellationException if the thread was interrupted
     */
    public Figures steady(final Setup setup, final double framesPerSecond) throws IOException {
        return steady(setup, framesPerSecond, RunLength.at(framesPerSecond, setup.costs().costs()));
    }

    /** The same for a given time. */
    Figures steady(final Setup setup, final double framesPerSecond, final RunLength length)
            throws IOException {
        final Setup paced = setup.withRate(workload.rate(framesPerSecond));
        try (Machine machine =
                new Machine(paced.config(), workload.open(length.frames()), oracles)) {
            final Meter meter = machine.measure(length.warmUpNs(), length.endNs());
            final MachineResult result = machine.run();
            return Figures.of(
                    result,
                    meter,
                    workload.wireNs(framesPerSecond, length.endNs(), result.wire().durationNs()));
        }
    }
}
