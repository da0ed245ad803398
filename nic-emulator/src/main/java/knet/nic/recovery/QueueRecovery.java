package knet.nic.recovery;

import knet.driver.abi.Ledger;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads what a dead NIC has left in a queue. The ledger says how many frames had been published up
 * to its index; what was published after it is counted from the descriptors. Those are intact: see
 * {@link knet.nic.ring.RxRing} for the order of stores.
 */
final class QueueRecovery {
    private QueueRecovery() {}

    /** Reads a queue, and writes its ledger up to RX_HEAD. May be repeated at any time. */
    static RecoveredQueue recover(final QueueMemory queue) {
        final long head = queue.rxHeadAcquire();
        final long txHead = queue.txHeadAcquire();
        final Ledger ledger = queue.nicLedger();
        final long index = ledger.index();
        final String damage = checkRx(queue, head, index);
        if (damage != null) {
            return damaged(head, ledger, txHead, damage);
        }
        final String txDamage = checkTx(queue, txHead);
        if (txDamage != null) {
            return damaged(head, ledger, txHead, txDamage);
        }
        long frames = ledger.frames();
        long bytes = ledger.bytes();
        long partBytes = ledger.extra();
        final UnsafeBuffer memory = queue.buffer();
        for (long i = index; i < head; i++) {
            final int descriptor = descriptor(queue, i);
            final int flags = memory.getShort(descriptor + RxDescriptor.FLAGS_OFFSET);
            if ((flags & RxDescriptor.CONTINUED) == 0) {
                partBytes = 0;
            }
            partBytes += memory.getShort(descriptor + RxDescriptor.LENGTH_OFFSET) & 0xFFFF;
            if ((flags & RxDescriptor.END_OF_PACKET) != 0) {
                frames++;
                bytes += partBytes;
                partBytes = 0;
            }
        }
        if (head != index) {
            ledger.write(head, frames, bytes, 0);
        }
        final long latestNs =
                head == 0
                        ? Long.MIN_VALUE
                        : memory.getLong(
                                descriptor(queue, head - 1) + RxDescriptor.CAPTURE_NS_OFFSET);
        return new RecoveredQueue(head, frames, bytes, txHead, latestNs, null);
    }

    private static RecoveredQueue damaged(
            final long head, final Ledger ledger, final long txHead, final String why) {
        final long frames = Math.max(0, ledger.frames());
        final long bytes = Math.max(0, ledger.bytes());
        return new RecoveredQueue(head, frames, bytes, txHead, Long.MIN_VALUE, why);
    }

    private static int descriptor(final QueueMemory queue, final long index) {
        return queue.rxDescriptorOffset((int) index & queue.config().rxRingSize() - 1);
    }

    private static String checkRx(final QueueMemory queue, final long head, final long index) {
        final int size = queue.config().rxRingSize();
        final long tail = queue.rxTailAcquire();
        final long consumed = queue.rxConsumedAcquire();
        if (head < 0 || index < 0 || index > head || head - index > size) {
            return "RX_HEAD " + head + " does not fit the NIC's ledger, which is at " + index;
        }
        if (consumed < 0 || consumed > head || head - consumed > size) {
            return "RX_CONSUMED " + consumed + " does not fit RX_HEAD " + head;
        }
        if (tail < head || tail - consumed > size) {
            return "RX_TAIL " + tail + " does not fit RX_HEAD " + head;
        }
        return null;
    }

    private static String checkTx(final QueueMemory queue, final long txHead) {
        final long tail = queue.txTailAcquire();
        if (txHead < 0 || tail < txHead || tail - txHead > queue.config().txRingSize()) {
            return "TX_TAIL " + tail + " does not fit TX_HEAD " + txHead;
        }
        return null;
    }
}
