package knet.driver.abi;

import java.nio.file.Path;
import org.agrona.concurrent.AtomicBuffer;

/** What both kinds of file are checked for when they are opened. */
final class FileChecks {
    private static final int MAGIC_OFFSET = 0;
    private static final int VERSION_OFFSET = 8;

    private FileChecks() {}

    static void magic(final Path path, final AtomicBuffer buffer, final long magic) {
        final long actual = buffer.getLongAcquire(MAGIC_OFFSET);
        if (actual != magic) {
            throw new DeviceException(
                    path
                            + ": not a file of a knet device (magic 0x"
                            + Long.toHexString(actual)
                            + ")");
        }
        equal(path, "layout version", buffer.getInt(VERSION_OFFSET), DeviceDescriptor.VERSION);
    }

    static void equal(final Path path, final String what, final long actual, final long expected) {
        if (actual != expected) {
            throw new DeviceException(
                    path + ": " + what + " is " + actual + ", should be " + expected);
        }
    }
}
