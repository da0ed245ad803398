package knet.traces.store;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import knet.traces.Frame;
import knet.traces.FrameSource;

/** Brings a source into a store: a file, or a live interface until it is told to stop. */
public final class TraceImport {
    /** Frames between acknowledgements of a source that always has one. */
    private static final int FRAMES_PER_ACKNOWLEDGEMENT = 8192;

    /** How long a live source's frames wait for theirs. */
    private static final long ACKNOWLEDGE_INTERVAL_NS = 100_000_000;

    private static final long IDLE_NS = 500_000;

    private final TraceStoreWriter writer;
    private final LongConsumer onAcknowledged;
    private final BooleanSupplier isStopped;

    /**
     * @param writer of the store; not closed here
     * @param onAcknowledged is told the number of frames in the store that survive whatever happens
     *     from then on; called every few thousand frames, or ten times a second when fewer come
     * @param isStopped asked often; when it says true, the import ends with what has come
     */
    public TraceImport(
            final TraceStoreWriter writer,
            final LongConsumer onAcknowledged,
            final BooleanSupplier isStopped) {
        this.writer = writer;
        this.onAcknowledged = onAcknowledged;
        this.isStopped = isStopped;
    }

    /**
     * Reads a source to its end, to the limit, or until stopped.
     *
     * @param source not closed here; a live one is polled, with short sleeps while nothing comes
     * @param name of the file or interface, for the store's list
     * @param maxFrames to take
     * @return frames taken
     */
    public long run(final FrameSource source, final String name, final long maxFrames)
            throws IOException {
        return run(source, name, maxFrames, source::damage);
    }

    /**
     * As above, for a source that knows only at its end what it lost.
     *
     * @param damage asked at the end: what the store shall say about this capture, or null
     */
    public long run(
            final FrameSource source,
            final String name,
            final long maxFrames,
            final Supplier<String> damage)
            throws IOException {
        writer.beginSource(name);
        final Frame frame = new Frame();
        long taken = 0;
        long lastNs = System.nanoTime();
        while (taken < maxFrames && !isStopped.getAsBoolean()) {
            final boolean isFrame = source.next(frame);
            if (isFrame) {
                writer.append(frame);
                taken++;
            } else if (source.isExhausted()) {
                break;
            } else {
                LockSupport.parkNanos(IDLE_NS);
            }
            if (!isFrame || taken % FRAMES_PER_ACKNOWLEDGEMENT == 0) {
                final long nowNs = System.nanoTime();
                if (isFrame || nowNs - lastNs >= ACKNOWLEDGE_INTERVAL_NS) {
                    lastNs = nowNs;
                    acknowledge(source);
                }
            }
        }
        writer.linkTypes(source.linkTypes());
        writer.endSource(damage.get());
        onAcknowledged.accept(writer.acknowledgedFrames());
        return taken;
    }

    private void acknowledge(final FrameSource source) throws IOException {
        writer.linkTypes(source.linkTypes());
        final long before = writer.acknowledgedFrames();
        final long now = writer.acknowledge();
        if (now > before) {
            onAcknowledged.accept(now);
        }
    }
}
