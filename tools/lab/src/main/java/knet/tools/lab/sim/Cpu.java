package knet.tools.lab.sim;

import java.util.ArrayDeque;

/**
 * A simulated processor: interrupts before softirqs before threads. Threads take turns by time
 * slices; a kernel thread that wakes goes before user threads. Whatever is more urgent waits for
 * the end of a step of the network (preemption falls between packets), but interrupts a step of a
 * user thread anywhere.
 */
final class Cpu implements Actor {
    private final int number;
    private final EventQueue events;
    private final Costs costs;
    private final ArrayDeque<Task> interrupts = new ArrayDeque<>();
    private final ArrayDeque<Task> softirqs = new ArrayDeque<>();
    private final ArrayDeque<Task> threads = new ArrayDeque<>();
    private final long[] busyNs = new long[Level.values().length];

    private Task current;
    private Level currentLevel;
    private boolean isExecuted;
    private long stepStartNs;
    private long stepEndNs;

    /** The task whose step was interrupted, and what is left of it. */
    private Task interrupted;

    private long interruptedLeftNs;
    private Task lastThread;

    /** Events of steps that were interrupted carry an older number. */
    private long step;

    Cpu(final int number, final EventQueue events, final Costs costs) {
        this.number = number;
        this.events = events;
        this.costs = costs;
    }

    int number() {
        return number;
    }

    /** Time spent on a level's account so far, nanoseconds. */
    long busyNs(final Level level) {
        return busyNs[level.ordinal()];
    }

    /** Gives the processor something to run; nothing happens if the task is there already. */
    void add(final Task task, final long nowNs) {
        if (task.isQueued()) {
            return;
        }
        task.setQueued(true);
        final Level level = task.level();
        if (current != null
                && currentLevel == Level.USER_THREAD
                && level != Level.USER_THREAD
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
            case KERNEL_THREAD -> {
                task.setSliceLeftNs(costs.timeSliceNs());
                threads.addFirst(task);
            }
            case USER_THREAD -> {
                task.setSliceLeftNs(costs.timeSliceNs());
                threads.addLast(task);
            }
        }
    }

    /** Interrupts the step of a user thread, which is the next of the threads to go on. */
    private void setAside(final long nowNs) {
        charge(nowNs);
        interrupted = current;
        interruptedLeftNs = stepEndNs - nowNs;
        threads.addFirst(current);
        step++;
        current = null;
    }

    private void charge(final long nowNs) {
        final long ranNs = nowNs - stepStartNs;
        busyNs[currentLevel.ordinal()] += ranNs;
        if (currentLevel.isThread()) {
            current.setSliceLeftNs(current.sliceLeftNs() - ranNs);
        }
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
                return;
            }
            if (task != lastThread) {
                costNs = costs.contextSwitchNs();
                lastThread = task;
            }
        }
        current = task;
        currentLevel = task.level();
        isExecuted = false;
        stepStartNs = nowNs;
        if (task == interrupted) {
            costNs += interruptedLeftNs;
            interrupted = null;
        } else {
            costNs += task.costNs(nowNs);
        }
        stepEndNs = nowNs + costNs;
        events.add(stepEndNs, this, step);
    }

    @Override
    public void onEvent(final long nowNs, final long what) {
        if (what != step) {
            return;
        }
        step++;
        charge(nowNs);
        if (!isExecuted) {
            final long surplusNs = current.execute(nowNs);
            isExecuted = true;
            if (surplusNs > 0) {
                stepStartNs = nowNs;
                stepEndNs = nowNs + surplusNs;
                events.add(stepEndNs, this, step);
                return;
            }
        }
        final Task task = current;
        current = null;
        settle(task, nowNs);
        if (current == null) {
            dispatch(nowNs);
        }
    }

    private void settle(final Task task, final long nowNs) {
        if (task.wish() == Task.Wish.SLEEP) {
            task.setQueued(false);
            task.onAsleep(nowNs);
            return;
        }
        switch (task.level()) {
            case HARD_INTERRUPT -> interrupts.addFirst(task);
            case SOFTIRQ -> softirqs.addFirst(task);
            case KERNEL_THREAD, USER_THREAD -> {
                if (task.wish() == Task.Wish.YIELD || task.sliceLeftNs() <= 0) {
                    task.setSliceLeftNs(costs.timeSliceNs());
                    threads.addLast(task);
                } else {
                    threads.addFirst(task);
                }
            }
        }
    }
}
