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

    void raise(final AgentTask agent, final long nowNs) {
        raised.add(agent);
        cpu.add(this, nowNs);
    }

    /** Interrupts taken so far. */
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
        taken++;
        raised.poll().onInterrupt(cpu, nowNs);
        return 0;
    }

    @Override
    Wish wish() {
        return raised.isEmpty() ? Wish.SLEEP : Wish.RUN;
    }
}
