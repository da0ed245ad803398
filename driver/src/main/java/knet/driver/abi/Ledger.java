package knet.driver.abi;

import org.agrona.concurrent.AtomicBuffer;

/**
 * A record of four 64-bit values in shared memory that a process killed at any instruction leaves
 * whole: either as before the last {@link #write} or as after it. One writer.
 *
 * <pre>
 *    0   8  SEQ     writes so far (release); slot SEQ &amp; 1 is the valid one
 *    8  32  slot 0: INDEX, FRAMES, BYTES, EXTRA
 *   40  32  slot 1: the same
 * </pre>
 *
 * <p>Counters alone cannot be repaired: of a count and an index that are stored one after the
 * other, a restart cannot tell whether the kill fell between the two. With the ledger a side's
 * counts at a ring index are known exactly, and the ring itself tells the rest.
 */
public final class Ledger {
    /** Bytes of a ledger. */
    public static final int LENGTH = 72;

    private static final int SLOTS_OFFSET = 8;
    private static final int SLOT_LENGTH = 32;

    private final AtomicBuffer buffer;
    private final int seqOffset;
    private final int slotsOffset;

    Ledger(final AtomicBuffer buffer, final int offset) {
        this.buffer = buffer;
        this.seqOffset = offset;
        this.slotsOffset = offset + SLOTS_OFFSET;
    }

    /**
     * Replaces the record. The slot's own stores are releases too, so that none of them is moved up
     * before the sequence number of the write before, which made the other slot the valid one.
     */
    public void write(final long index, final long frames, final long bytes, final long extra) {
        final long seq = buffer.getLong(seqOffset) + 1;
        final int slot = slotsOffset + (int) (seq & 1) * SLOT_LENGTH;
        buffer.putLongRelease(slot, index);
        buffer.putLongRelease(slot + 8, frames);
        buffer.putLongRelease(slot + 16, bytes);
        buffer.putLongRelease(slot + 24, extra);
        buffer.putLongRelease(seqOffset, seq);
    }

    /** Ring index (or other position) at which the other values hold. */
    public long index() {
        return buffer.getLong(validSlot());
    }

    public long frames() {
        return buffer.getLong(validSlot() + 8);
    }

    public long bytes() {
        return buffer.getLong(validSlot() + 16);
    }

    /** A fourth value, whose meaning the writer documents. */
    public long extra() {
        return buffer.getLong(validSlot() + 24);
    }

    private int validSlot() {
        return slotsOffset + (int) (buffer.getLongAcquire(seqOffset) & 1) * SLOT_LENGTH;
    }
}
