package knet.tools.lab.sim;

import java.util.ArrayDeque;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;

/** A processor's interrupts: one routine after the other, for the queues that raised them. */
final class InterruptTask extends Task {
    private final Cpu cpu;
    private final Costs costs;
    private final ArrayDeque<AgentTask> raised = new ArrayDeque<>();
    private long taken;

    InterruptTask(final Cpu cpu, final Costs costs) {
        this.cpu = cpu;
        this.costs = costs;
    }

    /** The NIC interrupts the processor for an agent's queue. */
    void raise(final AgentTask agent, final long nowNs) {
        taken++;
        call(agent, nowNs);
    }

    /** Another processor interrupts this one for an agent. */
    void call(final AgentTask agent, final long nowNs) {
        raised.add(agent);
        cpu.add(this, nowNs);
    }

    /** The NIC's interrupts so far. */
    long taken() {
        return taken;
    }

    @Override
    String name() {
        return "interrupt";
    }

    @Override
    Level level() {
        return Level.HARD_INTERRUPT;
    }

    @Override
    long costNs(final long nowNs) {
        final AgentTask agent = raised.peek();
        final long workNs = costs.ns(agent.isThread() ? Cost.WAKE : Cost.SOFTIRQ);
        return Math.max(1, costs.ns(Cost.INTERRUPT) + (agent.isAsleep() ? workNs : 0));
    }

    @Override
    long execute(final long nowNs) {
        raised.poll().onInterrupt(cpu, nowNs);
        return 0;
    }

    @Override
    Wish wish() {
        return raised.isEmpty() ? Wish.SLEEP : Wish.RUN;
    }
}
