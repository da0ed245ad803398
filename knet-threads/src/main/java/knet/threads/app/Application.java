package knet.threads.app;

import knet.threads.ip.IpPacket;
import org.agrona.DirectBuffer;

/**
 * What a stack delivers to. One instance serves one stack and is called by one thread at a time;
 * calls must not block, and buffers are valid during the call only.
 *
 * <p>A stream is one direction of one TCP connection. It opens with its first byte; a connection
 * that carries none is never seen here.
 */
public interface Application {
    /**
     * A stream begins.
     *
     * @return the application's own state for the stream, handed back with every later call; may be
     *     null
     */
    default Object onStreamOpen(final StreamKey key) {
        return null;
    }

    /** Bytes of a stream, in order. */
    default void onData(
            final Object stream, final DirectBuffer buffer, final int offset, final int length) {}

    /** Bytes of a stream that the capture does not hold: the next data follows after them. */
    default void onGap(final Object stream, final long missingBytes) {}

    /** A stream ends: nothing follows. */
    default void onClose(final Object stream, final CloseReason reason) {}

    /** A UDP datagram. The packet gives the addresses; offset and length are its payload. */
    default void onDatagram(
            final IpPacket packet,
            final int sourcePort,
            final int destinationPort,
            final int offset,
            final int length) {}

    /** True if {@link #onPacket} is to be called. */
    default boolean wantsPackets() {
        return false;
    }

    /**
     * Every IP packet that passed validation, whole datagrams and fragments, before any protocol
     * above looks at it.
     */
    default void onPacket(final IpPacket packet) {}
}
