package knet.nic;

import knet.driver.abi.NicCounter;
import knet.nic.registers.NicCounters;
import knet.nic.ring.TxHandler;
import knet.nic.ring.TxRing;
import knet.nic.transmit.Transmitter;
import org.agrona.DirectBuffer;

/** The transmit pipeline: takes what the hosts queued, in turns, and sends it. */
final class TxPath implements TxHandler {
    private static final int FRAMES_PER_QUEUE = 32;

    private final NicQueue[] queues;
    private final Transmitter transmitter;
    private final NicCounters counters;
    private int turn;
    private long errorsBooked;

    TxPath(final NicQueue[] queues, final Transmitter transmitter, final NicCounters counters) {
        this.queues = queues;
        this.transmitter = transmitter;
        this.counters = counters;
    }

    /**
     * Polls some of the transmit rings.
     *
     * @param rings how many: one while the receive side is busy, because looking at a ring that the
     *     host is writing costs a transfer of its cache line
     * @return descriptors completed
     */
    int doWork(final int rings) {
        int completed = 0;
        for (int i = 0; i < rings; i++) {
            if (turn >= queues.length) {
                turn = 0;
            }
            final TxRing ring = queues[turn++].tx();
            completed += ring.poll(this, FRAMES_PER_QUEUE);
        }
        return completed;
    }

    @Override
    public void onFrame(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long timestampNs,
            final int queue) {
        switch (transmitter.transmit(buffer, offset, length, timestampNs, queue)) {
            case SENT -> {
                counters.add(NicCounter.TX_PACKETS, 1);
                counters.add(NicCounter.TX_BYTES, length);
            }
            case DISCARDED -> counters.add(NicCounter.TX_DISCARDED, 1);
            case FAILED -> counters.add(NicCounter.TX_ERRORS, 1);
        }
    }

    /** Brings the counter of bad descriptors up to date. */
    void countErrors() {
        long errors = 0;
        for (final NicQueue queue : queues) {
            errors += queue.tx().errors();
        }
        if (errors != errorsBooked) {
            counters.add(NicCounter.TX_ERRORS, errors - errorsBooked);
            errorsBooked = errors;
        }
    }

    int rings() {
        return queues.length;
    }
}
