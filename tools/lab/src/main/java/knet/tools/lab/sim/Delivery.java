package knet.tools.lab.sim;

/** Which processor takes a queue's interrupt. */
public enum Delivery {
    /** One processor after the other, as the I/O APIC of the papers' time does. */
    ROUND_ROBIN,
    /** Always processor 0. */
    FIXED,
    /** The queue's own processor (MSI-X). */
    PER_QUEUE
}
