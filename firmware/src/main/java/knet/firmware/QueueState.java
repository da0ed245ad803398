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

    /** Number of this frame in the order of the wire, from 0. */
    long frameNumber();

    /** The run's clock when this batch of frames was taken, nanoseconds. */
    long nowNs();
}
