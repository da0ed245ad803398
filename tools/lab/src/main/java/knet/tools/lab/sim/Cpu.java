package knet.tools.lab.sim;

import java.util.ArrayDeque;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;

/**
 * A simulated processor: interrupts before softirqs before threads. A kernel thread that wakes goes
 * before user threads as long as something is left of its time slice; a sleep does not fill that
 * up, but the processor's idleness and a turn of the others do, as the counters of Linux 2.4 were
 * filled up by epochs: so a thread that wakes often does not starve those that seldom sleep.
 * Whatever is more urgent waits for the end of a step of the network (preemption falls between
 * packets), but interrupts a step of a user thread anywhere.
 */
final class Cpu implements Actor {
    private final int number;
    private final EventQueue events;
    private final long contextSwitchNs;
    private final long timeSliceNs;
    private final long emptyPollNs;
    private final double slowness;
    private final Timeline timeline;
    private final ArrayDeque<Task> interrupts = new ArrayDeque<>();
    private final ArrayDeque<Task> softirqs = new ArrayDeque<>();
    private final ArrayDeque<Task> threads = new ArrayDeque<>();
    private final long[] busyNs = new long[Level.values().length];

    private Task current;
    private Level currentLevel;
    private boolean isExecuted;

    /** What leads up to the step's work goes on; the work itself is not planned yet. */
    private boolean isLeading;

    private boolean isSpinning;
    private long stepStartNs;
    private long stepEndNs;

    /** The task whose step was interrupted, and what is left of it. */
    private Task interrupted;

    private long interruptedLeftNs;
    private Task lastThread;

    /** Counts the moments at which there was no thread to run. */
    private long epoch;

    /** Events of steps that were interrupted carry an older number. */
    private long step;

    /**
     * @param slowness how many times longer everything takes here, at least 1
     * @param timeline null if none is wanted
     */
    Cpu(
            final int number,
            final EventQueue events,
            final Costs costs,
            final double slowness,
            final Timeline timeline) {
        this.number = number;
        this.events = events;
        this.contextSwitchNs = costs.ns(Cost.CONTEXT_SWITCH);
        this.timeSliceNs = costs.ns(Cost.TIME_SLICE);
        this.slowness = slowness;
        this.emptyPollNs = slowed(costs.ns(Cost.EMPTY_POLL));
        this.timeline = timeline;
    }

    int number() {
        return number;
    }

    /** Time spent on a level's account so far, nanoseconds. */
    long busyNs(final Level level) {
        return busyNs[level.ordinal()];
    }

    /** The same with what a step that goes on has taken of it: it is booked when it ends. */
    long busyNs(final Level level, final long nowNs) {
        final boolean isUnderWay = current != null && currentLevel == level;
        return busyNs(level) + (isUnderWay ? nowNs - stepStartNs : 0);
    }

    /** What it has done so far. */
    MachineResult.CpuResult result(final long interruptsTaken) {
        return new MachineResult.CpuResult(
                number,
                busyNs(Level.HARD_INTERRUPT),
                busyNs(Level.SOFTIRQ),
                busyNs(Level.KERNEL_THREAD),
                busyNs(Level.USER_THREAD),
                interruptsTaken);
    }

    /** Gives the processor something to run; nothing happens if the task is there already. */
    void add(final Task task, final long nowNs) {
        if (task.isQueued()) {
            return;
        }
        task.setQueued(true);
        final Level level = task.level();
        if (isSpinning) {
            endSpin(level, nowNs);
        } else if (current != null
                && currentLevel == Level.USER_THREAD
                && (!level.isThread() || goesFirst(task, level))
                && !isExecuted) {
            setAside(nowNs);
        }
        enqueue(task, level);
        if (current == null) {
            dispatch(nowNs);
        }
    }

    private void enqueue(final Task task, final Level level) {
        switch (level) {
            case HARD_INTERRUPT -> interrupts.add(task);
            case SOFTIRQ -> softirqs.add(task);
            case KERNEL_THREAD, USER_THREAD -> {
                if (goesFirst(task, level)) {
                    threads.addFirst(task);
                } else {
                    if (task.sliceLeftNs() <= 0) {
                        task.beginSlice(timeSliceNs, epoch);
                    }
                    threads.addLast(task);
                }
            }
        }
    }

    private boolean goesFirst(final Task task, final Level level) {
        if (!task.isOfEpoch(epoch)) {
            task.beginSlice(timeSliceNs, epoch);
        }
        return level == Level.KERNEL_THREAD && task.sliceLeftNs() > 0;
    }

