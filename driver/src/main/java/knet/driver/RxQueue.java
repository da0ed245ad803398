package knet.driver;

/** The host's end of one receive queue. One thread uses it. */
public interface RxQueue {
    /** Number of the queue in its device. */
    int index();

    /**
     * Hands up to {@code budget} frames to the handler, reposts their buffers, and publishes the
     * new tail once.
     *
     * @return frames handed over, 0 to budget; getting exactly {@code budget} means there may be
     *     more
     */
    int poll(RxHandler handler, int budget);

    /**
     * Keeps the buffer of the frame that is being handled after the handler returns; another buffer
     * is posted in its place.
     *
     * @return a token for {@link #release}, or -1 if the frame cannot be held (it spanned
     *     descriptors, or too many are held already): the caller copies what it needs
     */
    int hold(RxFrame frame);

    /** Gives a held buffer back. */
    void release(int token);

    /** Frames or descriptors waiting (an estimate from one load of the NIC's index). */
    int depth();

    /**
     * Captured bytes that the next poll begins with, as far as its first descriptor tells; 0 if
     * nothing waits. For those who must know the cost of a step before it is taken.
     */
    int nextBytes();

    /**
     * The NIC's arrival number ({@link knet.driver.abi.RxDescriptor}) of the frame that the next
     * poll begins with; means something only while {@link #nextBytes} is above 0.
     */
    int nextArrival();

    /**
     * Arms the notification and looks again, as {@link knet.driver.abi.NotificationDescriptor}
     * says.
     *
     * @return true if the queue is empty and armed, so that the caller may sleep; false if frames
     *     have come in and the queue is polled again
     */
    boolean arm();

    /**
     * Takes an armed queue back to polled, so that nothing is raised while it is polled: before a
     * poll that no notification asked for (a sleep ran out, another queue of the thread woke it).
     * Does nothing to a queue that is polled already.
     *
     * @return true if it was armed still; false if a notification came first, or it was not armed
     */
    boolean disarm();

    /**
     * True once its shared memory has failed a check: it is out of service, {@link #poll} returns
     * 0.
     */
    boolean isQuarantined();
}
