package knet.driver.abi;

/** Why a frame that was taken from the wire was not delivered. The label is what reports print. */
public enum DropReason {
    /** No free descriptor in the frame's queue, and the host asked for drops (ON_FULL_DROP). */
    RING_FULL("ring-full"),
    /**
     * The frame needs more descriptors than the ring has, under ON_FULL_DROP, or is longer than
     * {@link DeviceDescriptor#MAX_FRAME_BYTES}.
     */
    OVERSIZE("oversize"),
    /** The queue is quarantined: its shared memory failed a check. */
    QUARANTINED("quarantined"),
    /** The NIC was told to stop while it waited for space. */
    STOPPED("stopped"),
    /**
     * Taken from the wire by a NIC process that died before it had published or counted the frame.
     */
    NIC_RESTART("nic-restart"),
    /** Held by a classifier that hung when the watchdog ended the NIC process. */
    FIRMWARE_HUNG("firmware-hung");

    private final String label;

    DropReason(final String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
