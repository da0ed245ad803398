package knet.tools.lab.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import knet.tools.bench.BenchFolder;
import knet.tools.bench.Machine;

/**
 * Holds the simulated machine against real runs: the same frames, the same mode, one network
 * thread, at saturation and at shares of it. The costs come from a calibration, which has not seen
 * these runs.
 */
public final class Validation {
    /** Shares of the lowest saturation that was measured. */
    private static final double[] LOADS = {0.2, 0.5, 0.9};

    private static final int WARM_UPS = 3;

    private final Processors processors;
    private final CostSupply costs;
    private final int rounds;
    private final Consumer<String> progress;

    /**
     * @param processors to use
     * @param costs where the costs come from
     * @param rounds real runs of each setup, at least 1
     * @param progress takes one line now and then
     */
    public Validation(
            final Processors processors,
            final CostSupply costs,
            final int rounds,
            final Consumer<String> progress) {
        this.processors = processors;
        this.costs = costs;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** Makes the frames that are to be sent, in a folder for passing files. */
    @FunctionalInterface
    public interface Frames {
        /**
         * Writes a capture there.
         *
         * @throws IOException with one line
         */
        Traffic in(Path folder) throws IOException;
    }

    /**
     * Runs all of it.
     *
     * @param modes names of the product's modes
     * @throws IOException if a run fails; one line
     */
    public ValidationResult run(final List<String> modes, final Frames frames) throws IOException {
        final Machine machine = Machine.here();
        final Path folder = BenchFolder.create();
        final Path captures = Files.createTempDirectory("knet-validation-");
        try {
            progress.accept("preparing frames");
            final Traffic workload = frames.in(captures);
            final List<ModeRuns> done = new ArrayList<>();
            for (final String mode : modes) {
                done.add(new ModeRuns(mode, LOADS));
            }
            final LineDistances distances = new LineDistances();
            try (RealRuns real = new RealRuns(processors, folder, workload)) {
                runAll(done, real, distances);
            }
            progress.accept("the same on the simulated machine");
            return result(machine, workload, done, distances);
        } finally {
            BenchFolder.delete(captures);
            BenchFolder.delete(folder);
        }
    }

    private void runAll(
            final List<ModeRuns> modes, final RealRuns real, final LineDistances distances)
            throws IOException {
        progress.accept("warming up");
        for (int i = 0; i < WARM_UPS; i++) {
            for (final ModeRuns mode : modes) {
                mode.warmUp(real);
            }
        }
        costs.prepare();
        for (int round = 1; round <= rounds; round++) {
            progress.accept("saturation, round " + round + " of " + rounds);
            for (final ModeRuns mode : modes) {
                distances.sample();
                mode.saturate(real, costs.between());
            }
        }
        for (int round = 1; round <= rounds; round++) {
            progress.accept("shares of it, round " + round + " of " + rounds);
            for (final ModeRuns mode : modes) {
                distances.sample();
                mode.pace(real, costs.between());
            }
        }
    }

    private ValidationResult result(
            final Machine machine,
            final Traffic workload,
            final List<ModeRuns> done,
            final LineDistances distances)
            throws IOException {
        final VirtualRuns virtual = new VirtualRuns(workload);
        final Reasons reasons = new Reasons(costs.coreDistanceNs(), distances.median());
        final List<ValidationRow> rows = new ArrayList<>();
        for (final ModeRuns mode : done) {
            rows.addAll(mode.rows(virtual, costs, reasons));
        }
        return new ValidationResult(
                machine,
                costs.model(),
                costs.title(),
                workload.name(),
                workload.frames(),
                costs.coreDistanceNs(),
                distances.median(),
                distances.min(),
                distances.max(),
                rows,
                NotHere.reasons(machine.processors()));
    }
}
