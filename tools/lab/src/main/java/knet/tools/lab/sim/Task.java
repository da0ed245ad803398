package knet.tools.lab.sim;

/**
 * What a processor can run, step by step. The cost of a step is known before it is taken; its
 * effects become visible at its end.
 */
abstract class Task {
    /** What a task wants after a step. */
    enum Wish {
        RUN,
        YIELD,
        SLEEP
    }

    /** On its processor, or about to be: not to be added again. */
    private boolean isQueued;

    private long sliceLeftNs;

    /** Whose account the next step is on. */
    abstract Level level();

    /** Cost of the next step, nanoseconds, at least 1. */
    abstract long costNs(long nowNs);

    /**
     * Takes the step: called at its end.
     *
     * @return what it cost beyond {@link #costNs}, which only its outcome tells; nanoseconds
     */
    abstract long execute(long nowNs);

    /** What it wants after the last step. */
    abstract Wish wish();

    /** It has left its processor. */
    void onAsleep(final long nowNs) {}

    final boolean isQueued() {
        return isQueued;
    }

    final void setQueued(final boolean queued) {
        isQueued = queued;
    }

    final long sliceLeftNs() {
        return sliceLeftNs;
    }

    final void setSliceLeftNs(final long leftNs) {
        sliceLeftNs = leftNs;
    }
}
