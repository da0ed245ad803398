package knet.threads.tcp;

import java.util.Arrays;
import knet.threads.base.Budget;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory for data that waits behind a gap: cells of two sizes, cut from slabs that are made when
 * first needed and kept. Bounded: {@link #allocate} says no when the bound is reached.
 */
public final class SegmentPool {
    /** No cell. */
    public static final int NONE = -1;

    static final int SMALL = 256;
    static final int LARGE = 2048;
    private static final int SLAB = 1 << 18;
    private static final int LARGE_BIT = 1 << 30;

    private final Budget budget;
    private final Cells small = new Cells(SMALL);
    private final Cells large = new Cells(LARGE);
    private long usedBytes;

    /**
     * Makes an empty pool.
     *
     * @param budget where slabs are taken from
     */
    public SegmentPool(final Budget budget) {
        this.budget = budget;
    }

    /**
     * Takes a cell that holds {@code length} bytes, or {@link #LARGE} if length is more.
     *
     * @return the cell, or {@link #NONE} if the bound is reached
     */
    public int allocate(final int length) {
        final boolean isSmall = length <= SMALL;
        final Cells cells = isSmall ? small : large;
        if (cells.free.isEmpty() && !budget.take(SLAB)) {
            return NONE;
        }
        usedBytes += cells.size;
        return isSmall ? small.take() : large.take() | LARGE_BIT;
    }

    /** Gives a cell back. */
    public void free(final int cell) {
        if ((cell & LARGE_BIT) == 0) {
            usedBytes -= SMALL;
            small.give(cell);
        } else {
            usedBytes -= LARGE;
            large.give(cell & ~LARGE_BIT);
        }
    }

    /** Bytes that a cell holds. */
    public static int capacity(final int cell) {
        return (cell & LARGE_BIT) == 0 ? SMALL : LARGE;
    }

    /** The buffer that a cell lies in, at {@link #offset}. */
    public UnsafeBuffer buffer(final int cell) {
        return (cell & LARGE_BIT) == 0 ? small.buffer(cell) : large.buffer(cell & ~LARGE_BIT);
    }

    public int offset(final int cell) {
        return (cell & LARGE_BIT) == 0 ? small.offset(cell) : large.offset(cell & ~LARGE_BIT);
    }

    /** Copies bytes into a cell from its start. */
    void put(final int cell, final DirectBuffer source, final int from, final int length) {
        buffer(cell).putBytes(offset(cell), source, from, length);
    }

    /** Bytes of cells in use. */
    public long usedBytes() {
        return usedBytes;
    }

    /** Cells of one size. */
    private static final class Cells {
        private final int size;
        private final int perSlab;
        private final IntArrayList free = new IntArrayList();
        private UnsafeBuffer[] slabs = new UnsafeBuffer[0];

        Cells(final int size) {
            this.size = size;
            this.perSlab = SLAB / size;
        }

        int take() {
            if (free.isEmpty()) {
                grow();
            }
            return free.popInt();
        }

        void give(final int cell) {
            free.pushInt(cell);
        }

        UnsafeBuffer buffer(final int cell) {
            return slabs[cell / perSlab];
        }

        int offset(final int cell) {
            return cell % perSlab * size;
        }

        private void grow() {
            final int slab = slabs.length;
            slabs = Arrays.copyOf(slabs, slab + 1);
            slabs[slab] = new UnsafeBuffer(new byte[SLAB]);
            for (int i = perSlab - 1; i >= 0; i--) {
                free.pushInt(slab * perSlab + i);
            }
        }
    }
}
