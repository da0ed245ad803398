package knet.threads.host;

/**
 * Told of every frame whose payload reached an application: for simulated users, which read it
 * then. Called by the thread of the processor.
 */
@FunctionalInterface
public interface FlowDelivery {
    /** Listens to nothing. */
    FlowDelivery NONE = (arrivalNs, processor, hash) -> {};

    /**
     * A frame's payload was delivered.
     *
     * @param arrivalNs the run's clock when the NIC took the frame from the wire
     * @param processor whose thread took it there: the number of the receive queue that it came
     *     through, unless the mode steers frames in software
     * @param hash the NIC's, of the frame that made the delivery possible: the same flow's
     */
    void onDelivered(long arrivalNs, int processor, int hash);
}
