package knet.firmware.parts;

import knet.firmware.QueueState;

/**
 * When something that goes to one queue may go to another without its packets overtaking each
 * other: when the old queue has been drained past the last of them. This is the rule of Linux's
 * receive flow steering, which compares the queue's head with the flow's last_qtail
 * (net/core/dev.c, get_rps_cpu; Documentation/networking/scaling.rst, "RPS and RFS").
 *
 * <p>Kept for entries of a table: flows, or the buckets of an indirection table. 8 bytes each.
 */
public final class DrainRule {
    /** By entry: the index in its queue that the host must have reached. */
    private final long[] ends;

    /**
     * @param entries to keep it for
     */
    public DrainRule(final int entries) {
        ends = new long[entries];
    }

    /** Notes that the packet being classified goes to a queue. */
    public void sent(final int entry, final int queue, final QueueState queues) {
        ends[entry] = queues.written(queue) + 1;
    }

    /** Notes that the entry's last packet in its queue is the one that another entry noted. */
    public void inherit(final int entry, final DrainRule other, final int otherEntry) {
        ends[entry] = other.ends[otherEntry];
    }

    /** Notes that the entry has no packet in any queue. */
    public void clear(final int entry) {
        ends[entry] = 0;
    }

    /**
     * True if the host is through with all packets of an entry.
     *
     * @param queue that they went to
     */
    public boolean isDrained(final int entry, final int queue, final QueueState queues) {
        final long taken = queues.taken(queue);
        // Of a packet that was dropped, the index is that of the next: an empty queue has none.
        return taken >= ends[entry] || taken == queues.written(queue);
    }
}
