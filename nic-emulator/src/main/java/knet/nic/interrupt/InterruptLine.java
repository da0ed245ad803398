package knet.nic.interrupt;

/** The wire between the interrupt unit and whoever sleeps at the other end. */
public interface InterruptLine {
    /**
     * Wakes the sleepers on the queue's NOTIFICATION word, which the NIC has just changed to
     * POLLED.
     */
    void wakeNotification(int queue);

    /** Wakes the sleepers on the low half of the queue's RAISES register (unmasked mode). */
    void wakeRaises(int queue);
}
