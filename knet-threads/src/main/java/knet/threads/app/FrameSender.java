package knet.threads.app;

import org.agrona.DirectBuffer;

/** Takes frames that an application sends. */
@FunctionalInterface
public interface FrameSender {
    /**
     * Sends a copy of a frame.
     *
     * @param timestampNs protocol time, nanoseconds since 1970
     */
    void send(DirectBuffer frame, int offset, int length, long timestampNs);
}
