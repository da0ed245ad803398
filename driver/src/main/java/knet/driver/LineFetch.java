package knet.driver;

import knet.driver.abi.QueueDescriptor;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;
import org.agrona.UnsafeApi;

/**
 * Reads ahead: a word of each line that the next frames are sure to be read from, their descriptors
 * and the beginnings of their bytes. The lines lie in the NIC's core's cache. Loads that do not
 * depend on each other fetch them side by side; met one frame after the other, each would be waited
 * for. (A driver in C has a prefetch instruction for this.)
 */
final class LineFetch {
    /** Frames ahead: two lines each, more than a core can have under way. */
    private static final int FRAMES = 16;

    private final BufferPool pool;
    private final long ringAddress;
    private final long buffersAddress;
    private final int bufferStride;
    private final int mask;

    /** What was read: kept, so that the loads are not optimised away. */
    private long words;

    LineFetch(final QueueMemory queue, final BufferPool pool) {
        this.pool = pool;
        this.ringAddress = queue.buffer().addressOffset() + QueueDescriptor.RX_RING_OFFSET;
        this.buffersAddress = queue.buffer().addressOffset() + queue.rxBufferOffset(0);
        this.bufferStride = QueueDescriptor.bufferStride(queue.config().bufferSize());
        this.mask = queue.config().rxRingSize() - 1;
    }

    /**
     * Fetches what the next descriptors need.
     *
     * @param from first descriptor
     * @param end descriptor at which those that are wanted end
     * @return descriptor at which those that were fetched end
     */
    long ahead(final long from, final long end) {
        final long to = Math.min(end, from + FRAMES);
        long read = words;
        for (long i = from; i < to; i++) {
            final int slot = (int) i & mask;
            read ^= UnsafeApi.getLong(ringAddress + slot * RxDescriptor.LENGTH);
            // The host's own number of the buffer: to be trusted, and known before the descriptor.
            read ^= UnsafeApi.getLong(buffersAddress + (long) pool.ofSlot(slot) * bufferStride);
        }
        words = read;
        return to;
    }
}
