package knet.driver.abi;

import org.agrona.concurrent.AtomicBuffer;

/**
 * A 32-bit word in shared memory, on which one thread may sleep until another, mostly in another
 * process, rings. Any thread may ring; one thread waits.
 */
public abstract class Bell implements AutoCloseable {
    private final AtomicBuffer buffer;
    private final int offset;

    Bell(final AtomicBuffer buffer, final int offset) {
        this.buffer = buffer;
        this.offset = offset;
    }

    /** The word now (volatile). */
    public final int word() {
        return buffer.getIntVolatile(offset);
    }

    /** Wakes the waiter, if there is one. The word must have been changed before. */
    public abstract void ring();

    /**
     * Sleeps while the word is {@code expected}, without CPU use. Returns at once if it is another
     * already. May return early for no reason: look at the word.
     *
     * @param timeoutNs bound of the sleep, nanoseconds
     */
    public abstract void await(int expected, long timeoutNs);

    /** Gives up what the bell holds outside of the shared memory. */
    @Override
    public void close() {}
}
