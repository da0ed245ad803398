package knet.threads.agent;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Room for frames that had to be copied out of their receive buffers, given back in the order in
 * which it was taken. Every piece is contiguous. Allocated at the first use.
 */
final class CopyRing {
    private final int capacity;
    private UnsafeBuffer buffer;

    /** Bytes taken and given back since the start, padding at the end of the buffer included. */
    private long taken;

    private long givenBack;

    /**
     * @param capacity bytes, a power of two
     */
    CopyRing(final int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is not a power of two");
        }
        this.capacity = capacity;
    }

    /**
     * Takes a piece.
     *
     * @return its position, to be given to {@link #offset} and {@link #giveBack}, or -1 if there is
     *     no room
     */
    long take(final int length) {
        if (buffer == null) {
            buffer =
                    new UnsafeBuffer(
                            ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder()));
        }
        final int offset = (int) (taken & (capacity - 1));
        final int padding = offset + length > capacity ? capacity - offset : 0;
        if (taken + padding + length - givenBack > capacity) {
            return -1;
        }
        final long position = taken + padding;
        taken = position + length;
        return position;
    }

    /** Gives back everything up to the end of a piece: the oldest one that was not given back. */
    void giveBack(final long position, final int length) {
        givenBack = position + length;
    }

    /** Pieces of {@code length} that are sure to find room. */
    int room(final int length) {
        final long free = capacity - (taken - givenBack);
        final int toTheEnd = capacity - (int) (taken & (capacity - 1));
        final int ahead = (int) Math.min(free, toTheEnd) / length;
        return ahead + (int) Math.max(0, free - toTheEnd) / length;
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int offset(final long position) {
        return (int) (position & (capacity - 1));
    }
}
