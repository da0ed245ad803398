package knet.driver;

import org.agrona.MutableDirectBuffer;

/**
 * A received frame: a flyweight that a receive queue re-points. Valid during {@link
 * RxHandler#onFrame} only, unless its buffer is held ({@link RxQueue#hold}). A frame that spanned
 * descriptors has been made contiguous. The bytes are shared with the NIC: they may be anything,
 * but {@code length} is theirs.
 */
public final class RxFrame {
    private MutableDirectBuffer buffer;
    private int offset;
    private int length;
    private int flags;
    private int hash;
    private int arrival;
    private long captureNs;
    private long arrivalNs;
    private int queue;

    /**
     * Re-points this frame; see {@link knet.driver.abi.RxDescriptor} for the meaning of the values.
     */
    public void wrap(
            final MutableDirectBuffer buffer,
            final int offset,
            final int length,
            final int flags,
            final int hash,
            final int arrival,
            final long captureNs,
            final long arrivalNs,
            final int queue) {
        // Nearly always the same: the garbage collector's write barrier costs more than the look.
        if (this.buffer != buffer) {
            this.buffer = buffer;
        }
        this.offset = offset;
        this.length = length;
        this.flags = flags;
        this.hash = hash;
        this.arrival = arrival;
        this.captureNs = captureNs;
        this.arrivalNs = arrivalNs;
        this.queue = queue;
    }

    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Offset of the Ethernet header. */
    public int offset() {
        return offset;
    }

    /** Captured bytes from the Ethernet header on. */
    public int length() {
        return length;
    }

    /** Bit set of the findings in {@link knet.driver.abi.RxDescriptor}. */
    public int flags() {
        return flags;
    }

    public int hash() {
        return hash;
    }

    /** Number in the order of the wire, low 32 bits: compare two by signed subtraction. */
    public int arrival() {
        return arrival;
    }

    /** Protocol time, nanoseconds since 1970, never decreasing over the wire. */
    public long captureNs() {
        return captureNs;
    }

    /** The run's clock at arrival at the NIC, nanoseconds. */
    public long arrivalNs() {
        return arrivalNs;
    }

    /** The receive queue that it came through. */
    public int queue() {
        return queue;
    }
}
