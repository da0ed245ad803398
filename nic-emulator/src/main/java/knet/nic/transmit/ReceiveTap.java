package knet.nic.transmit;

import org.agrona.DirectBuffer;

/** Gets a copy of every frame that went into a ring, in the order of the wire. */
public interface ReceiveTap extends AutoCloseable {
    /**
     * Takes a frame.
     *
     * @param buffer valid during the call only
     * @param wireLength bytes that were on the wire
     * @param timestampNs as captured, nanoseconds since 1970
     * @param queue that it was steered to
     */
    void onReceived(
            DirectBuffer buffer,
            int offset,
            int length,
            int wireLength,
            long timestampNs,
            int queue);

    @Override
    default void close() {}
}
