package knet.nic.ring;

import org.agrona.DirectBuffer;

/** Takes the frames of a transmit ring. */
@FunctionalInterface
public interface TxHandler {
    /**
     * Sends a frame. Its bytes lie in memory that the host may change at any time.
     *
     * @param buffer valid during the call only
     * @param timestampNs protocol time that the host gave the frame, nanoseconds since 1970
     */
    void onFrame(DirectBuffer buffer, int offset, int length, long timestampNs, int queue);
}
