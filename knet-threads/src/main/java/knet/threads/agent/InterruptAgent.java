package knet.threads.agent;

import java.util.List;

/**
 * The classic interrupt-driven host, split in two as BSD and early Linux did: the interrupt part,
 * which comes first whenever a frame has arrived, takes frames from the ring and queues them into a
 * {@link FrameBacklog}; the later part runs IP and TCP over one frame after the other as long as no
 * interrupt is pending.
 *
 * <p>Under overload the interrupt part has all of the processor and the later part none: receive
 * livelock (Mogul and Ramakrishnan, 1997). Where nothing may be lost (ON_FULL_WAIT) the interrupt
 * part stops taking when the backlog is full instead, so that the ring fills and the NIC waits.
 */
public final class InterruptAgent implements NetAgent {
    private final RxParts[] queues;
    private final int quantum;
    private final String roleName;
    private Next next = Next.RUN;

    /** What the next step is to be; null if nobody has said. */
    private Part committed;

    /**
     * @param queues the halves of each queue that it serves
     * @param quantum most frames that either part handles in one step, at least 1
     */
    public InterruptAgent(final String roleName, final List<RxParts> queues, final int quantum) {
        if (queues.isEmpty()) {
            throw new IllegalArgumentException("an agent needs a queue to serve");
        }
        this.roleName = roleName;
        this.queues = queues.toArray(new RxParts[0]);
        this.quantum = Lanes.checkedBudget(quantum);
    }

    @Override
    public String roleName() {
        return roleName;
    }

    @Override
    public int doWork(final long nowNs) {
        int work = 0;
        boolean heldUp = false;
        for (final RxParts queue : queues) {
            work += queue.processor().doWork(nowNs);
        }
        final int begun = committed == Part.DELIVER ? finishBegun() : 0;
        committed = null;
        final int taken = begun > 0 ? 0 : interruptPart();
        work += begun + taken;
        if (begun + taken == 0) {
            for (final RxParts queue : queues) {
                if (!queue.processor().isReady()) {
                    heldUp = true;
                } else if (!interruptPending()) {
                    work += queue.later(quantum);
                }
            }
        }
        if (work > 0) {
            next = Next.RUN;
        } else if (heldUp) {
            next = Next.YIELD;
        } else {
            next = armAll() ? Next.SLEEP : Next.RUN;
        }
        return work;
    }

    /** The frame that the later part had begun with before an interrupt came. */
    private int finishBegun() {
        for (final RxParts queue : queues) {
            if (queue.processor().isReady() && queue.finishBegun() > 0) {
                return 1;
            }
        }
        return 0;
    }

    /** A step is of one part, so that each may be in a context of its own. */
    private int interruptPart() {
        int taken = 0;
        for (final RxParts queue : queues) {
            taken += queue.interrupt(quantum);
        }
        return taken;
    }

    private boolean interruptPending() {
        for (final RxParts queue : queues) {
            if (queue.interruptPending()) {
                return true;
            }
        }
        return false;
    }

    private boolean armAll() {
        boolean all = true;
        for (final RxParts queue : queues) {
            all &= queue.arm();
        }
        return all;
    }

    @Override
    public Next next() {
        return next;
    }

    /** Of the part that the next step belongs to. */
    @Override
    public Context context() {
        return interruptPending() ? Context.HARD_INTERRUPT : Context.SOFTIRQ;
    }

    @Override
    public int nextBytes() {
        final boolean isInterrupt = interruptPending();
        final RxParts queue = nextQueue(isInterrupt);
        return isInterrupt ? queue.nextBytesOfInterrupt() : queue.nextBytesOfLater();
    }

    @Override
    public int nextArrival() {
        final boolean isInterrupt = interruptPending();
        final FrameBacklog backlog = nextQueue(isInterrupt).backlog();
        return isInterrupt ? backlog.nextArrivalInRing() : backlog.nextArrival();
    }

    @Override
    public Part nextPart() {
        return interruptPending() ? Part.TAKE : Part.DELIVER;
    }

    /** The queue that the next step begins with; the first of all if it will find nothing. */
    private RxParts nextQueue(final boolean isInterrupt) {
        for (final RxParts queue : queues) {
            final int bytes = isInterrupt ? queue.nextBytesOfInterrupt() : queue.nextBytesOfLater();
            if (bytes > 0) {
                return queue;
            }
        }
        return queues[0];
    }

    @Override
    public void commit(final Part part) {
        committed = part;
    }

    @Override
    public long deadlineNs() {
        long deadlineNs = Long.MAX_VALUE;
        for (final RxParts queue : queues) {
            deadlineNs = Math.min(deadlineNs, queue.processor().deadlineNs());
        }
        return deadlineNs;
    }

    @Override
    public void onWake() {
        for (final RxParts queue : queues) {
            queue.disarm();
        }
        next = Next.RUN;
    }
}
