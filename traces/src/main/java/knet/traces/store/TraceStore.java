package knet.traces.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.MappingFault;
import net.openhft.chronicle.queue.ChronicleQueue;

/**
 * A trace store, opened to read; its files are not changed. Other processes may read at the same
 * time, and one may write. Used by one thread, as is each source that comes from it; the sources
 * stay usable when the store is closed.
 */
public final class TraceStore implements AutoCloseable {
    private static final int BIRTH_ATTEMPTS = 250;
    private static final long BETWEEN_BIRTH_ATTEMPTS_NS = 20_000_000;

    private final Path directory;
    private final ChronicleQueue queue;
    private final StoreCursor probe;
    private final Frame probed = new Frame();
    private JournalState journal;

    private TraceStore(
            final Path directory, final JournalState journal, final ChronicleQueue queue) {
        this.directory = directory;
        this.journal = journal;
        this.queue = queue;
        this.probe = new StoreCursor(directory, queue, 0);
    }

    /**
     * Opens a store.
     *
     * @throws StoreException if the directory is no store, or lacks a file, or holds fewer frames
     *     than it must; the message is one line
     */
    public static TraceStore open(final Path directory) throws IOException {
        final JournalState journal = readJournal(directory);
        StoreFiles.requireQueue(directory);
        ChronicleQueue queue = null;
        try {
            queue = StoreQueue.open(directory, true);
            final TraceStore store = new TraceStore(directory, journal, queue);
            final long frames = store.frames();
            if (frames < journal.acknowledgedFrames()) {
                throw StoreFiles.lostFrames(directory, frames, journal.acknowledgedFrames());
            }
            return store;
        } catch (final RuntimeException | IOException | AssertionError | VirtualMachineError e) {
            if (queue != null) {
                queue.close();
            }
            throw StoreFiles.asIoException(directory, e);
        }
    }

    /** Waits for a store that another process is just making. */
    private static JournalState readJournal(final Path directory) throws IOException {
        for (int attempt = 0; attempt < BIRTH_ATTEMPTS; attempt++) {
            final JournalState journal = new JournalState();
            if (StoreJournal.read(directory, journal) > 0) {
                return journal;
            }
            if (!WriterLock.isHeld(directory)) {
                break;
            }
            LockSupport.parkNanos(BETWEEN_BIRTH_ATTEMPTS_NS);
        }
        throw new StoreException(directory + ": the trace store was never finished being made");
    }

    public Path directory() {
        return directory;
    }

    /** Frames in the store now: while a process writes, more each time. */
    public long frames() throws IOException {
        try {
            final long frames = StoreQueue.frames(queue);
            if (frames < journal.acknowledgedFrames()) {
                MappingFault.raise();
            }
            return frames;
        } catch (final RuntimeException | AssertionError | VirtualMachineError e) {
            throw StoreFiles.asIoException(directory, e);
        }
    }

    /** The captures in the store, in order. */
    public List<StoredSource> sources() {
        return journal.sources();
    }

    /** Link types of the captures, as they spell them. */
    public String[] linkTypes() {
        return journal.linkTypes();
    }

    /** Whether a process writes to the store now. */
    public boolean isLive() throws IOException {
        return WriterLock.isHeld(directory);
    }

    /** Reads again what captures and link types there are. */
    public void refresh() throws IOException {
        final JournalState now = new JournalState();
        StoreJournal.read(directory, now);
        journal = now;
    }

    /**
     * Points {@code frame} at a frame of the store, until the next call.
     *
     * @param index from 0
     * @return false if the store does not hold so many
     * @throws StoreException if the frame is damaged
     */
    public boolean frameAt(final long index, final Frame frame) throws IOException {
        if (index < 0) {
            return false;
        }
        if (probe.moveTo(index) && probe.advance(frame)) {
            return true;
        }
        if (probe.isFaulty()) {
            throw new StoreException(probe.failure());
        }
        if (index < journal.acknowledgedFrames()) {
            throw StoreFiles.lostFrames(directory, index, journal.acknowledgedFrames());
        }
        return false;
    }

    /** The greatest timestamp of the frames 0 to {@code index}. */
    private long latestNs(final long index) throws IOException {
        if (!frameAt(index, probed)) {
            throw new StoreException(directory + ": holds no frame " + index);
        }
        return probe.record().latestNs();
    }

    /**
     * The first frame captured at a time or later; {@link #frames} if there is none. O(log n).
     *
     * @param timeNs nanoseconds since 1970
     */
    public long indexOfTime(final long timeNs) throws IOException {
        long low = 0;
        long high = frames();
        while (low < high) {
            final long middle = low + (high - low) / 2;
            if (latestNs(middle) >= timeNs) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * The number of the frame at a position.
     *
     * @return 0 to {@link #frames}
     * @throws StoreException if it lies behind the last frame; times do not, but end there
     */
    public long indexOf(final StorePosition position) throws IOException {
        final long frames = frames();
        return switch (position.kind()) {
            case INDEX -> {
                if (position.value() > frames) {
                    throw new StoreException(
                            directory
                                    + ": holds "
                                    + frames
                                    + " frames, there is none with number "
                                    + position.value());
                }
                yield position.value();
            }
            case TIME_NS -> indexOfTime(position.value());
            case AFTER_FIRST_NS -> {
                final Frame first = new Frame();
                yield frameAt(0, first) ? indexOfTime(first.timestampNs() + position.value()) : 0;
            }
        };
    }

    /**
     * The frames from a position to those that the store holds at the time of the call.
     *
     * @return to be closed
     */
    public FrameSource read(final StorePosition from) throws IOException {
        final long end = frames();
        final long first = indexOf(from);
        return new StoreSource(directory, first, end, linkTypes(), damage());
    }

    /**
     * The frames from a position on, and those that the writing process adds, until it closes the
     * store or dies.
     *
     * @return to be closed
     */
    public FollowingSource follow(final StorePosition from) throws IOException {
        return new FollowingSource(directory, indexOf(from), linkTypes());
    }

    /**
     * What is wrong with the captures in the store, one line: of the first that ended early, or
     * whose import was killed; null if nothing is.
     */
    public String damage() throws IOException {
        final List<StoredSource> sources = journal.sources();
        for (int i = 0; i < sources.size(); i++) {
            final StoredSource source = sources.get(i);
            if (source.damage() != null) {
                return source.damage();
            }
            if (!source.isComplete() && (i < sources.size() - 1 || !isLive())) {
                return directory
                        + ": the import or recording of "
                        + source.name()
                        + " was interrupted";
            }
        }
        return null;
    }

    @Override
    public void close() {
        probe.close();
        queue.close();
    }
}
