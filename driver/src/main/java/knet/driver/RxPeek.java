package knet.driver;

import knet.driver.abi.QueueDescriptor;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;
import org.agrona.UnsafeApi;

/**
 * Looks at what waits in a receive ring and takes nothing. What is read is the NIC's word alone,
 * and is checked when it is taken. Memory that is not there any more quarantines the queue.
 */
final class RxPeek {
    private static final int LENGTH_BITS = 0xFFFF;

    private final QueueMemory queue;
    private final QueueHealth health;
    private final long ringAddress;
    private final int mask;

    RxPeek(final QueueMemory queue, final QueueHealth health) {
        this.queue = queue;
        this.health = health;
        this.ringAddress = queue.buffer().addressOffset() + QueueDescriptor.RX_RING_OFFSET;
        this.mask = queue.config().rxRingSize() - 1;
    }

    /**
     * Descriptors that wait.
     *
     * @param next the first that was not taken
     */
    int depth(final long next) {
        if (health.isOut()) {
            return 0;
        }
        try {
            return (int) Math.max(0, Math.min(mask + 1, queue.rxHeadAcquire() - next));
        } catch (final InternalError e) {
            health.onMemoryFault(e);
            return 0;
        }
    }

    /**
     * Bytes of the frame that begins with a waiting descriptor, as far as it is there: one that is
     * longer than a buffer takes several. At least 1; 0 if it cannot be read.
     *
     * @param depth descriptors that wait, this one included
     */
    int length(final long index, final int depth) {
        try {
            int bytes = 0;
            for (int i = 0; i < depth; i++) {
                final long word = UnsafeApi.getLong(address(index + i));
                bytes += (int) (word >>> 32) & LENGTH_BITS;
                if (((int) (word >>> 48) & RxDescriptor.END_OF_PACKET) != 0) {
                    break;
                }
            }
            return Math.max(1, bytes);
        } catch (final InternalError e) {
            health.onMemoryFault(e);
            return 0;
        }
    }

    /** The arrival number that a waiting descriptor gives: any is valid. */
    int arrival(final long index) {
        try {
            return UnsafeApi.getInt(address(index) + RxDescriptor.ARRIVAL_OFFSET);
        } catch (final InternalError e) {
            health.onMemoryFault(e);
            return 0;
        }
    }

    private long address(final long index) {
        return ringAddress + ((int) index & mask) * RxDescriptor.LENGTH;
    }
}