    /** Interrupts the step of a user thread, which is the next of the threads to go on. */
    private void setAside(final long nowNs) {
        charge(nowNs);
        interrupted = current;
        interruptedLeftNs = stepEndNs - nowNs;
        threads.addFirst(current);
        leave();
    }

    /** The poller makes room: for good if a thread has come, for a moment if an interrupt has. */
    private void endSpin(final Level comer, final long nowNs) {
        isSpinning = false;
        charge(nowNs);
        if (comer.isThread()) {
            threads.addLast(current);
        } else {
            threads.addFirst(current);
        }
        leave();
    }

    private void leave() {
        current.ends();
        current = null;
        step++;
    }

    /** There may be work for a task that spins: the poll that goes on ends, the next will see. */
    void poke(final Task task, final long nowNs) {
        if (!isSpinning || current != task) {
            return;
        }
        isSpinning = false;
        final long polls = (nowNs - stepStartNs + emptyPollNs - 1) / emptyPollNs;
        stepEndNs = stepStartNs + Math.max(1, polls) * emptyPollNs;
        events.add(stepEndNs, this, step);
    }

    /** The run is over: books what goes on still. */
    void finish(final long nowNs) {
        if (isSpinning) {
            charge(nowNs);
            stepStartNs = nowNs;
        }
    }

    private void charge(final long nowNs) {
        final long ranNs = nowNs - stepStartNs;
        busyNs[currentLevel.ordinal()] += ranNs;
        if (currentLevel.isThread()) {
            current.useSlice(ranNs);
        }
        if (timeline != null && ranNs > 0) {
            timeline.span(number, currentLevel, current.name(), stepStartNs, nowNs);
        }
    }

    private long slowed(final long costNs) {
        return slowness == 1 ? costNs : (long) (slowness * costNs);
    }

    private void dispatch(final long nowNs) {
        Task task = interrupts.poll();
        if (task == null) {
            task = softirqs.poll();
        }
        long costNs = 0;
        if (task == null) {
            task = threads.poll();
            if (task == null) {
                epoch++; // Idle: nobody has waited for anybody.
                return;
            }
            if (task != lastThread) {
                costNs = slowed(contextSwitchNs);
                lastThread = task;
            }
        }
        task.beginsOn(this);
        current = task;
        currentLevel = task.level();
        isExecuted = false;
        stepStartNs = nowNs;
        if (task == interrupted) {
            costNs += interruptedLeftNs;
            interrupted = null;
        } else {
            costNs += slowed(task.leadNs());
            // A lock is asked for when it is needed: who needs it sooner has it first.
            isLeading = costNs > 0 && task.isLocking();
            if (!isLeading) {
                costNs += workNs(task, nowNs);
            }
        }
        stepEndNs = nowNs + costNs;
        events.add(stepEndNs, this, step);
    }

    /** A slow processor works for longer, and so holds a lock for longer; it waits as any other. */
    private long workNs(final Task task, final long nowNs) {
        final long ownNs = slowed(task.costNs(nowNs));
        return ownNs + task.waitNs(nowNs, ownNs);
    }

    @Override
    public void onEvent(final long nowNs, final long what) {
        if (what != step) {
            return;
        }
        step++;
        if (isLeading) {
            isLeading = false;
            stepEndNs = nowNs + workNs(current, nowNs);
            events.add(stepEndNs, this, step);
            return;
        }
        charge(nowNs);
        if (!isExecuted) {
            final long surplusNs = slowed(current.execute(nowNs));
            isExecuted = true;
            if (surplusNs > 0) {
                stepStartNs = nowNs;
                stepEndNs = nowNs + surplusNs;
                events.add(stepEndNs, this, step);
                return;
            }
        }
        settle(nowNs);
        if (current == null) {
            dispatch(nowNs);
        }
    }

    private void settle(final long nowNs) {
        final Task task = current;
        final Task.Wish wish = task.wish();
        if (wish == Task.Wish.SPIN
                && interrupts.isEmpty()
                && softirqs.isEmpty()
                && threads.isEmpty()) {
            isSpinning = true;
            isExecuted = true;
            stepStartNs = nowNs;
            return;
        }
        current = null;
        task.ends();
        if (wish == Task.Wish.SLEEP) {
            task.setQueued(false);
            task.onAsleep(nowNs);
            return;
        }
        switch (task.level()) {
            case HARD_INTERRUPT -> interrupts.addFirst(task);
            case SOFTIRQ -> softirqs.addFirst(task);
            case KERNEL_THREAD, USER_THREAD -> {
                if (wish == Task.Wish.RUN && task.sliceLeftNs() > 0) {
                    threads.addFirst(task);
                } else {
                    task.beginSlice(timeSliceNs, epoch);
                    threads.addLast(task);
                }
            }
        }
    }
}
