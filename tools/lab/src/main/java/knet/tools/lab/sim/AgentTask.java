package knet.tools.lab.sim;

import knet.driver.QueueWaiter;
import knet.threads.agent.Context;
import knet.threads.agent.NetAgent;
import knet.threads.agent.Next;
import knet.threads.host.HostThread;

/**
 * An agent of the product as a task: as a thread bound to a processor, or as interrupt work on
 * whichever processor took the interrupt, as the agent's context says.
 */
final class AgentTask extends Task implements Actor {
    private final NetAgent agent;
    private final QueueWaiter sleep;
    private final EventQueue events;
    private final Costs costs;
    private final Cpu bound;
    private final SocketQueues sockets;

    private Cpu cpu;
    private boolean isAsleep;
    private boolean isWakePlanned;
    private int plannedBytes;

    AgentTask(
            final HostThread thread,
            final EventQueue events,
            final Costs costs,
            final Cpu bound,
            final SocketQueues sockets) {
        this.agent = thread.agent();
        this.sleep = new QueueWaiter(thread.rings());
        this.events = events;
        this.costs = costs;
        this.bound = bound;
        this.cpu = bound;
        this.sockets = sockets;
        thread.handOverBell(this::onHandOver);
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

    void start(final long nowNs) {
        cpu.add(this, nowNs);
    }

    /**
     * The end of an interrupt routine that found this agent's queue.
     *
     * @param on the processor that ran it
     */
    void onInterrupt(final Cpu on, final long nowNs) {
        if (!isAsleep || isWakePlanned) {
            return;
        }
        if (isThread()) {
            planWake(nowNs);
        } else {
            cpu = on;
            wake(nowNs);
        }
    }

    /** Another thread has handed it a datagram. */
    private void onHandOver() {
        if (isAsleep && !isWakePlanned) {
            planWake(events.nowNs());
        }
    }

    private void planWake(final long nowNs) {
        isWakePlanned = true;
        events.add(nowNs + costs.wakeLatencyNs(), this, 0);
    }

    @Override
    public void onEvent(final long nowNs, final long what) {
        isWakePlanned = false;
        cpu = bound;
        wake(nowNs);
    }

    private void wake(final long nowNs) {
        isAsleep = false;
        sleep.end(true);
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
    long costNs(final long nowNs) {
        plannedBytes = agent.nextBytes();
        if (plannedBytes == 0) {
            return costs.emptyPollNs();
        }
        return agent.context() == Context.HARD_INTERRUPT
                ? Math.max(1, costs.interruptPacketNs())
                : costs.rxNs(plannedBytes);
    }

    @Override
    long execute(final long nowNs) {
        sockets.beginStep(cpu, plannedBytes);
        agent.doWork(nowNs);
        return sockets.endStep(nowNs);
    }

    @Override
    Wish wish() {
        final Next next = agent.next();
        return next == Next.RUN ? Wish.RUN : next == Next.YIELD ? Wish.YIELD : Wish.SLEEP;
    }

    @Override
    void onAsleep(final long nowNs) {
        isAsleep = true;
        sleep.begin();
    }

    void close() {
        sleep.close();
    }
}
