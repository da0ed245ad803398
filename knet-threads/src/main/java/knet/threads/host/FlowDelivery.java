package knet.threads.host;

/**
 * Told of every frame whose payload reached an application: for simulated users, which read it
 * then. Called by the thread of the queue.
 */
@FunctionalInterface
public interface FlowDelivery {
    /** Listens to nothing. */
    FlowDelivery NONE = (arrivalNs, queue, hash) -> {};

    /**
     * A frame's payload was delivered.
     *
     * @param arrivalNs the run's clock when the NIC took the frame from the wire
     * @param queue the receive queue that it came through
     * @param hash the NIC's, of the frame that made the delivery possible: the same flow's
     */
    void onDelivered(long arrivalNs, int queue, int hash);
}
