package knet.nic;

import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.NotificationDescriptor;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;
import knet.driver.abi.TxDescriptor;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The host's side of one queue, as plain as the device interface allows: takes descriptors in
 * order, checks each, puts frames together, and posts the buffers again.
 */
public final class TestHost {
    /** A frame that arrived. */
    public record Received(
            byte[] bytes, int flags, int hash, int arrival, long captureNs, long arrivalNs) {}

    private final QueueMemory queue;
    private final UnsafeBuffer memory;
    private final int ringSize;
    private final List<Received> received = new ArrayList<>();
    private long consumed;
    private long tail;
    private byte[] part = new byte[0];
    private boolean isPartOpen;
    private long frames;
    private long partsForgotten;
    private boolean keepsFrames = true;

    public TestHost(final QueueMemory queue) {
        this.queue = queue;
        this.memory = queue.buffer();
        this.ringSize = queue.config().rxRingSize();
        this.consumed = queue.rxConsumedAcquire();
        this.tail = queue.rxTail();
    }

    /** Counts frames only: for long runs. */
    public TestHost countOnly() {
        keepsFrames = false;
        return this;
    }

    /** Posts a buffer in every slot that is not the NIC's yet. */
    public void postAll() {
        post(ringSize);
    }

    /** Posts up to so many descriptors. */
    public void post(final int limit) {
        int posted = 0;
        while (tail < consumed + ringSize && posted < limit) {
            final int slot = (int) tail & ringSize - 1;
            memory.putInt(queue.rxDescriptorOffset(slot) + RxDescriptor.BUFFER_OFFSET, slot);
            tail++;
            posted++;
        }
        queue.rxTailRelease(tail);
    }

    /** Takes up to so many descriptors; does not post them again. */
    public int take(final int limit) {
        final long head = queue.rxHeadAcquire();
        if (head < consumed || head > tail) {
            throw new AssertionError("RX_HEAD " + head + " not in " + consumed + " to " + tail);
        }
        int taken = 0;
        while (consumed < head && taken < limit) {
            onDescriptor(queue.rxDescriptorOffset((int) consumed & ringSize - 1));
            consumed++;
            taken++;
        }
        queue.rxConsumedRelease(consumed);
        return taken;
    }

    /** Takes and posts again. */
    public int poll(final int limit) {
        final int taken = take(limit);
        post(taken);
        return taken;
    }

    private void onDescriptor(final int descriptor) {
        final int number = memory.getInt(descriptor + RxDescriptor.BUFFER_OFFSET);
        final int length = memory.getShort(descriptor + RxDescriptor.LENGTH_OFFSET) & 0xFFFF;
        final int flags = memory.getShort(descriptor + RxDescriptor.FLAGS_OFFSET) & 0xFFFF;
        if (length > queue.config().bufferSize()) {
            throw new AssertionError("length " + length);
        }
        final boolean isContinued = (flags & RxDescriptor.CONTINUED) != 0;
        if (isContinued && !isPartOpen) {
            throw new AssertionError("continues nothing");
        }
        if (!isContinued && isPartOpen) {
            partsForgotten++;
            part = new byte[0];
        }
        final byte[] whole = new byte[part.length + length];
        System.arraycopy(part, 0, whole, 0, part.length);
        memory.getBytes(queue.rxBufferOffset(number), whole, part.length, length);
        if ((flags & RxDescriptor.END_OF_PACKET) == 0) {
            part = whole;
            isPartOpen = true;
            return;
        }
        part = new byte[0];
        isPartOpen = false;
        frames++;
        if (keepsFrames) {
            received.add(
                    new Received(
                            whole,
                            flags,
                            memory.getInt(descriptor + RxDescriptor.HASH_OFFSET),
                            memory.getInt(descriptor + RxDescriptor.ARRIVAL_OFFSET),
                            memory.getLong(descriptor + RxDescriptor.CAPTURE_NS_OFFSET),
                            memory.getLong(descriptor + RxDescriptor.ARRIVAL_NS_OFFSET)));
        }
    }

    /** Arms the notification, as a host does that has found its ring empty. */
    public boolean arm() {
        return queue.casNotification(NotificationDescriptor.POLLED, NotificationDescriptor.ARMED);
    }

    /** Puts a frame into the transmit ring, over as many descriptors as it needs. */
    public void send(final byte[] frame, final long timestampNs) {
        final int size = queue.config().bufferSize();
        long index = queue.txTail();
        for (int at = 0; at < frame.length; at += size) {
            final int length = Math.min(size, frame.length - at);
            final int slot = (int) index & queue.config().txRingSize() - 1;
            memory.putBytes(queue.txBufferOffset(slot), frame, at, length);
            fillTx(slot, length, at + length == frame.length, timestampNs);
            index++;
        }
        queue.txTailRelease(index);
    }

    /** Fills in a transmit descriptor, sensibly or not, without publishing it. */
    public void fillTx(
            final int slot, final int length, final boolean isEnd, final long timestampNs) {
        final int descriptor = queue.txDescriptorOffset(slot);
        memory.putShort(descriptor + TxDescriptor.LENGTH_OFFSET, (short) length);
        memory.putShort(
                descriptor + TxDescriptor.FLAGS_OFFSET,
                (short) (isEnd ? TxDescriptor.END_OF_PACKET : 0));
        memory.putLong(descriptor + TxDescriptor.TIMESTAMP_NS_OFFSET, timestampNs);
    }

    public List<Received> received() {
        return received;
    }

    /** Whole frames taken. */
    public long frames() {
        return frames;
    }

    /** Frames that began and were forgotten because another one began. */
    public long partsForgotten() {
        return partsForgotten;
    }

    public QueueMemory queue() {
        return queue;
    }
}
