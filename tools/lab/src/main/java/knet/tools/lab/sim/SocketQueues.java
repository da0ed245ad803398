package knet.tools.lab.sim;

import knet.threads.host.FlowDelivery;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;

/**
 * From the stack to the user threads. A flow's data goes to one user thread for the whole run: that
 * of the processor which its first data came to, or behind a single queue, where flows have their
 * users on all processors, the one that its hash says.
 */
final class SocketQueues implements FlowDelivery {
    private final UserTask[] users;
    private final Cpu[] cpus;
    private final Flows flows;
    private final long wakeNs;
    private final boolean isSpreadByFlow;
    private Cpu on;
    private StepPrices.Step step;

    /** Users that the step has given work: woken at its end. */
    private final UserTask[] woken;

    private int wokenCount;

    SocketQueues(
            final UserTask[] users,
            final Cpu[] cpus,
            final Flows flows,
            final Costs costs,
            final int queues) {
        this.isSpreadByFlow = queues < cpus.length;
        this.users = users;
        this.cpus = cpus;
        this.flows = flows;
        this.wakeNs = costs.ns(Cost.WAKE);
        this.woken = new UserTask[users.length];
    }

    /** Steps are not nested: one at a time on the whole machine. */
    void beginStep(final Cpu cpu, final StepPrices.Step taken) {
        on = cpu;
        step = taken;
    }

    /** Wakes users; returns what that has cost the processor that stepped, nanoseconds. */
    long endStep(final long nowNs) {
        final int count = wokenCount;
        wokenCount = 0;
        for (int i = 0; i < count; i++) {
            cpus[woken[i].cpu()].add(woken[i], nowNs);
        }
        return count * wakeNs;
    }

    @Override
    public void onDelivered(final long arrivalNs, final int queue, final int hash) {
        final int flow = step.flow();
        final int first = isSpreadByFlow ? spread(flow, hash) : queue;
        final int home =
                flow == Flows.NONE
                        ? Integer.remainderUnsigned(first, users.length)
                        : flows.userCpu(flow, Integer.remainderUnsigned(first, users.length));
        final UserTask user = users[home];
        if (user.offer(arrivalNs, step.bytes(), flow, on.number())
                && !user.isQueued()
                && !isWoken(user)) {
            woken[wokenCount++] = user;
        }
    }

    private int spread(final int flow, final int hash) {
        return flow == Flows.NONE ? hash : flows.hash(flow);
    }

    private boolean isWoken(final UserTask user) {
        for (int i = 0; i < wokenCount; i++) {
            if (woken[i] == user) {
                return true;
            }
        }
        return false;
    }
}
