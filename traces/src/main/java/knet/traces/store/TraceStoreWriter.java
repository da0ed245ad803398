package knet.traces.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import knet.traces.Frame;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Writes to a trace store: makes it, or goes on behind what it holds. Used by one thread. Frames
 * are visible to readers at once; {@link #acknowledge} says how many will be found whatever happens
 * to this process.
 */
public final class TraceStoreWriter implements AutoCloseable {
    /** What must be free on the disk: a mapped file on a full one faults in mid-write. */
    private static final long RESERVE_BYTES = 64L << 20;

    private static final long BYTES_BETWEEN_DISK_CHECKS = 8L << 20;

    private final Path directory;
    private final WriterLock lock;
    private final StoreJournal journal;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final FileStore disk;
    private final StoreRecord record = new StoreRecord();
    private final Set<String> linkTypes = new HashSet<>();
    private long frames;
    private long acknowledgedFrames;
    private long latestNs = Long.MIN_VALUE;
    private long bytesUntilDiskCheck;

    private TraceStoreWriter(
            final Path directory,
            final WriterLock lock,
            final StoreJournal journal,
            final JournalState state,
            final ChronicleQueue queue)
            throws IOException {
        this.directory = directory;
        this.lock = lock;
        this.journal = journal;
        this.queue = queue;
        this.disk = Files.getFileStore(directory);
        this.appender = queue.createAppender();
        linkTypes.addAll(Arrays.asList(state.linkTypes()));
        appender.singleThreadedCheckDisabled(true);
        frames = StoreQueue.frames(queue);
        acknowledgedFrames = state.acknowledgedFrames();
    }

    /**
     * Opens a store for writing.
     *
     * @param directory of a store, or empty, or yet to be made
     * @throws StoreException if it holds something else, is damaged, or another process writes
     */
    public static TraceStoreWriter open(final Path directory) throws IOException {
        makeDirectory(directory);
        final WriterLock lock = WriterLock.take(directory);
        StoreJournal journal = null;
        ChronicleQueue queue = null;
        try {
            final JournalState state = new JournalState();
            journal = StoreJournal.open(directory, state);
            if (state.acknowledgedFrames() > 0) {
                StoreFiles.requireQueue(directory);
            }
            queue = StoreQueue.open(directory, false);
            final TraceStoreWriter writer =
                    new TraceStoreWriter(directory, lock, journal, state, queue);
            writer.prepare();
            return writer;
        } catch (final RuntimeException | IOException | AssertionError | VirtualMachineError e) {
            closeQuietly(queue, journal, lock);
            throw StoreFiles.asIoException(directory, e);
        }
    }

    private static void makeDirectory(final Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            if (Files.exists(directory.resolve(StoreJournal.FILE))) {
                return;
            }
            try (Stream<Path> files = Files.list(directory)) {
                // A writer that was killed at birth leaves its lock file alone.
                if (files.anyMatch(f -> !f.endsWith("writer.lock"))) {
                    throw new StoreException(
                            directory + ": neither a trace store nor an empty directory");
                }
            } catch (final UncheckedIOException e) {
                throw e.getCause();
            }
            return;
        }
        if (Files.exists(directory)) {
            throw new StoreException(directory + ": exists and is no directory");
        }
        try {
            Files.createDirectories(directory);
        } catch (final IOException e) {
            throw new StoreException(directory + ": cannot be made: " + e.getMessage(), e);
        }
    }

    private void prepare() throws IOException {
        if (frames < acknowledgedFrames) {
            throw StoreFiles.lostFrames(directory, frames, acknowledgedFrames);
        }
        checkDisk();
        prepareQueue();
        journal.begin();
    }

    private void prepareQueue() throws IOException {
        if (frames > 0) {
            try (StoreCursor last = new StoreCursor(directory, queue, frames - 1)) {
                if (!last.advance(new Frame())) {
                    throw last.failure() == null
                            ? StoreFiles.lostFrames(directory, frames - 1, frames)
                            : new StoreException(last.failure());
                }
                latestNs = last.record().latestNs();
            }
        } else {
            // Metadata is no excerpt and has no number; it makes the file, so that readers find it.
            try (DocumentContext document = appender.writingDocument(true)) {
                document.wire().bytes().writeLong(0);
            }
        }
    }

    /**
     * Begins a capture: what is appended from here on belongs to it.
     *
     * @param name of the file or interface
     */
    public void beginSource(final String name) throws IOException {
        journal.append(JournalState.sourceLine(frames, name));
    }

    /** Notes link types; those that are known already are not noted again. */
    public void linkTypes(final String... names) throws IOException {
        for (final String name : names) {
            if (linkTypes.add(name)) {
                journal.append(JournalState.linkLine(name));
            }
        }
    }

    /**
     * Appends a frame.
     *
     * @throws IOException if the disk is nearly full, or the store does not take it; what was
     *     acknowledged stays
     */
    public void append(final Frame frame) throws IOException {
        if (frame.length() > StoreRecord.MAX_FRAME_BYTES) {
            throw new StoreException(
                    directory + ": a frame of " + frame.length() + " bytes is too long");
        }
        if (bytesUntilDiskCheck <= 0) {
            checkDisk();
        }
        final long latest = Math.max(latestNs, frame.timestampNs());
        final int length = record.encode(frame, latest);
        try (DocumentContext document = appender.writingDocument()) {
            document.wire().bytes().write(record.bytes, 0, length);
        } catch (final RuntimeException | AssertionError | VirtualMachineError e) {
            throw StoreFiles.asIoException(directory, e);
        }
        latestNs = latest;
        bytesUntilDiskCheck -= length;
        frames++;
    }

    private void checkDisk() throws IOException {
        final long usableBytes = disk.getUsableSpace();
        if (usableBytes < RESERVE_BYTES) {
            throw new StoreException(
                    directory
                            + ": the disk is full: "
                            + (usableBytes >> 20)
                            + " MiB free, "
                            + (RESERVE_BYTES >> 20)
                            + " are needed to go on safely; "
                            + frames
                            + " frames are stored");
        }
        bytesUntilDiskCheck = BYTES_BETWEEN_DISK_CHECKS;
    }

    /**
     * Vouches for everything appended so far: it survives the death of this process.
     *
     * @return frames that the store holds
     */
    public long acknowledge() throws IOException {
        if (frames > acknowledgedFrames) {
            journal.append(JournalState.acknowledgedLine(frames));
            acknowledgedFrames = frames;
        }
        return frames;
    }

    /**
     * Ends a capture, and acknowledges it.
     *
     * @param damage what ended it early, or null
     */
    public void endSource(final String damage) throws IOException {
        journal.append(JournalState.endLine(frames, damage));
        acknowledgedFrames = frames;
    }

    /** Frames in the store, acknowledged or not. */
    public long frames() {
        return frames;
    }

    /** Frames that are acknowledged. */
    public long acknowledgedFrames() {
        return acknowledgedFrames;
    }

    /** Closes the store. Followers of a recording see its end. */
    @Override
    public void close() throws IOException {
        try {
            acknowledge();
        } finally {
            closeQuietly(appender, queue, journal, lock);
        }
    }

    private static void closeQuietly(final AutoCloseable... parts) {
        for (final AutoCloseable part : parts) {
            if (part != null) {
                try {
                    part.close();
                } catch (final Exception e) {
                    // The others shall be closed whatever this one says; everything is written.
                    continue;
                }
            }
        }
    }
}
