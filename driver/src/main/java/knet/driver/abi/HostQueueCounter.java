package knet.driver.abi;

/** The host's counters of a queue: id = queue * count + ordinal in the host's counter region. */
public enum HostQueueCounter {
    /** Frames taken from the ring by a network thread: delivered. */
    DELIVERED("delivered"),
    /** Captured bytes of those. */
    DELIVERED_BYTES("delivered_bytes"),
    /** Polls of the ring. */
    POLLS("polls"),
    /** Polls that found nothing. */
    EMPTY_POLLS("empty_polls"),
    /** Polls that used up their budget. */
    BUDGET_EXHAUSTED("budget_exhausted"),
    /** Times the network thread slept. */
    SLEEPS("sleeps"),
    /** Sleeps that ended because of a notification. */
    WAKEUPS("wakeups"),
    /** Sleeps that ended because their bound ran out. */
    TIMEOUTS("timeouts"),
    /** Times the queue was re-armed. */
    REARMED("rearmed"),
    /** Notifications absorbed: the NIC won the race for the word while the host looked again. */
    ABSORBED("absorbed"),
    /** Buffers that the stack holds after their descriptors were consumed (a level, not a sum). */
    BUFFERS_HELD("buffers_held"),
    /** Packets copied out of ring buffers because too many were held. */
    COPIED_OUT("copied_out"),
    /** NIC's indices, lengths or flags that failed a check. */
    BAD_DESCRIPTORS("bad_descriptors"),
    /** Frames discarded by the host's bounded backlog (interrupt mode). */
    BACKLOG_DROPPED("backlog_dropped"),
    /**
     * Frames that a host process had taken when it died: delivered, but their processing was lost.
     */
    LOST_IN_RESTART("lost_in_restart"),
    /** Frames sent. */
    TX_PACKETS("tx_packets"),
    /** Frames that found the transmit ring full. */
    TX_RING_FULL("tx_ring_full"),
    /** Frames discarded because no transmit ring of this size can carry their length. */
    TX_BAD_LENGTH("tx_bad_length");

    private static final int COUNT = values().length;
    private final String label;

    HostQueueCounter(final String label) {
        this.label = label;
    }

    public String label(final int queue) {
        return "host_queue_" + queue + "_" + label;
    }

    /** Id in the host's counter region. */
    public int id(final int queue) {
        return queue * COUNT + ordinal();
    }

    /** The id of the first counter that is not in the catalogue: the stack's own start here. */
    public static int end(final int queues) {
        return queues * COUNT;
    }
}
