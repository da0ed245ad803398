package knet.threads.stack;

/**
 * Told when the payload of a frame reaches the application: once per frame, after the application
 * took it. For latency from the NIC to the application.
 */
@FunctionalInterface
public interface DeliveryListener {
    /**
     * A frame's payload was delivered.
     *
     * @param arrivalNs the run's clock when the NIC took the frame from the wire
     * @param queue the receive queue that it came through
     */
    void onDelivered(long arrivalNs, int queue);

    /** Listens to nothing. */
    DeliveryListener NONE = (arrivalNs, queue) -> {};
}
