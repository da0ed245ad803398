package knet.driver;

import java.lang.invoke.VarHandle;
import knet.driver.abi.Bell;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.TxDescriptor;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * The host's end of a transmit ring in shared memory: frames are copied into the ring's buffers,
 * published once per {@link #flush}, and free again when the NIC's index has passed them.
 */
public final class HostTxQueue implements TxQueue {
    private final DeviceMemory device;
    private final QueueMemory queue;
    private final UnsafeBuffer memory;
    private final QueueHealth health;
    private final Bell doorbell;
    private final AtomicCounter packets;
    private final AtomicCounter ringFull;
    private final AtomicCounter badLength;
    private final int ringSize;
    private final int mask;
    private final int bufferSize;

    private long tail;
    private long published;
    private long headSeen;
    private int offered;

    HostTxQueue(
            final DeviceMemory device,
            final QueueMemory queue,
            final QueueHealth health,
            final Bell doorbell,
            final CounterFile counters) {
        this.device = device;
        this.queue = queue;
        this.memory = queue.buffer();
        this.health = health;
        this.doorbell = doorbell;
        this.packets = counters.counter(HostQueueCounter.TX_PACKETS, queue.index());
        this.ringFull = counters.counter(HostQueueCounter.TX_RING_FULL, queue.index());
        this.badLength = counters.counter(HostQueueCounter.TX_BAD_LENGTH, queue.index());
        this.ringSize = queue.config().txRingSize();
        this.mask = ringSize - 1;
        this.bufferSize = queue.config().bufferSize();
        // What a dead host filled and did not publish is nobody's.
        this.tail = queue.txTailAcquire();
        this.published = tail;
        this.headSeen = queue.txHeadAcquire();
        if (tail < 0 || headSeen < 0 || headSeen > tail || tail - headSeen > ringSize) {
            health.quarantine(
                    "indices TX_HEAD " + headSeen + ", TX_TAIL " + tail + ", ring " + ringSize);
        }
    }

    /**
     * @throws IndexOutOfBoundsException if the range is not in the buffer
     */
    @Override
    public boolean offer(
            final DirectBuffer buffer, final int offset, final int length, final long timestampNs) {
        if (health.isOut()) {
            return false;
        }
        if (length < 1
                || length > DeviceDescriptor.MAX_FRAME_BYTES
                || length > (long) ringSize * bufferSize) {
            badLength.incrementRelease();
            return true;
        }
        try {
            final int needed = (length + bufferSize - 1) / bufferSize;
            if (tail + needed - headSeen > ringSize && !findSpace(needed)) {
                ringFull.incrementRelease();
                return false;
            }
            fill(buffer, offset, length, timestampNs);
            offered++;
            return true;
        } catch (final InternalError e) {
            health.onMemoryFault(e);
            return false;
        }
    }

    private void fill(
            final DirectBuffer buffer, final int offset, final int length, final long timestampNs) {
        long at = tail;
        for (int done = 0; done < length; at++) {
            final int part = Math.min(bufferSize, length - done);
            final int slot = (int) at & mask;
            final int descriptor = queue.txDescriptorOffset(slot);
            memory.putBytes(queue.txBufferOffset(slot), buffer, offset + done, part);
            done += part;
            memory.putLong(
                    descriptor,
                    part | (done == length ? (long) TxDescriptor.END_OF_PACKET << 16 : 0));
            memory.putLong(descriptor + TxDescriptor.TIMESTAMP_NS_OFFSET, timestampNs);
        }
        tail = at;
    }

    private boolean findSpace(final int needed) {
        final long head = queue.txHeadAcquire();
        if (head < headSeen || head > published) {
            health.quarantine("TX_HEAD " + head + " not in " + headSeen + " to " + published);
            return false;
        }
        headSeen = head;
        return tail + needed - head <= ringSize;
    }

    @Override
    public void flush() {
        if (tail == published || health.isOut()) {
            return;
        }
        try {
            queue.txTailRelease(tail);
            published = tail;
            packets.getAndAddRelease(offered);
            offered = 0;
            ringDoorbell();
        } catch (final InternalError e) {
            health.onMemoryFault(e);
        }
    }

    /**
     * The same pattern as the notification's, the other way round: the NIC stores DOORBELL_WAITING,
     * fences, and looks at TX_TAIL again before it sleeps.
     */
    private void ringDoorbell() {
        VarHandle.fullFence();
        if (device.isDoorbellWaiting()) {
            device.addDoorbell();
            doorbell.ring();
        }
    }

    @Override
    public int pending() {
        if (health.isOut()) {
            return 0;
        }
        final long pending = tail - queue.txHeadAcquire();
        return (int) Math.max(0, Math.min(ringSize, pending));
    }

    /** True once its shared memory has failed a check: nothing is taken any more. */
    public boolean isQuarantined() {
        return health.isOut();
    }
}
