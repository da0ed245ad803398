package knet.tools.lab.sim;

/**
 * What a processor can run, step by step. The cost of a step is known before it is taken; its
 * effects become visible at its end.
 */
abstract class Task {
    /** What a task wants after a step. */
    enum Wish {
        RUN,
        /** Another step, after those that wait. */
        YIELD,
        /**
         * To poll without end: another step as soon as {@link Cpu#poke} says that there is work.
         */
        SPIN,
        SLEEP
    }

    /** On its processor, or about to be: not to be added again. */
    private boolean isQueued;

    private long sliceLeftNs;
    private long epoch = -1;

    /** The processor that runs it now; null if none does. */
    private Cpu runsOn;

    /** What timelines call it. */
    abstract String name();

    /** Whose account the next step is on. */
    abstract Level level();

    /** What comes before the work of the next step, nanoseconds; asked once for each. */
    long leadNs() {
        return 0;
    }

    /** Cost of the work of the next step, nanoseconds, at least 1. */
    abstract long costNs(long nowNs);

    /**
     * True if its work may need a lock, so that it is not planned before what leads up to it is
     * over.
     */
    boolean isLocking() {
        return false;
    }

    /**
     * How long the work that {@link #costNs} has planned must wait for others, nanoseconds.
     *
     * @param workNs how long it takes on the processor that does it
     */
    long waitNs(final long nowNs, final long workNs) {
        return 0;
    }

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

    /** Gives it a whole time slice. */
    final void beginSlice(final long sliceNs, final long epochOfCpu) {
        sliceLeftNs = sliceNs;
        epoch = epochOfCpu;
    }

    final void useSlice(final long ranNs) {
        sliceLeftNs -= ranNs;
    }

    /** True if its slice was given to it since its processor was idle last. */
    final boolean isOfEpoch(final long epochOfCpu) {
        return epoch == epochOfCpu;
    }

    /**
     * A processor takes it.
     *
     * @throws InvariantBreach if another has it
     */
    final void beginsOn(final Cpu cpu) {
        if (runsOn != null) {
            throw new InvariantBreach(
                    name() + " runs on processors " + runsOn.number() + " and " + cpu.number());
        }
        runsOn = cpu;
    }

    final void ends() {
        runsOn = null;
    }
}
