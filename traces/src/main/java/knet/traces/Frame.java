package knet.traces;

import org.agrona.DirectBuffer;

/**
 * One captured frame, brought to Ethernet: a flyweight that a {@link FrameSource} re-points. Its
 * contents are valid until the next call on the source.
 */
public final class Frame {
    private DirectBuffer buffer;
    private int offset;
    private int length;
    private int wireLength;
    private long timestampNs;

    /**
     * Re-points this frame.
     *
     * @param buffer that holds the frame's bytes
     * @param offset of the first byte of the Ethernet header in the buffer
     * @param length captured bytes from there, 0 to 262,144 + a link header's difference
     * @param wireLength bytes that were on the wire; at least {@code length} unless the capture
     *     lies
     * @param timestampNs of the capture, nanoseconds since 1970-01-01 UTC
     */
    public void wrap(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final int wireLength,
            final long timestampNs) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.wireLength = wireLength;
        this.timestampNs = timestampNs;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    /** Captured bytes. */
    public int length() {
        return length;
    }

    /** Bytes that were on the wire. */
    public int wireLength() {
        return wireLength;
    }

    /** Nanoseconds since 1970-01-01 UTC, as captured: may run backwards. */
    public long timestampNs() {
        return timestampNs;
    }

    public boolean isTruncated() {
        return length < wireLength;
    }
}
