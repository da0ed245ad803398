package knet.driver.abi;

/**
 * The NIC's counters of a queue. Labels are {@code rx_queue_Q_NAME}, Linux's spelling where it has
 * one.
 */
public enum NicQueueCounter {
    /** Frames published in the ring. */
    PACKETS("packets"),
    /** Captured bytes of those. */
    BYTES("bytes"),
    /** Frames steered to this queue and dropped, for whatever reason. */
    DROPS("drops"),
    /** Notifications raised. */
    NOTIFICATIONS_RAISED("notifications_raised"),
    /** Frames published while the queue was polled or moderated, which raised nothing. */
    NOTIFICATIONS_SUPPRESSED("notifications_suppressed"),
    /** Raises that moderation (rx-usecs, rx-frames) put off at least once. */
    NOTIFICATIONS_MODERATED("notifications_moderated"),
    /** Host's indices or buffer numbers that failed a check. */
    BAD_DESCRIPTORS("bad_descriptors");

    private static final int COUNT = values().length;
    private final String label;

    NicQueueCounter(final String label) {
        this.label = label;
    }

    public String label(final int queue) {
        return "rx_queue_" + queue + "_" + label;
    }

    /** Id in the NIC's counter region. */
    public int id(final int queue) {
        return NicCounter.count() + queue * COUNT + ordinal();
    }

    /**
     * The id of the first counter that is not in the catalogue: the classifier's own start here.
     */
    public static int end(final int queues) {
        return NicCounter.count() + queues * COUNT;
    }
}
