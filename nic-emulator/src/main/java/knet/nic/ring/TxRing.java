package knet.nic.ring;

import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.QueueDescriptor;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.TxDescriptor;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The NIC's end of a transmit ring: takes the frames that the host filled in and completes their
 * descriptors, once per batch. A NIC that is killed between sending and completing sends the batch
 * again when it is back, as a wire may.
 *
 * <p>A descriptor with a bad length, or a frame without an end, costs that frame ({@link #errors});
 * an index out of range costs the queue ({@link Quarantine}).
 */
public final class TxRing {
    private final QueueMemory queue;
    private final UnsafeBuffer memory;
    private final Quarantine quarantine;
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[0]);
    private final int index;
    private final int ringSize;
    private final int mask;
    private final int bufferSize;
    private final int bufferStride;
    private final int ringOffset;
    private final int buffersOffset;

    private long head;
    private long tailSeen;
    private long errors;
    private boolean skipping;

    /**
     * @param head TX_HEAD, which the caller has checked
     */
    public TxRing(final QueueMemory queue, final Quarantine quarantine, final long head) {
        this.queue = queue;
        this.memory = queue.buffer();
        this.quarantine = quarantine;
        this.index = queue.index();
        this.ringSize = queue.config().txRingSize();
        this.mask = ringSize - 1;
        this.bufferSize = queue.config().bufferSize();
        this.bufferStride = QueueDescriptor.bufferStride(bufferSize);
        this.ringOffset = queue.txDescriptorOffset(0);
        this.buffersOffset = queue.txBufferOffset(0);
        this.head = head;
        this.tailSeen = head;
    }

    /**
     * Hands over up to {@code limit} frames and completes them.
     *
     * @return descriptors completed
     */
    public int poll(final TxHandler handler, final int limit) {
        if (quarantine.isImposed()) {
            return 0;
        }
        final long tail = queue.txTailAcquire();
        if (tail == head) {
            return 0;
        }
        if (tail < tailSeen || tail > head + ringSize) {
            quarantine.impose(
                    "TX_TAIL " + tail + " not in " + tailSeen + " to " + (head + ringSize));
            errors++;
            return 0;
        }
        tailSeen = tail;
        final long before = head;
        long next = before;
        for (int i = 0; i < limit && next < tail; i++) {
            final long end = endOfFrame(next, tail);
            if (end < 0) {
                if (tail - next < ringSize) {
                    break; // The rest of the frame is still to come.
                }
                if (!skipping) {
                    errors++; // A frame that fills the ring and has no end.
                    skipping = true;
                }
                next = tail;
                break;
            }
            if (skipping) {
                skipping = false; // This was the end of the frame given up above.
            } else {
                send(handler, next, end);
            }
            next = end;
        }
        if (next != before) {
            head = next;
            queue.txHeadRelease(next);
        }
        return (int) (next - before);
    }

    /** Index after the frame's last descriptor, -1 if that is not there yet. */
    private long endOfFrame(final long start, final long tail) {
        for (long at = start; at < tail; at++) {
            final int flags = memory.getShort(descriptor(at) + TxDescriptor.FLAGS_OFFSET);
            if ((flags & TxDescriptor.END_OF_PACKET) != 0) {
                return at + 1;
            }
        }
        return -1;
    }

    private void send(final TxHandler handler, final long start, final long end) {
        final int first = descriptor(start);
        final long timestampNs = memory.getLong(first + TxDescriptor.TIMESTAMP_NS_OFFSET);
        if (end == start + 1) {
            final int length = lengthAt(start); // Loaded once: the host may change it meanwhile.
            if (length <= 0 || length > bufferSize) {
                errors++;
            } else {
                handler.onFrame(memory, bufferAt(start), length, timestampNs, index);
            }
            return;
        }
        final int length = gather(start, end);
        if (length <= 0) {
            errors++;
        } else {
            handler.onFrame(scratch, 0, length, timestampNs, index);
        }
    }

    /** Makes a frame contiguous; returns its length, -1 if a descriptor is bad. */
    private int gather(final long start, final long end) {
        if (scratch.capacity() == 0) {
            // Once, and only where somebody sends such frames.
            scratch.wrap(new byte[DeviceDescriptor.MAX_FRAME_BYTES]);
        }
        int total = 0;
        for (long at = start; at < end; at++) {
            final int length = lengthAt(at);
            if (length <= 0 || length > bufferSize || total + length > scratch.capacity()) {
                return -1;
            }
            scratch.putBytes(total, memory, bufferAt(at), length);
            total += length;
        }
        return total;
    }

    private int descriptor(final long at) {
        return ringOffset + ((int) at & mask) * TxDescriptor.LENGTH;
    }

    private int lengthAt(final long at) {
        return memory.getShort(descriptor(at) + TxDescriptor.LENGTH_OFFSET) & 0xFFFF;
    }

    private int bufferAt(final long at) {
        return buffersOffset + ((int) at & mask) * bufferStride;
    }

    /** Frames or indices that failed a check. */
    public long errors() {
        return errors;
    }

    /** Descriptors completed since the queue was made. */
    public long head() {
        return head;
    }
}
