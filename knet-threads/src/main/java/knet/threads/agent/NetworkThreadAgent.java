package knet.threads.agent;

import java.util.List;

/**
 * The network thread of the KNET paper (section 4.2): bound to its queue and asleep until notified;
 * then it polls to empty with the notification masked, re-arms, looks again, and sleeps.
 *
 * <p>The queue is re-armed only after a poll that found nothing. A poll that found fewer frames
 * than its budget is followed by another one: a look at the NIC's index costs a cache miss at most,
 * while re-arming too early costs the NIC a system call to wake a thread that never slept.
 *
 * <p>An idle thread may linger: it goes on polling for {@code lingerNs} after the last frame before
 * it arms (Linux calls the like napi_defer_hard_irqs).
 */
public final class NetworkThreadAgent implements NetAgent {
    private static final long NEVER = Long.MIN_VALUE;

    private final Lane[] lanes;
    private final int budget;
    private final long lingerNs;
    private final String roleName;
    private long idleSinceNs = NEVER;
    private Next next = Next.RUN;

    /**
     * @param lanes the queues that it serves, one per NIC as a rule
     * @param budget most frames of one queue in one step, at least 1
     * @param lingerNs how long it polls an empty queue before it re-arms, nanoseconds; 0: not at
     *     all
     */
    public NetworkThreadAgent(
            final String roleName, final List<Lane> lanes, final int budget, final long lingerNs) {
        this.roleName = roleName;
        this.lanes = Lanes.checked(lanes);
        this.budget = Lanes.checkedBudget(budget);
        if (lingerNs < 0) {
            throw new IllegalArgumentException("linger of " + lingerNs + " ns");
        }
        this.lingerNs = lingerNs;
    }

    @Override
    public String roleName() {
        return roleName;
    }

    @Override
    public int doWork(final long nowNs) {
        int work = 0;
        boolean anyHeldUp = false;
        for (final Lane lane : lanes) {
            work += lane.processor().doWork(nowNs);
            if (!lane.processor().isReady()) {
                anyHeldUp = true;
            } else if (!lane.isArmed()) {
                work += lane.poll(budget);
            }
        }
        if (work > 0) {
            idleSinceNs = NEVER;
            next = Next.RUN;
        } else if (anyHeldUp) {
            next = Next.YIELD;
        } else {
            next = lingers(nowNs) || !armAll() ? Next.RUN : Next.SLEEP;
        }
        return work;
    }

    private boolean lingers(final long nowNs) {
        if (idleSinceNs == NEVER) {
            idleSinceNs = nowNs;
        }
        return nowNs - idleSinceNs < lingerNs;
    }

    /** Arms what is not armed yet. */
    private boolean armAll() {
        boolean all = true;
        for (final Lane lane : lanes) {
            all &= lane.isArmed() || lane.arm();
        }
        return all;
    }

    @Override
    public Next next() {
        return next;
    }

    @Override
    public Context context() {
        return Context.KERNEL_THREAD;
    }

    @Override
    public int nextBytes() {
        return Lanes.first(lanes).nextBytes();
    }

    @Override
    public int nextArrival() {
        return Lanes.first(lanes).rx().nextArrival();
    }

    @Override
    public Part nextPart() {
        return Lanes.first(lanes).processor().part();
    }

    @Override
    public long deadlineNs() {
        return Lanes.deadlineNs(lanes);
    }

    @Override
    public void onWake() {
        Lanes.wake(lanes);
        next = Next.RUN;
    }
}
