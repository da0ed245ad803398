package knet.threads.mode;

/**
 * Which processor takes a queue's interrupt. On the real clock it says nothing: a notification is a
 * futex wake, which goes straight to the queue's thread.
 */
public enum Delivery {
    /** One processor after the other, as the I/O APIC of the papers' time does. */
    ROUND_ROBIN,
    /** Always processor 0. */
    FIXED,
    /** The queue's own processor (MSI-X). */
    PER_QUEUE
}
