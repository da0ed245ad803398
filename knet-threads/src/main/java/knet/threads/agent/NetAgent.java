package knet.threads.agent;

/** Serves one or more receive queues in bounded steps. One runner calls it, never two at once. */
public interface NetAgent {
    /** Name for threads, logs and traces. */
    String roleName();

    /**
     * Does a bounded step of work.
     *
     * @param nowNs the run's clock, nanoseconds: read by the runner right before the call
     * @return frames and other pieces of work handled; 0 means that nothing was there to do
     */
    int doWork(long nowNs);

    /** What it wants after the last step. */
    Next next();

    /** On whose account the next step runs. */
    Context context();

    /**
     * Captured bytes of the frame that the next step begins with; 0 if it will find none. For
     * runners that must know the cost of a step before it is taken.
     */
    int nextBytes();

    /**
     * The NIC's arrival number of that frame; means something only while {@link #nextBytes} is
     * above 0.
     */
    int nextArrival();

    /** Which part of receiving the next step is. */
    Part nextPart();

    /**
     * Says that the next step is of this part, whatever comes in before it is taken. For runners
     * whose steps are begun at one moment and take effect at another; an agent whose steps are all
     * of one part need not listen.
     *
     * @param part as {@link #nextPart} said
     */
    default void commit(final Part part) {}

    /**
     * The moment by which it must be called again even if nothing wakes it, in the clock of {@link
     * #doWork}; {@code Long.MAX_VALUE} if there is none.
     */
    long deadlineNs();

    /**
     * Its sleep is over, for whatever reason: a notification, a hand-over, the deadline, the bound
     * of the sleep. A runner calls this after every {@link Next#SLEEP} before the next step.
     */
    void onWake();
}
