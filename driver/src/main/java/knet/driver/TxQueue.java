package knet.driver;

import org.agrona.DirectBuffer;

/** The host's end of one transmit queue. One thread uses it. */
public interface TxQueue {
    /** Takes nothing: for a thread that owns no transmit queue. */
    TxQueue NONE =
            new TxQueue() {
                @Override
                public boolean offer(
                        final DirectBuffer buffer,
                        final int offset,
                        final int length,
                        final long timestampNs) {
                    return false;
                }

                @Override
                public void flush() {}

                @Override
                public int pending() {
                    return 0;
                }
            };

    /**
     * Copies a frame into the ring. It is published at the next {@link #flush}.
     *
     * @return false if the ring is full
     */
    boolean offer(DirectBuffer buffer, int offset, int length, long timestampNs);

    /** Publishes what was offered, and rings the doorbell if the NIC sleeps. */
    void flush();

    /** Frames offered that the NIC has not completed. */
    int pending();
}
