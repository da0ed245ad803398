package knet.driver;

import knet.driver.abi.NotificationDescriptor;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;
import knet.driver.abi.TxDescriptor;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The other end of a queue for tests: writes what it is told, right or wrong, one store at a time.
 */
final class ScriptedNic {
    private final QueueMemory queue;
    private final UnsafeBuffer memory;
    private long head;
    private int arrival;

    ScriptedNic(final QueueMemory queue) {
        this.queue = queue;
        this.memory = queue.buffer();
        this.head = queue.rxHead();
    }

    QueueMemory queue() {
        return queue;
    }

    int free() {
        return (int) (queue.rxTailAcquire() - head);
    }

    /** Writes a descriptor of its own and a buffer full of its fill byte. */
    ScriptedNic write(final int length, final int flags, final int fill) {
        if (free() < 1) {
            throw new IllegalStateException("no descriptor is free");
        }
        final int at = at(head);
        final int buffer = memory.getInt(at + RxDescriptor.BUFFER_OFFSET);
        memory.setMemory(queue.rxBufferOffset(buffer), length, (byte) fill);
        memory.putShort(at + RxDescriptor.LENGTH_OFFSET, (short) length);
        memory.putShort(at + RxDescriptor.FLAGS_OFFSET, (short) flags);
        memory.putInt(at + RxDescriptor.HASH_OFFSET, 0xCAFE0000 | fill);
        memory.putInt(at + RxDescriptor.ARRIVAL_OFFSET, arrival++);
        memory.putLong(at + RxDescriptor.CAPTURE_NS_OFFSET, 1_000L + fill);
        memory.putLong(at + RxDescriptor.ARRIVAL_NS_OFFSET, 2_000L + fill);
        head++;
        return this;
    }

    ScriptedNic frame(final int length, final int fill) {
        return write(length, RxDescriptor.END_OF_PACKET, fill);
    }

    int at(final long index) {
        return queue.rxDescriptorOffset((int) index & queue.config().rxRingSize() - 1);
    }

    long head() {
        return head;
    }

    void publish() {
        queue.rxHeadRelease(head);
    }

    /** Publishes and, if the queue is armed, raises: true if it did. */
    boolean publishAndSignal() {
        queue.rxHeadRelease(head);
        java.lang.invoke.VarHandle.fullFence();
        return queue.casNotification(NotificationDescriptor.ARMED, NotificationDescriptor.POLLED);
    }

    int txPublished() {
        return (int) (queue.txTailAcquire() - queue.txHead());
    }

    int txLength(final long index) {
        return memory.getShort(txAt(index) + TxDescriptor.LENGTH_OFFSET) & 0xFFFF;
    }

    int txFlags(final long index) {
        return memory.getShort(txAt(index) + TxDescriptor.FLAGS_OFFSET);
    }

    int txAt(final long index) {
        return queue.txDescriptorOffset((int) index & queue.config().txRingSize() - 1);
    }
}
