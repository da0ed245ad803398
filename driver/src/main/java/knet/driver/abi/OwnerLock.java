package knet.driver.abi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Ownership of one side of a device by this process: a lock on {@code nic.lock} or {@code
 * host.lock} that the kernel gives up when the process ends, however it ends. The file holds the
 * owner's process id in decimal, for messages alone; it is emptied when ownership ends in good
 * order, so an id found in an unlocked file is that of an owner that died.
 */
public final class OwnerLock implements AutoCloseable {
    /** The owner has not written its process id (yet). */
    public static final long UNKNOWN_PID = -1;

    private static final int MAX_PID_CHARS = 20;

    /** A probe by another process holds the lock for microseconds: look again for this long. */
    private static final int ATTEMPTS = 20;

    private static final long ATTEMPT_GAP_NS = 5_000_000;

    /**
     * Locks held by this process. POSIX drops them all when any descriptor of the file is closed,
     * so this process must never open a lock file that it holds.
     */
    private static final Map<Path, OwnerLock> HELD = new HashMap<>();

    private final Path path;
    private final FileChannel channel;
    private final long previousPid;

    private OwnerLock(final Path path, final FileChannel channel, final long previousPid) {
        this.path = path;
        this.channel = channel;
        this.previousPid = previousPid;
    }

    /**
     * Makes this process the owner of one side of a device.
     *
     * @param directory of the device
     * @throws DeviceException if a live process owns it; the message gives its process id
     */
    public static OwnerLock acquire(final Path directory, final Side side) {
        synchronized (HELD) {
            final Path path = lockPath(directory, side);
            if (HELD.containsKey(path)) {
                throw owned(directory, side, ProcessHandle.current().pid());
            }
            try {
                final OwnerLock lock = lock(path, directory, side);
                HELD.put(path, lock);
                return lock;
            } catch (final IOException e) {
                throw new DeviceException(path + ": cannot be locked: " + e.getMessage(), e);
            }
        }
    }

    private static OwnerLock lock(final Path path, final Path directory, final Side side)
            throws IOException {
        final FileChannel channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE);
        try {
            FileLock lock = channel.tryLock();
            for (int i = 0; lock == null && i < ATTEMPTS && !isAlive(readPid(channel)); i++) {
                LockSupport.parkNanos(ATTEMPT_GAP_NS);
                lock = channel.tryLock();
            }
            if (lock == null) {
                throw owned(directory, side, readPid(channel));
            }
            final long previousPid = readPid(channel);
            writePid(channel, ProcessHandle.current().pid());
            if (!Files.exists(path)) {
                throw new DeviceException("device " + name(directory) + " has just been removed");
            }
            return new OwnerLock(path, channel, Math.max(0, previousPid));
        } catch (final IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Who owns a side of a device.
     *
     * @return the process id of its live owner, {@link #UNKNOWN_PID} if it has one whose id is not
     *     known, 0 if no live process owns it
     */
    public static long owner(final Path directory, final Side side) {
        synchronized (HELD) {
            final Path path;
            try {
                path = lockPath(directory, side);
            } catch (final DeviceException e) {
                return 0;
            }
            if (HELD.containsKey(path)) {
                return ProcessHandle.current().pid();
            }
            // A shared lock, so that two probes do not take each other for an owner.
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                    FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
                return lock != null ? 0 : readPid(channel);
            } catch (final IOException e) {
                return 0;
            }
        }
    }

    /** Process id of the owner that died without giving the device back, 0 if there was none. */
    public long previousPid() {
        return previousPid;
    }

    /** Gives the device back. */
    @Override
    public void close() {
        synchronized (HELD) {
            if (HELD.remove(path, this)) {
                try (channel) {
                    channel.truncate(0);
                } catch (final IOException e) {
                    throw new DeviceException(path + ": cannot be unlocked: " + e.getMessage(), e);
                }
            }
        }
    }

    private static DeviceException owned(final Path directory, final Side side, final long pid) {
        return new DeviceException(
                "device "
                        + name(directory)
                        + ": its "
                        + side.label()
                        + " side is owned by a live process"
                        + (pid > 0 ? ", pid " + pid : ""));
    }

    private static Path lockPath(final Path directory, final Side side) {
        try {
            return directory.toRealPath().resolve(side.lockFileName());
        } catch (final IOException e) {
            throw new DeviceException(directory + ": no such device", e);
        }
    }

    private static String name(final Path directory) {
        return String.valueOf(directory.getFileName());
    }

    private static boolean isAlive(final long pid) {
        return pid > 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static long readPid(final FileChannel channel) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(MAX_PID_CHARS);
        final int length = channel.read(bytes, 0);
        final String text =
                new String(bytes.array(), 0, Math.max(0, length), StandardCharsets.US_ASCII).trim();
        return text.matches("[0-9]{1,10}") ? Long.parseLong(text) : UNKNOWN_PID;
    }

    private static void writePid(final FileChannel channel, final long pid) throws IOException {
        final byte[] text = (pid + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text), 0);
    }
}
