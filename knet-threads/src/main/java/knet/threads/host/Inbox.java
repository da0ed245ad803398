package knet.threads.host;

import java.util.concurrent.atomic.AtomicReference;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Datagrams that other network threads hand to the thread of a queue. Bounded; nothing is lost: a
 * sender that finds it full keeps what it has. Most runs never use it, so its memory is allocated
 * by the first sender.
 */
final class Inbox {
    /** Fits messages of an eighth: the longest IP datagram and its addresses. */
    private static final int CAPACITY_BYTES = 1 << 20;

    private static final int DATAGRAM = 1;

    private final AtomicReference<ManyToOneRingBuffer> ring = new AtomicReference<>();
    private volatile Runnable ownersBell = () -> {};

    /** Sets what wakes the thread that reads. To be called before the threads run. */
    void ownersBell(final Runnable bell) {
        this.ownersBell = bell;
    }

    /**
     * Copies a datagram in and wakes the reader. Any thread.
     *
     * @return false if there is no room
     */
    boolean offer(final DirectBuffer message, final int offset, final int length) {
        if (!ring().write(DATAGRAM, message, offset, length)) {
            return false;
        }
        ownersBell.run();
        return true;
    }

    private ManyToOneRingBuffer ring() {
        final ManyToOneRingBuffer existing = ring.get();
        if (existing != null) {
            return existing;
        }
        final UnsafeBuffer memory =
                new UnsafeBuffer(
                        BufferUtil.allocateDirectAligned(
                                CAPACITY_BYTES + RingBufferDescriptor.TRAILER_LENGTH, 64));
        ring.compareAndSet(null, new ManyToOneRingBuffer(memory));
        return ring.get();
    }

    /**
     * Takes up to {@code limit} datagrams out. The reader alone.
     *
     * @return datagrams taken
     */
    int read(final MessageHandler handler, final int limit) {
        final ManyToOneRingBuffer existing = ring.get();
        return existing == null ? 0 : existing.read(handler, limit);
    }

    boolean isEmpty() {
        final ManyToOneRingBuffer existing = ring.get();
        return existing == null || existing.size() == 0;
    }
}
