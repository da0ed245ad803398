package knet.traces.pcap;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A contiguous part of a capture's (uncompressed) bytes, moved forward on demand. Readers keep a
 * position in {@link #buffer} and call {@link #moveTo} only when a record does not lie between it
 * and {@link #limit}.
 */
abstract class CaptureWindow implements AutoCloseable {
    private static final byte[] NOTHING = new byte[0];

    /** Always the same object, so that what still points at it after a move stays in bounds. */
    final UnsafeBuffer buffer = new UnsafeBuffer(NOTHING);

    /** Capture offset of the buffer's first byte. */
    long base;

    /** End of the valid bytes in the buffer. */
    int limit;

    /**
     * Brings a part of the capture into the buffer; everything before it may be gone afterwards.
     *
     * @param offset in the capture, not before {@link #base}
     * @param neededBytes from there, that shall be contiguous if the capture has as many
     * @return the index of that offset in the buffer, at most {@link #limit}; fewer than the needed
     *     bytes lie between it and the limit only where the capture ends
     */
    abstract int moveTo(long offset, int neededBytes);

    /** Why the capture ends earlier than its file does: one clause; null if it does not. */
    abstract String fault();

    @Override
    public void close() {
        buffer.wrap(NOTHING);
        limit = 0;
    }
}
