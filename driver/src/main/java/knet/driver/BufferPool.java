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
