package knet.tools.lab.real;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread on the other processor that does what the calling thread hands it, while that one spins:
 * both processors stay awake, as they are while frames flow. Without work for a while it sleeps.
 * One thread uses it.
 */
final class OtherCore implements AutoCloseable {
    private static final int SPINS = 100_000;

    private final Thread thread;
    private final int cpu;
    private volatile Runnable task;
    private volatile boolean isDone = true;
    private volatile boolean isClosed;
    private volatile RuntimeException failure;

    /**
     * @param cpu that it is bound to
     */
    OtherCore(final int cpu) {
        this.cpu = cpu;
        thread = new Thread(this::work, "knet-other-core");
        thread.setDaemon(true);
        thread.start();
    }

    /** Binds the calling thread to this processor too: for threads that others start. */
    void bindCaller() {
        Processors.bind(cpu);
    }

    /** Runs something there, and waits for its end. */
    void run(final Runnable work) {
        start(work);
        join();
    }

    /** Runs something there, and does not wait. */
    void start(final Runnable work) {
        isDone = false;
        task = work;
        LockSupport.unpark(thread);
    }

    /** Waits for the end of what was started. */
    void join() {
        int spins = 0;
        while (!isDone) {
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        final RuntimeException thrown = failure;
        if (thrown != null) {
            failure = null;
            throw thrown;
        }
    }

    private void work() {
        Processors.bind(cpu);
        int spins = 0;
        while (!isClosed) {
            final Runnable next = task;
            if (next != null) {
                task = null;
                spins = 0;
                perform(next);
            } else if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void perform(final Runnable next) {
        try {
            next.run();
        } catch (final RuntimeException e) {
            failure = e;
        } finally {
            isDone = true;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }
}
