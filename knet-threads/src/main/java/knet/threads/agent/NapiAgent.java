package knet.threads.agent;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Linux's NAPI: net_rx_action and ksoftirqd.
 *
 * <p>A notification schedules its queue with the notification masked. The softirq takes scheduled
 * queues in turn. A queue that yields fewer frames than asked for is complete: it is re-armed and
 * looked at again. One that yields its whole weight goes to the end of the list, masked still. A
 * run that has used up its total budget or its time ends with queues scheduled ("time squeeze");
 * after several such runs in a row, or after the time that softirqs may take in a row, the work
 * belongs to ksoftirqd, a thread that yields after each run until the list is empty. (Linux hands
 * over after any run if another thread is to have the processor, which an agent does not know.)
 *
 * <p>Since scheduling a scheduled queue does nothing, a queue has one poller at a time.
 */
public final class NapiAgent implements NetAgent {
    private final Lane[] lanes;
    private final ArrayDeque<Lane> scheduled;
    private final NapiLimits limits;
    private final int quantum;
    private final String roleName;

    private int polledOfWeight;
    private int runBudget;
    private long runStartNs;
    private boolean inRun;

    /** The queue whose turn it was found no room for its frames. */
    private boolean isHeldUp;

    /** Runs in a row that ended with queues scheduled, and when the first of them began. */
    private int squeezedRuns;

    private long softirqStartNs;
    private boolean isKsoftirqd;
    private long squeezes;
    private Next next = Next.RUN;

    /**
     * @param quantum most frames in one step, at least 1: the weight on the real clock, 1 where
     *     preemption falls between packets; makes no difference to the rules
     */
    public NapiAgent(
            final String roleName,
            final List<Lane> lanes,
            final NapiLimits limits,
            final int quantum) {
        this.roleName = roleName;
        this.lanes = Lanes.checked(lanes);
        this.limits = limits;
        this.quantum = Lanes.checkedBudget(quantum);
        this.scheduled = new ArrayDeque<>(lanes.size() + 1);
        // Queues start polled (the word's initial state), so they start scheduled.
        scheduled.addAll(lanes);
    }

    @Override
    public String roleName() {
        return roleName;
    }

    @Override
    public int doWork(final long nowNs) {
        int work = 0;
        for (final Lane lane : lanes) {
            work += lane.processor().doWork(nowNs);
        }
        final Lane lane = scheduled.peek();
        if (lane == null) {
            isHeldUp = false;
            next = work > 0 ? Next.RUN : Next.SLEEP;
            return work;
        }
        isHeldUp = !lane.processor().isReady();
        if (isHeldUp) {
            toTheEnd();
            next = work > 0 ? Next.RUN : Next.YIELD;
            return work;
        }
        if (!inRun) {
            startRun(nowNs);
        }
        work += pollSlice(lane);
        // Frames of this step are complete with the next one: their processor is told so then.
        next = work == 0 && scheduled.isEmpty() ? Next.SLEEP : Next.RUN;
        if (scheduled.isEmpty()) {
            inRun = false;
            squeezedRuns = 0;
            isKsoftirqd = false;
        } else if (polledOfWeight == 0
                && (runBudget <= 0 || nowNs - runStartNs >= limits.runNs())) {
            endSqueezedRun(nowNs);
        }
        return work;
    }

    private void startRun(final long nowNs) {
        inRun = true;
        runBudget = limits.totalBudget();
        runStartNs = nowNs;
        if (squeezedRuns == 0) {
            softirqStartNs = nowNs;
        }
    }

    private int pollSlice(final Lane lane) {
        final int asked = lane.allowed(Math.min(quantum, limits.weight() - polledOfWeight));
        final int frames = lane.poll(asked);
        polledOfWeight += frames;
        runBudget -= frames;
        if (frames < asked) {
            // napi_complete: off the list, re-armed; back on it if frames came in meanwhile.
            scheduled.poll();
            polledOfWeight = 0;
            if (!lane.arm()) {
                scheduled.add(lane);
            }
        } else if (polledOfWeight >= limits.weight()) {
            toTheEnd();
        }
        return frames;
    }

    private void toTheEnd() {
        polledOfWeight = 0;
        scheduled.add(scheduled.poll());
    }

    private void endSqueezedRun(final long nowNs) {
        inRun = false;
        squeezes++;
        squeezedRuns = Math.min(squeezedRuns + 1, limits.restarts());
        isKsoftirqd |=
                squeezedRuns == limits.restarts() || nowNs - softirqStartNs >= limits.softirqNs();
        if (isKsoftirqd) {
            next = Next.YIELD;
        }
    }

    @Override
    public Next next() {
        return next;
    }

    /**
     * The softirq, or ksoftirqd once it has taken over. To wait for room is ksoftirqd's too: a
     * softirq would keep from running what makes the room.
     */
    @Override
    public Context context() {
        return isHeldUp || isKsoftirqd ? Context.KERNEL_THREAD : Context.SOFTIRQ;
    }

    /** Runs that ended with work left (the time_squeeze of /proc/net/softnet_stat). */
    public long squeezes() {
        return squeezes;
    }

    @Override
    public int nextBytes() {
        return scheduled.isEmpty() ? 0 : scheduled.peek().nextBytes();
    }

    @Override
    public int nextArrival() {
        return nextLane().rx().nextArrival();
    }

    @Override
    public Part nextPart() {
        return nextLane().processor().part();
    }

    /** The one whose turn it is. */
    private Lane nextLane() {
        return scheduled.isEmpty() ? lanes[0] : scheduled.peek();
    }

    @Override
    public long deadlineNs() {
        return Lanes.deadlineNs(lanes);
    }

    @Override
    public void onWake() {
        for (final Lane lane : lanes) {
            if (lane.isArmed()) {
                lane.wake();
                scheduled.add(lane);
            }
        }
        next = Next.RUN;
    }
}
