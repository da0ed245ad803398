package knet.tools.lab.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.Wake;
import knet.tools.bench.BenchFolder;
import knet.tools.bench.LineLatency;
import knet.tools.bench.Machine;

/**
 * Measures what things cost on this machine, with the product's own NIC, rings, agents, stack and
 * wake-ups, on two processors. Everything is measured once a round; of the rounds the medians
 * count.
 */
public final class Calibration {
    /** Rounds before what runs is compiled: this share of the time. */
    private static final double WARM_UP = 0.3;

    private final Processors processors;
    private final long budgetNs;
    private final Consumer<String> progress;

    /**
     * @param processors to use
     * @param budgetNs time to take, about; whatever it is, there are some rounds
     * @param progress takes one line now and then
     */
    public Calibration(
            final Processors processors, final long budgetNs, final Consumer<String> progress) {
        this.processors = processors;
        this.budgetNs = budgetNs;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws IOException if files cannot be written, shared memory for instance
     * @throws NotMeasurable if this machine does not allow it
     */
    public CalibrationResult run() throws IOException, InterruptedException {
        final Machine machine = Machine.here();
        final FutureTask<CalibrationResult> task = new FutureTask<>(() -> measure(machine));
        // A thread of its own: the caller's is not to be bound to a processor for good.
        final Thread thread = new Thread(task, "knet-calibration");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    private CalibrationResult measure(final Machine machine) throws IOException {
        Processors.bind(processors.host());
        final Path folder = BenchFolder.create();
        final Path captures = Files.createTempDirectory("knet-calibration-");
        final List<Measure> measures = new ArrayList<>();
        try (OtherCore other = new OtherCore(processors.nic())) {
            final DeviceDirectory devices = DeviceDirectory.at(folder);
            progress.accept("preparing frames, rings and threads");
            measures.add(new StackMeasure(devices, captures, other));
            measures.add(new WakeMeasure(devices, other, processors));
            measures.add(new BacklogMeasure(devices, captures, other));
            measures.add(new FlowMeasure(devices, other));
            measures.add(new CoreMeasure(other));
            final Rounds rounds = new Rounds(measures, new LineLatency(other::bindCaller));
            progress.accept("warming up");
            final long startNs = System.nanoTime();
            rounds.warmUp(startNs + (long) (WARM_UP * budgetNs));
            progress.accept("measuring");
            rounds.measure(startNs + budgetNs);
            return new CalibrationResult(
                    machine,
                    Instant.now().truncatedTo(ChronoUnit.SECONDS),
                    Wake.name(Wake.best()),
                    rounds.countingRounds(),
                    rounds.all(),
                    CostSources.figures(rounds.samples()));
        } finally {
            measures.forEach(Measure::close);
            BenchFolder.delete(captures);
            BenchFolder.delete(folder);
        }
    }
}
