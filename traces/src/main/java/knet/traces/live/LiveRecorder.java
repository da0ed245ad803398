package knet.traces.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import knet.traces.store.TraceImport;
import knet.traces.store.TraceStoreWriter;

/** Records an interface into a trace store. */
public final class LiveRecorder {
    private LiveRecorder() {}

    /**
     * What a recording holds.
     *
     * @param frames recorded
     * @param statistics of the capture
     * @param damage what ended it, or how many packets it lost; null if it is complete
     */
    public record Recording(long frames, LiveStatistics statistics, String damage) {}

    /**
     * Records until told to stop, the limit is reached, or the interface disappears.
     *
     * @param directory of the store, made or continued
     * @param maxFrames to record
     * @param onAcknowledged is told the number of frames in the store that survive a kill
     * @param isStopped asked often
     * @throws IOException if the interface or the store cannot be used; one line
     */
    public static Recording record(
            final LiveConfig config,
            final Path directory,
            final long maxFrames,
            final LongConsumer onAcknowledged,
            final BooleanSupplier isStopped)
            throws IOException {
        // The interface first: a mistyped one shall not leave an empty store.
        try (LiveSource source = LiveSource.open(config);
                TraceStoreWriter writer = TraceStoreWriter.open(directory)) {
            final String[] damage = new String[1];
            final long frames =
                    new TraceImport(writer, onAcknowledged, new StopWhenDrained(isStopped, source))
                            .run(
                                    source,
                                    config.interfaceName(),
                                    maxFrames,
                                    () -> damage[0] = damage(config, source));
            return new Recording(frames, source.statistics(), damage[0]);
        }
    }

    private static String damage(final LiveConfig config, final LiveSource source) {
        if (source.damage() != null) {
            return source.damage();
        }
        try {
            final LiveStatistics statistics = source.statistics();
            return statistics.dropped() == 0
                    ? null
                    : config.interfaceName()
                            + ": "
                            + statistics.dropped()
                            + " packets were lost while recording ("
                            + statistics.droppedByKernel()
                            + " for want of room in the kernel's buffer)";
        } catch (final IOException e) {
            return e.getMessage();
        }
    }
}
