package knet.traces.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Says that a process writes to a store: a file lock, which the operating system frees however the
 * process ends.
 */
final class WriterLock implements AutoCloseable {
    private static final String FILE = "writer.lock";
    private static final int ATTEMPTS = 20;
    private static final long BETWEEN_ATTEMPTS_NS = 10_000_000;

    /**
     * Locks of this process. POSIX drops a process's lock when it closes any descriptor of the
     * file, so nobody here may even open a file that is locked here.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private WriterLock(final Path file, final FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock of a store.
     *
     * @throws StoreException if somebody else holds it
     */
    static WriterLock take(final Path store) throws IOException {
        final Path file = store.toRealPath().resolve(FILE);
        synchronized (HELD) {
            if (HELD.contains(file)) {
                throw new StoreException(store + ": this process is writing to the store already");
            }
            final FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean isTaken = false;
            try {
                if (!tryExclusive(channel)) {
                    throw new StoreException(
                            store + ": process " + holder(file) + " is writing to the store");
                }
                isTaken = true;
                channel.truncate(0);
                channel.write(
                        ByteBuffer.wrap(
                                Long.toString(ProcessHandle.current().pid())
                                        .getBytes(StandardCharsets.US_ASCII)));
                HELD.add(file);
                return new WriterLock(file, channel);
            } finally {
                if (!isTaken) {
                    channel.close();
                }
            }
        }
    }

    /** Tries more than once: a reader that looks whether somebody writes holds it for a moment. */
    private static boolean tryExclusive(final FileChannel channel) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (channel.tryLock() != null) {
                return true;
            }
            LockSupport.parkNanos(BETWEEN_ATTEMPTS_NS);
        }
        return false;
    }

    /** Whether some process, this one included, writes to a store now. */
    static boolean isHeld(final Path store) throws IOException {
        final Path file = store.toRealPath().resolve(FILE);
        synchronized (HELD) {
            if (HELD.contains(file)) {
                return true;
            }
            if (!Files.exists(file)) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                    FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
                return lock == null;
            } catch (final OverlappingFileLockException e) {
                return true;
            }
        }
    }

    /** The process id in the file, or a question mark. */
    static String holder(final Path file) {
        try {
            final String text = Files.readString(file, StandardCharsets.US_ASCII);
            return text.matches("\\d{1,10}") ? text : "?";
        } catch (final IOException e) {
            return "?";
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            HELD.remove(file);
            channel.close();
        }
    }
}
