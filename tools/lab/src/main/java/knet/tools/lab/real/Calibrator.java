package knet.tools.lab.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.Wake;
import knet.tools.bench.BenchFolder;
import knet.tools.bench.LineLatency;
import knet.tools.bench.Machine;

/**
 * What a calibration measures with, and what it has found so far. One thread uses it, which is
 * bound to the host's processor.
 */
final class Calibrator implements AutoCloseable {
    private final Machine machine = Machine.here();
    private final Path folder;
    private final Path captures;
    private final OtherCore other;
    private final List<Measure> measures = new ArrayList<>();
    private final Rounds rounds;

    /**
     * Binds the calling thread, and prepares frames, rings and threads.
     *
     * @throws IOException if files cannot be written, shared memory for instance
     */
    Calibrator(final Processors processors) throws IOException {
        Processors.bind(processors.host());
        folder = BenchFolder.create();
        captures = Files.createTempDirectory("knet-calibration-");
        other = new OtherCore(processors.nic());
        rounds = new Rounds(measures, new LineLatency(other::bindCaller));
        try {
            final DeviceDirectory devices = DeviceDirectory.at(folder);
            measures.add(new StackMeasure(devices, captures, other));
            measures.add(new WakeMeasure(devices, other, processors));
            measures.add(new BacklogMeasure(devices, captures, other));
            measures.add(new FlowMeasure(devices, other));
            measures.add(new CoreMeasure(other));
        } catch (final IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Runs what is measured until it is compiled; at least once. */
    void warmUp(final long durationNs) {
        rounds.warmUp(System.nanoTime() + durationNs);
    }

    /** Rounds that count, for so long, and at least so many. */
    void measure(final long durationNs, final int least) {
        rounds.measure(System.nanoTime() + durationNs, least);
    }

    /** From all rounds so far; only after one. */
    CalibrationResult result() {
        return new CalibrationResult(
                machine,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Wake.name(Wake.best()),
                rounds.countingRounds(),
                rounds.all(),
                CostSources.figures(rounds.samples()));
    }

    @Override
    public void close() {
        measures.forEach(Measure::close);
        other.close();
        try {
            BenchFolder.delete(captures);
            BenchFolder.delete(folder);
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
