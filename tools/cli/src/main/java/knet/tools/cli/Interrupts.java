package knet.tools.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as a request to come to an end: the work sees {@link #isRaised}, finishes what
 * it must, prints what it has, and closes this, whereupon the process ends with the exit code of
 * the signal (130 for Ctrl-C, 143 for SIGTERM).
 */
final class Interrupts implements AutoCloseable {
    /** The JVM waits for its hooks for ever: a work that does not end must not hold it. */
    private static final long MOST_WAIT_SECONDS = 30;

    private final CountDownLatch finished = new CountDownLatch(1);
    private Runnable onRaise = () -> {};
    private final Thread hook = new Thread(this::raise, "knet-interrupt");
    private volatile boolean raised;

    private Interrupts() {}

    /**
     * Begins to listen. Whatever must be closed before the process ends is to be closed before
     * this.
     */
    static Interrupts listen() {
        final Interrupts interrupts = new Interrupts();
        Runtime.getRuntime().addShutdownHook(interrupts.hook);
        return interrupts;
    }

    /** Has something done when the signal comes, once, by another thread; at once if it has. */
    synchronized void onRaise(final Runnable action) {
        if (raised) {
            action.run();
        } else {
            onRaise = action;
        }
    }

    boolean isRaised() {
        return raised;
    }

    private void raise() {
        synchronized (this) {
            raised = true;
            onRaise.run();
        }
        try {
            if (!finished.await(MOST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("knet: gave up waiting for the work to end");
                System.err.flush();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work has ended and its results are printed. */
    @Override
    public void close() {
        finished.countDown();
        if (!raised) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (final IllegalStateException e) {
                // The signal came this moment: the hook has run, or finds the latch open.
                raised = true;
            }
        }
    }
}
