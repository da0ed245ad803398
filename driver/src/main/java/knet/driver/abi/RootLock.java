package knet.driver.abi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held while a device is found, made anew or made: two sides that start at the same moment must not
 * each take the other's new device for the old one. A file lock between processes, which ends with
 * its process, and a lock between the threads of this one.
 */
final class RootLock implements AutoCloseable {
    static final String FILE_NAME = ".lock";

    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private RootLock(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param root directory of the devices, which exists
     */
    static RootLock acquire(final Path root) throws IOException {
        THREADS.lock();
        try {
            final FileChannel channel =
                    FileChannel.open(
                            root.resolve(FILE_NAME),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            channel.lock();
            return new RootLock(channel);
        } catch (final IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            THREADS.unlock();
        }
    }
}
