package knet.driver;

import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes a frame that spans descriptors contiguous. Its parts may come in several polls, because the
 * NIC publishes a frame longer than the ring bit by bit.
 */
final class FrameAssembler {
    /** A descriptor that cannot be: the queue is to be quarantined. */
    static final int BREACH = -1;

    /** Taken; the frame's end is yet to come. */
    static final int MORE = 0;

    /** The frame is whole: {@link #buffer} holds {@link #length} bytes. */
    static final int WHOLE = 1;

    /**
     * The end of a frame whose beginning went down with another host process: to be counted as
     * delivered and lost.
     */
    static final int LOST = 2;

    private static final int EMPTY = 0;
    private static final int ASSEMBLING = 1;
    private static final int DISCARDING = 2;

    private final QueueMemory queue;

    /** Made with the first frame that needs it: most captures have none. */
    private UnsafeBuffer scratch;

    private int state;
    private int length;

    /**
     * @param lostBytes bytes of an unfinished frame that a dead host process has taken, else 0
     */
    FrameAssembler(final QueueMemory queue, final int lostBytes) {
        this.queue = queue;
        this.length = lostBytes;
        this.state = lostBytes > 0 ? DISCARDING : EMPTY;
    }

    /** True unless frames come whole: the next descriptor must pass through {@link #take}. */
    boolean isActive() {
        return state != EMPTY;
    }

    /**
     * Takes one descriptor, whose buffer and length have been checked.
     *
     * @return BREACH, MORE, WHOLE or LOST
     */
    int take(final int flags, final int offset, final int partLength) {
        if ((flags & RxDescriptor.CONTINUED) == 0) {
            // Whatever was begun before was given up by a NIC that died; the NIC books that frame.
            state = ASSEMBLING;
            length = 0;
        } else if (state == EMPTY) {
            return BREACH;
        }
        final boolean isLast = (flags & RxDescriptor.END_OF_PACKET) != 0;
        final boolean isOnly = isLast && (flags & RxDescriptor.CONTINUED) == 0;
        if (partLength == 0 && !isOnly || length + partLength > DeviceDescriptor.MAX_FRAME_BYTES) {
            return BREACH;
        }
        if (state == ASSEMBLING) {
            if (scratch == null) {
                scratch = new UnsafeBuffer(new byte[DeviceDescriptor.MAX_FRAME_BYTES]);
            }
            scratch.putBytes(length, queue.buffer(), offset, partLength);
        }
        length += partLength;
        if (!isLast) {
            return MORE;
        }
        final int result = state == DISCARDING ? LOST : WHOLE;
        state = EMPTY;
        return result;
    }

    MutableDirectBuffer buffer() {
        return scratch;
    }

    /** Bytes of the frame so far. */
    int length() {
        return length;
    }

    /** Bytes taken of a frame whose end is yet to come, for the ledger. */
    int unfinishedBytes() {
        return state == EMPTY ? 0 : length;
    }
}
