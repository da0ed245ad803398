package knet.tools.lab.sim;

import java.util.List;
import knet.driver.HostRxQueue;
import knet.driver.QueueWaiter;
import knet.threads.agent.Context;
import knet.threads.agent.NetAgent;
import knet.threads.agent.Next;
import knet.threads.host.HostThread;
import knet.threads.mode.ModeSettings;

/**
 * An agent of the product as a task: as a thread bound to a processor, or as interrupt work on
 * whichever processor took the interrupt, as the agent's context says.
 */
final class AgentTask extends Task implements Actor {
    private static final long NEVER = Long.MAX_VALUE;

    /** Events: a wake-up that was planned, and a sleep that has lasted too long. */
    private static final long WOKEN = 0;

    private static final long TIMED_OUT = 1;

    private final NetAgent agent;
    private final QueueWaiter sleep;
    private final EventQueue events;
    private final StepPrices prices;
    private final Cpu bound;
    private final InterruptTask interrupts;
    private final SocketQueues sockets;
    private final long maxSleepNs;
    private final long fallAsleepNs;
    private final boolean spins;

    private final List<HostRxQueue> rings;

    private Cpu cpu;
    private int pollLeft;
    private boolean isAsleep;
    private boolean isWakePlanned;
    private boolean isHandedOver;
    private boolean wasFruitless;
    private long asleepSinceNs;
    private long timeoutNs = NEVER;
    private long wayBackNs;
    private StepPrices.Step step;

    /**
     * @param bound processor that it is bound to, or that its queues belong to
     * @param interrupts of that processor
     * @param maxSleepNs bound of a sleep that no interrupt ends
     * @param fallAsleepNs from arming its queues to being asleep
     * @param spins an agent that never sleeps
     */
    AgentTask(
            final HostThread thread,
            final EventQueue events,
            final StepPrices prices,
            final Cpu bound,
            final InterruptTask interrupts,
            final SocketQueues sockets,
            final long maxSleepNs,
            final long fallAsleepNs,
            final boolean spins) {
        this.agent = thread.agent();
        this.rings = thread.rings();
        this.sleep = new QueueWaiter(rings);
        this.events = events;
        this.prices = prices;
        this.bound = bound;
        this.interrupts = interrupts;
        this.cpu = bound;
        this.sockets = sockets;
        this.maxSleepNs = maxSleepNs;
        this.fallAsleepNs = fallAsleepNs;
        this.spins = spins;
        this.step = prices.newStep();
        thread.handOverBell(this::onHandOver);
    }

    @Override
    String name() {
        return agent.roleName();
    }

    /** Processor that it is bound to, or that its queues belong to. */
    Cpu bound() {
        return bound;
    }

    /** True if an interrupt wakes a thread, and does not do the work itself. */
    boolean isThread() {
        return agent.context() == Context.KERNEL_THREAD;
    }

    boolean isAsleep() {
        return isAsleep;
    }

    /** True if a notification raised now has to wake it. */
    boolean isToBeWoken() {
        return isAsleep && !isWakePlanned;
    }

    /** True if it has nothing to do until something comes in. */
    boolean isIdle() {
        return isAsleep && !isWakePlanned || spins && wasFruitless && agent.nextBytes() == 0;
    }

    void start(final long nowNs) {
        cpu.add(this, nowNs);
    }

    /** The NIC has published something for its queue, and raises nothing. */
    void onPublished(final long nowNs) {
        bound.poke(this, nowNs);
    }

    /**
     * The end of an interrupt routine that found this agent's queue.
     *
     * @param on the processor that ran it
     */
    void onInterrupt(final Cpu on, final long nowNs) {
        if (!isAsleep || isWakePlanned) {
            return; // It looks at its queue again before it sleeps.
        }
        if (isThread()) {
            planWake(nowNs);
        } else {
            cpu = on;
            wake(true, nowNs);
        }
    }

    /** The interrupt for what was raised will never come: only the bound of the sleep helps. */
    void onLostInterrupt() {
        if (isAsleep && timeoutNs == NEVER) {
            timeoutNs = Math.max(events.nowNs(), asleepSinceNs + maxSleepNs);
            events.add(timeoutNs, this, TIMED_OUT);
        }
    }

