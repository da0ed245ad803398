package knet.driver;

/**
 * Who has which receive buffer of a queue: a slot of the ring, the stack (held), or nobody (free).
 */
final class BufferPool {
    private final int[] ofSlot;
    private final int[] free;
    private final boolean[] isHeld;
    private int freeCount;
    private int heldCount;

    BufferPool(final int slots, final int buffers) {
        this.ofSlot = new int[slots];
        this.free = new int[buffers];
        this.isHeld = new boolean[buffers];
    }

    /** Number of the buffer that a slot was posted with: this, and not the ring, is trusted. */
    int ofSlot(final int slot) {
        return ofSlot[slot];
    }

    void assign(final int slot, final int buffer) {
        ofSlot[slot] = buffer;
    }

    boolean hasFree() {
        return freeCount > 0;
    }

    int takeFree() {
        return free[--freeCount];
    }

    void addFree(final int buffer) {
        free[freeCount++] = buffer;
    }

    /**
     * Puts the free buffers into an order without a stride, always the same one. A processor that
     * sees equal distances fetches the next buffer ahead of time: out of the other core's hands,
     * while the NIC is still writing it. 64-byte frames pass a third faster with the buffers
     * scattered; long ones fill the caches' prefetch streams anyway.
     */
    void scatterFree() {
        long state = 0x9E37_79B9_7F4A_7C15L;
        for (int i = freeCount - 1; i > 0; i--) {
            // Xorshift: Marsaglia, "Xorshift RNGs", 2003.
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            final int j = (int) Long.remainderUnsigned(state, i + 1);
            final int swapped = free[i];
            free[i] = free[j];
            free[j] = swapped;
        }
    }

    void hold(final int buffer) {
        isHeld[buffer] = true;
        heldCount++;
    }

    /**
     * @throws IllegalArgumentException if the buffer is not held
     */
    void release(final int buffer) {
        if (buffer < 0 || buffer >= isHeld.length || !isHeld[buffer]) {
            throw new IllegalArgumentException("no held buffer has the token " + buffer);
        }
        isHeld[buffer] = false;
        heldCount--;
        addFree(buffer);
    }

    int heldCount() {
        return heldCount;
    }
}
