package knet.traces.store;

import java.io.IOException;
import java.nio.file.Path;
import knet.traces.Frame;
import knet.traces.FrameSource;
import net.openhft.chronicle.queue.ChronicleQueue;

/**
 * A store's frames while they are written. {@link #next} never waits. The stream ends when all has
 * been read and nobody writes any more: the writer closed the store, or died, which the file lock
 * tells; or after {@link #stop}.
 */
public final class FollowingSource implements FrameSource {
    /** Asking for the lock costs some system calls: not on each empty poll. */
    private static final long BETWEEN_LOCK_CHECKS_NS = 20_000_000;

    private final Path directory;
    private final ChronicleQueue queue;
    private final StoreCursor cursor;
    private String[] linkTypes;
    private long lastLockCheckNs;
    private boolean wasLocked = true;
    private volatile boolean stopped;
    private boolean exhausted;
    private String damage;

    FollowingSource(final Path directory, final long first, final String[] linkTypes)
            throws IOException {
        this.directory = directory;
        this.linkTypes = linkTypes;
        this.queue = StoreSource.openQueue(directory);
        this.cursor = new StoreCursor(directory, queue, first);
        this.lastLockCheckNs = System.nanoTime() - BETWEEN_LOCK_CHECKS_NS;
    }

    @Override
    public boolean next(final Frame frame) {
        if (exhausted) {
            return false;
        }
        try {
            if (cursor.advance(frame)) {
                return true;
            }
        } catch (final InternalError e) {
            // The fault of a file that lost its end may be reported a little after the read.
            damage = directory + ": " + StoreFiles.describe(e);
            exhausted = true;
            return false;
        }
        if (cursor.failure() != null) {
            damage = cursor.failure();
            exhausted = true;
        } else if (stopped) {
            exhausted = true;
        } else {
            lookForWriter();
        }
        return false;
    }

    /**
     * What was written before the lock was found free has been read by the time of the next one.
     */
    private void lookForWriter() {
        if (!wasLocked) {
            end();
            return;
        }
        final long nowNs = System.nanoTime();
        if (nowNs - lastLockCheckNs < BETWEEN_LOCK_CHECKS_NS) {
            return;
        }
        lastLockCheckNs = nowNs;
        try {
            wasLocked = WriterLock.isHeld(directory);
        } catch (final IOException e) {
            damage = directory + ": " + StoreFiles.describe(e);
            exhausted = true;
        }
    }

    private void end() {
        exhausted = true;
        try (TraceStore store = TraceStore.open(directory)) {
            linkTypes = store.linkTypes();
            damage = store.damage();
        } catch (final IOException e) {
            damage = e.getMessage();
        }
    }

    /** Ends the stream once what is there has been read. From any thread. */
    public void stop() {
        stopped = true;
    }

    @Override
    public boolean isExhausted() {
        return exhausted;
    }

    @Override
    public String damage() {
        return damage;
    }

    /** Link types known when following began; all of them once the stream has ended. */
    @Override
    public String[] linkTypes() {
        return linkTypes.clone();
    }

    @Override
    public void close() {
        exhausted = true;
        cursor.close();
        queue.close();
    }
}
