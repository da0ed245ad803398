package knet.threads.agent;

import java.util.List;

/** Polls its queues without end and never sleeps: the NIC raises nothing (INTERRUPT_MODE_OFF). */
public final class BusyPollAgent implements NetAgent {
    private final Lane[] lanes;
    private final int budget;
    private final String roleName;
    private Next next = Next.RUN;

    /**
     * @param budget most frames of one queue in one step, at least 1
     */
    public BusyPollAgent(final String roleName, final List<Lane> lanes, final int budget) {
        this.roleName = roleName;
        this.lanes = Lanes.checked(lanes);
        this.budget = Lanes.checkedBudget(budget);
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
            if (lane.processor().isReady()) {
                work += lane.poll(budget);
            } else {
                anyHeldUp = true;
            }
        }
        next = work == 0 && anyHeldUp ? Next.YIELD : Next.RUN;
        return work;
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
        return Long.MAX_VALUE;
    }

    @Override
    public void onWake() {
        // It never slept.
    }
}
