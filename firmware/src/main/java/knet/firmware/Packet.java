package knet.firmware;

import org.agrona.DirectBuffer;

/**
 * A frame as a classifier sees it: the bytes, and the headers, parsed once when first asked for and
 * without allocation. Parsing never reads past the captured bytes.
 */
public final class Packet {
    private DirectBuffer buffer;
    private int offset;
    private int length;
    private int hash;

    /** Points this view at a frame. */
    public void wrap(final DirectBuffer buffer, final int offset, final int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.hash = 0;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** The hash that the classifier left, 0 if none. */
    public int hash() {
        return hash;
    }

    /** Leaves a hash for the receive descriptor. */
    public void hash(final int value) {
        this.hash = value;
    }
}
