package knet.firmware;

import java.nio.ByteBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A 64-bit counter that a classifier writes and any tool reads while it runs. One writer, so that
 * adding costs no atomic instruction; nothing is allocated.
 */
public final class FirmwareCounter {
    private final AtomicBuffer buffer;
    private final int offset;

    /**
     * A counter on the heap, that nobody else reads: what a classifier counts with until it has
     * been started.
     */
    public FirmwareCounter() {
        this(new UnsafeBuffer(ByteBuffer.allocateDirect(Long.BYTES)), 0);
    }

    /** A counter in a buffer, at an offset that is a multiple of 8. */
    public FirmwareCounter(final AtomicBuffer buffer, final int offset) {
        buffer.boundsCheck(offset, Long.BYTES);
        this.buffer = buffer;
        this.offset = offset;
    }

    public void increment() {
        add(1);
    }

    public void add(final long value) {
        buffer.putLongRelease(offset, buffer.getLong(offset) + value);
    }

    public void set(final long value) {
        buffer.putLongRelease(offset, value);
    }

    public long get() {
        return buffer.getLongVolatile(offset);
    }
}
