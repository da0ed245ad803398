package knet.driver.abi;

/**
 * The NIC's counters that are not per queue. The counter's id in the NIC's counter region is its
 * ordinal; per-queue counters follow (see {@link NicQueueCounter}), then the classifier's own.
 */
public enum NicCounter {
    /** Frames taken from the wire. */
    RX_OFFERED("rx_offered"),
    /** Captured bytes of those. */
    RX_OFFERED_BYTES("rx_offered_bytes"),
    /** Frames of which the capture holds less than was on the wire. */
    RX_TRUNCATED("rx_truncated"),
    /** Calls of the classifier that threw an exception. */
    FIRMWARE_EXCEPTIONS("firmware_exceptions"),
    /** Calls of the classifier that returned a queue out of range. */
    FIRMWARE_OUT_OF_RANGE("firmware_out_of_range"),
    /** Sampled calls of the classifier that took longer than the limit. */
    FIRMWARE_SLOW_CALLS("firmware_slow_calls"),
    /** Sampled calls of the classifier. */
    FIRMWARE_SAMPLED_CALLS("firmware_sampled_calls"),
    /** Times the watchdog ended a NIC whose classifier hung. */
    FIRMWARE_WATCHDOG_RESTARTS("firmware_watchdog_restarts"),
    /** Frames sent. */
    TX_PACKETS("tx_packets"),
    /** Bytes sent. */
    TX_BYTES("tx_bytes"),
    /** Transmit descriptors that failed a check: the frame is dropped. */
    TX_ERRORS("tx_errors"),
    /** Frames with nowhere to go: completed and discarded. */
    TX_DISCARDED("tx_discarded"),
    /** Work steps in which the NIC waited for space in a ring (ON_FULL_WAIT). */
    RX_WAITS("rx_waits"),
    /** Queues taken out of service because their shared memory failed a check. */
    QUEUES_QUARANTINED("queues_quarantined"),
    /** One per reason, in the order of {@link DropReason}. */
    DROPPED_RING_FULL("rx_dropped_ring_full"),
    DROPPED_OVERSIZE("rx_dropped_oversize"),
    DROPPED_QUARANTINED("rx_dropped_quarantined"),
    DROPPED_STOPPED("rx_dropped_stopped"),
    DROPPED_NIC_RESTART("rx_dropped_nic_restart"),
    DROPPED_FIRMWARE_HUNG("rx_dropped_firmware_hung");

    private static final NicCounter[] VALUES = values();
    private final String label;

    NicCounter(final String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The counter of a drop reason. */
    public static NicCounter dropped(final DropReason reason) {
        return VALUES[DROPPED_RING_FULL.ordinal() + reason.ordinal()];
    }

    /** How many there are: the id of the first per-queue counter. */
    public static int count() {
        return VALUES.length;
    }
}
