package knet.threads.agent;

/** What an agent wants after a step of work. */
public enum Next {
    /** Another step, at once: there is, or may be, more to do. */
    RUN,
    /**
     * Another step, after others have had the processor: it has used up its share (ksoftirqd), or
     * it waits for another thread's progress.
     */
    YIELD,
    /**
     * Nothing until a notification, a hand-over from another thread, or its deadline: every queue
     * it serves is empty and armed.
     */
    SLEEP
}
