package knet.firmware;

/** What a classifier may know of the receive queues. Reading it allocates nothing. */
public interface QueueState {
    /** Number of receive queues, 1 to 256. */
    int count();

    /** Descriptors written by the NIC that the host has not taken yet. */
    int depth(int queue);

    /** Descriptors that the NIC may still fill. */
    int free(int queue);

    /** True while the host polls the queue (a packet raises no notification). */
    boolean isPolled(int queue);

    /**
     * Descriptors that the NIC has written to the queue since it was made: the index of the one
     * that the next frame for it gets. Includes those that the host cannot see yet.
     *
     * <p>By default, as {@link #taken}, from {@link #depth}: then a queue counts as drained when it
     * is empty, and only then.
     */
    default long written(final int queue) {
        return depth(queue);
    }

    /**
     * Descriptors of the queue that the host is through with, since it was made: at most {@link
     * #written}. What the host had to do with their frames is done.
     */
    default long taken(final int queue) {
        return 0;
    }

    /** Number of this frame in the order of the wire, from 0. */
    long frameNumber();

    /** The run's clock when this batch of frames was taken, nanoseconds. */
    long nowNs();
}
