package knet.threads.mode;

/**
 * Which processor takes a queue's interrupt.
 *
 * <p>For machines whose interrupts are simulated. On the real clock it says nothing: no interrupt
 * is raised there; a notification is a futex wake, which the kernel takes straight to the thread
 * that sleeps, whichever processor that is on.
 */
public enum Delivery {
    /** One processor after the other, as the I/O APIC of the papers' time does. */
    ROUND_ROBIN,
    /** Always processor 0. */
    FIXED,
    /** The queue's own processor (MSI-X). */
    PER_QUEUE
}