    /** Another agent has handed it something, in a step of its own. */
    private void onHandOver() {
        final boolean isFirst = !isHandedOver;
        isHandedOver = true;
        if (!isFirst || !isAsleep || isWakePlanned) {
            return; // It is called already, or looks by itself before it sleeps.
        }
        if (isThread()) {
            prices.onWakes();
            planWake(events.nowNs());
        } else if (prices.isOn(bound.number())) {
            cpu = bound; // On its own processor a softirq is raised without an interrupt.
            wake(true, events.nowNs());
        } else {
            prices.onCrossCall();
            interrupts.call(this, events.nowNs());
        }
    }

    private void planWake(final long nowNs) {
        isWakePlanned = true;
        events.add(nowNs + prices.wakeLatencyNs(), this, WOKEN);
    }

    @Override
    public void onEvent(final long nowNs, final long what) {
        if (what == WOKEN) {
            isWakePlanned = false;
            cpu = bound;
            wake(true, nowNs);
        } else if (isAsleep && nowNs == timeoutNs && !isWakePlanned) {
            cpu = bound;
            wake(false, nowNs);
        }
    }

    private void wake(final boolean isCalled, final long nowNs) {
        isAsleep = false;
        isHandedOver = false;
        timeoutNs = NEVER;
        sleep.end(isCalled);
        agent.onWake();
        cpu.add(this, nowNs);
    }

    @Override
    Level level() {
        return switch (agent.context()) {
            case HARD_INTERRUPT -> Level.HARD_INTERRUPT;
            case SOFTIRQ -> Level.SOFTIRQ;
            case KERNEL_THREAD -> Level.KERNEL_THREAD;
        };
    }

    @Override
    long leadNs() {
        final long pollNs = beginsPoll() ? prices.pollNs() : 0;
        final long beforeNs = pollNs + wayBackNs;
        wayBackNs = 0;
        return beforeNs;
    }

    @Override
    long costNs(final long nowNs) {
        return prices.plan(step, agent, cpu.number());
    }

    @Override
    boolean isLocking() {
        return prices.hasLocks();
    }

    @Override
    long waitNs(final long nowNs, final long workNs) {
        return prices.waitNs(step, nowNs, workNs);
    }

    /**
     * A look at the ring shows the frames of a whole poll, each of which is a step here.
     *
     * @return true if the next step begins a poll that finds frames
     */
    private boolean beginsPoll() {
        if (pollLeft > 0) {
            pollLeft--;
            return false;
        }
        int depth = 0;
        for (final HostRxQueue ring : rings) {
            depth += ring.depth();
        }
        if (depth == 0) {
            return false;
        }
        pollLeft = Math.min(depth, ModeSettings.DEFAULT_BUDGET) - 1;
        return true;
    }

    @Override
    long execute(final long nowNs) {
        if (step.bytes() == 0 && agent.nextBytes() > 0) {
            return 0; // A frame has come since the look: the next step finds it, at its price.
        }
        prices.begin(step);
        sockets.beginStep(cpu, step, nowNs);
        wasFruitless = agent.doWork(nowNs) == 0;
        if (wasFruitless) {
            pollLeft = 0; // A frame took more than one descriptor.
        }
        final long wakingNs = sockets.endStep(nowNs, pollLeft == 0) + prices.surplusNs();
        // On its way to sleep it is not asleep yet: a notification that comes now ends the way.
        return agent.next() == Next.SLEEP ? wakingNs + fallAsleepNs : wakingNs;
    }

    @Override
    Wish wish() {
        return switch (agent.next()) {
            case RUN -> spins && wasFruitless && agent.nextBytes() == 0 ? Wish.SPIN : Wish.RUN;
            case YIELD -> Wish.YIELD;
            case SLEEP -> Wish.SLEEP;
        };
    }

    @Override
    void onAsleep(final long nowNs) {
        isAsleep = true;
        asleepSinceNs = nowNs;
        sleep.begin();
        if (sleep.isNotified() || isHandedOver) {
            // As a futex that finds its word changed: there is no sleep, but a way back.
            wayBackNs = prices.wakeEarlyNs();
            wake(true, nowNs);
        }
    }

    /**
     * A notification is raised for its queue.
     *
     * @throws InvariantBreach if the queue is polled
     */
    void checkRaise(final int queue) {
        if (!sleep.isArmed(0)) {
            throw new InvariantBreach(
                    "a notification was raised for queue "
                            + queue
                            + " while "
                            + name()
                            + " polls it");
        }
    }

    void close() {
        sleep.close();
    }
}
