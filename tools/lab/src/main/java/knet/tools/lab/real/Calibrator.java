package knet.tools.lab.real;

import java.io.IOException;
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
        other = new OtherCore(processors.nic());
        rounds = new Rounds(measures, new LineLatency(other::bindCaller));
        try {
            final DeviceDirectory devices = DeviceDirectory.at(folder);
            measures.add(new StackMeasure(devices, other));
            measures.add(new WakeMeasure(devices, other, processors));
            measures.add(new BacklogMeasure(devices, other));
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

    /** Rounds that count, so far. */
    int rounds() {
        return rounds.count();
    }

    /**
     * From the rounds since one.
     *
     * @param from number of that, from 0; there must be one
     */
    CalibrationResult result(final int from) {
        return new CalibrationResult(
                machine,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Wake.name(Wake.best()),
                rounds.counting(from).size(),
                rounds.all().subList(from, rounds.count()),
                CostSources.figures(rounds.samples(from)));
    }

    @Override
    public void close() {
        measures.forEach(Measure::close);
        other.close();
        try {
            BenchFolder.delete(folder);
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
