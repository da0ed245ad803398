package knet.nic;

import knet.driver.abi.NicQueueCounter;
import knet.driver.abi.QueueMemory;
import knet.nic.interrupt.InterruptLine;
import knet.nic.interrupt.QueueInterrupt;
import knet.nic.recovery.RecoveredQueue;
import knet.nic.registers.NicCounters;
import knet.nic.ring.Quarantine;
import knet.nic.ring.RxRing;
import knet.nic.ring.TxRing;

/** Everything that the NIC has of one queue pair. */
final class NicQueue {
    private final int index;
    private final QueueMemory memory;
    private final Quarantine quarantine = new Quarantine();
    private final RxRing rx;
    private final TxRing tx;
    private final QueueInterrupt interrupt;
    private final NicCounters counters;

    private long framesSignalled;
    private long headSignalled;
    private boolean isTouched;
    private boolean isBooked;

    NicQueue(
            final QueueMemory memory,
            final RecoveredQueue recovered,
            final NicCounters counters,
            final InterruptLine line) {
        this.index = memory.index();
        this.memory = memory;
        this.counters = counters;
        if (recovered.damage() != null) {
            quarantine.impose(recovered.damage());
        }
        this.rx =
                new RxRing(
                        memory,
                        quarantine,
                        recovered.rxHead(),
                        recovered.frames(),
                        recovered.bytes());
        this.tx = new TxRing(memory, quarantine, recovered.txHead());
        this.interrupt = new QueueInterrupt(memory, rx, quarantine, counters, line);
        this.framesSignalled = recovered.frames();
        this.headSignalled = recovered.rxHead();
    }

    int index() {
        return index;
    }

    QueueMemory memory() {
        return memory;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    RxRing rx() {
        return rx;
    }

    TxRing tx() {
        return tx;
    }

    QueueInterrupt interrupt() {
        return interrupt;
    }

    /** Marks the queue as written to in this batch; false if it is marked already. */
    boolean touch() {
        if (isTouched) {
            return false;
        }
        isTouched = true;
        return true;
    }

    void untouch() {
        isTouched = false;
    }

    /** Publishes what the batch wrote, and counts it. */
    void publish() {
        isTouched = false;
        rx.publish();
        counters.set(NicQueueCounter.PACKETS, index, rx.frames());
        counters.set(NicQueueCounter.BYTES, index, rx.bytes());
    }

    /** True if RX_HEAD has moved since {@link #takeUnsignalledFrames}. */
    boolean hasUnsignalled() {
        return rx.head() != headSignalled;
    }

    /** Whole frames published that the interrupt unit has not been told of. */
    int takeUnsignalledFrames() {
        final int count = (int) (rx.frames() - framesSignalled);
        framesSignalled = rx.frames();
        headSignalled = rx.head();
        return count;
    }

    /**
     * Once, after the queue was quarantined.
     *
     * @return true the first time
     */
    boolean takeQuarantine() {
        if (isBooked || !quarantine.isImposed()) {
            return false;
        }
        isBooked = true;
        return true;
    }
}
