package knet.driver.abi;

/**
 * The notification word of a queue: the only field with two writers, changed by compare-and-swap
 * alone.
 *
 * <pre>
 *   NIC                                     host
 *   write descriptors                       poll until empty
 *   RX_HEAD = n            (release)        CAS POLLED to ARMED
 *   full fence                              full fence
 *   if ARMED, CAS ARMED to POLLED;          look at RX_HEAD again; if packets are there,
 *   having won: RAISES + 1, futex wake        CAS ARMED to POLLED: won, poll on;
 *                                             lost, a notification is on its way: absorb it, poll on
 *                                           still empty: futex wait while the word is ARMED, bounded
 * </pre>
 *
 * <p>The two fences order each side's store before its load of the other's field. Without either,
 * the NIC could miss the arming and the host the packet, and the queue would sleep on a packet (a
 * store buffer litmus test). A sleep is bounded all the same, because a NIC may be killed between
 * the CAS and the wake.
 *
 * <p>Source: Mogul and Ramakrishnan (1997), section 6; KNET, section 4.2.3, whose "if it is
 * currently polled then the NIC generates a RINT" is a misprint for "not polled".
 */
public final class NotificationDescriptor {
    /** The host polls this queue, or is about to: the NIC raises nothing. The initial state. */
    public static final int POLLED = 1;

    /** The next packet raises one notification. */
    public static final int ARMED = 2;

    private NotificationDescriptor() {}
}
