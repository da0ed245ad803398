package knet.threads.base;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that several stacks may share out among themselves, bytes. Safe for many threads. */
public final class Budget {
    private final AtomicLong left;

    public Budget(final long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** Takes so many bytes, or none and false if fewer are left. */
    public boolean take(final long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    public void give(final long bytes) {
        left.addAndGet(bytes);
    }
}
