package knet.threads.host;

/** How a runner's thread sleeps until one of its queues is notified. */
interface Sleeper {
    /**
     * Sleeps, at no CPU use, until a notification, {@link #wakeUp}, or the time is over; may return
     * early.
     *
     * @param timeoutNs bound of the sleep, nanoseconds
     */
    void await(long timeoutNs);

    /** Ends the sleep of the thread, or the next one that it would begin. Any thread may call. */
    void wakeUp();
}
