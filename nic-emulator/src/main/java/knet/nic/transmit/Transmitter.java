package knet.nic.transmit;

import org.agrona.DirectBuffer;

/** The sending half of the port. Used by the NIC thread alone. */
public interface Transmitter extends AutoCloseable {
    /** What became of a frame. */
    enum Outcome {
        SENT,
        /** There is nowhere to send to. */
        DISCARDED,
        /** The other end did not take it. */
        FAILED
    }

    /**
     * Sends a frame.
     *
     * @param buffer valid during the call only; the host may change its contents at any time
     * @param timestampNs protocol time, nanoseconds since 1970
     * @param queue that it came through
     */
    Outcome transmit(DirectBuffer buffer, int offset, int length, long timestampNs, int queue);

    /** Sends nothing anywhere. */
    static Transmitter none() {
        return (buffer, offset, length, timestampNs, queue) -> Outcome.DISCARDED;
    }

    @Override
    default void close() {}
}
