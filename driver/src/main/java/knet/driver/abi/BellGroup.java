package knet.driver.abi;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Several bells, of one device or of several, that one thread waits on at a time. */
public abstract class BellGroup implements AutoCloseable {
    final Bell[] bells;
    final int[] expected;

    /** A word of this process alone: 1 when {@link #wakeUp} has been called. */
    final UnsafeBuffer own = new UnsafeBuffer(BufferUtil.allocateDirectAligned(64, 64));

    BellGroup(final Bell... bells) {
        this.bells = bells.clone();
        this.expected = new int[bells.length];
    }

    /** Sets the value of a bell's word that lets the thread sleep. */
    public final void expect(final int bell, final int value) {
        expected[bell] = value;
    }

    /**
     * Sleeps while every word has its expected value and nobody calls {@link #wakeUp}.
     *
     * @param timeoutNs bound of the sleep, nanoseconds
     * @return true if wakeUp was called since the last time
     */
    public final boolean await(final long timeoutNs) {
        if (timeoutNs > 0 && !isRung()) {
            final long deadlineNs = System.nanoTime() + timeoutNs;
            // A sleep may end early: the wake of a change that was seen before may come late.
            for (long leftNs = timeoutNs; leftNs > 0 && !isRung(); ) {
                sleep(leftNs);
                leftNs = deadlineNs - System.nanoTime();
            }
        }
        return own.compareAndSetInt(0, 1, 0);
    }

    /**
     * Ends the sleep of the thread that waits, or the next one it would begin. Any thread of this
     * process may call it.
     */
    public final void wakeUp() {
        if (own.compareAndSetInt(0, 0, 1)) {
            interruptSleep();
        }
    }

    /** How it waits, for reports. */
    public abstract String name();

    abstract void sleep(long timeoutNs);

    abstract void interruptSleep();

    /** True if some word has another value than the expected one. */
    final boolean isRung() {
        if (own.getIntVolatile(0) != 0) {
            return true;
        }
        for (int i = 0; i < bells.length; i++) {
            if (bells[i].word() != expected[i]) {
                return true;
            }
        }
        return false;
    }

    /** Gives up what the group holds; the bells stay open. */
    @Override
    public void close() {}
}
