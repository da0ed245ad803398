package knet.driver.abi;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A whole file of known length, mapped for reading and writing; or plain memory in its place, where
 * both sides are in one process.
 */
final class MappedFile implements AutoCloseable {
    private static final int PAGE_BYTES = 4096;

    /** A pair of cache lines. */
    private static final int ALIGNMENT = 128;

    private final Path path;
    private final MappedByteBuffer mapping;
    private final UnsafeBuffer buffer;
    private boolean isClosed;

    private MappedFile(final Path path, final MappedByteBuffer mapping, final UnsafeBuffer buffer) {
        this.path = path;
        this.mapping = mapping;
        this.buffer = buffer;
    }

    /** Zeroed memory of this process. */
    static MappedFile inMemory(final Path path, final int length) {
        return of(path, new UnsafeBuffer(BufferUtil.allocateDirectAligned(length, ALIGNMENT)));
    }

    /**
     * Memory of this process.
     *
     * @throws IllegalArgumentException if it is in the heap: the packet path works with addresses
     */
    static MappedFile of(final Path path, final UnsafeBuffer buffer) {
        if (buffer.byteArray() != null) {
            throw new IllegalArgumentException("a device needs memory outside of the heap");
        }
        return new MappedFile(path, null, buffer);
    }

    /**
     * @throws DeviceException if the file is missing, not accessible, or not of that length
     */
    static MappedFile open(final Path path, final int length) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new DeviceException("devices need a little-endian processor");
        }
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final long actual = channel.size();
            if (actual != length) {
                throw new DeviceException(
                        path + ": " + actual + " bytes, should be " + length + " bytes");
            }
            final MappedByteBuffer mapping = channel.map(FileChannel.MapMode.READ_WRITE, 0, length);
            return new MappedFile(path, mapping, new UnsafeBuffer(mapping));
        } catch (final NoSuchFileException e) {
            throw new DeviceException(path + ": no such file", e);
        } catch (final IOException e) {
            throw new DeviceException(path + ": cannot be mapped: " + e.getMessage(), e);
        }
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    Path path() {
        return path;
    }

    /** False if the file is gone or has been cut: touching the mapping may then fault. */
    boolean isIntact() {
        if (mapping == null) {
            return true;
        }
        try {
            return Files.size(path) >= buffer.capacity();
        } catch (final IOException e) {
            return false;
        }
    }

    /** Touches every page, so that none is faulted in later on the packet path. */
    void prefault() {
        for (int offset = 0; offset < buffer.capacity(); offset += PAGE_BYTES) {
            // An add of zero maps the page for writing and is safe beside any other writer.
            buffer.getAndAddInt(offset, 0);
        }
    }

    @Override
    public void close() {
        if (!isClosed && mapping != null) {
            isClosed = true;
            IoUtil.unmap(mapping);
        }
    }
}
