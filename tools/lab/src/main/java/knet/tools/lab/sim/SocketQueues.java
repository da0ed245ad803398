package knet.tools.lab.sim;

import knet.threads.host.FlowDelivery;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;

/**
 * From the stack to the user threads. A flow's data goes to one user thread for the whole run: that
 * of the processor which its first data came to, or behind a single queue, where flows have their
 * users on all processors, the one that its hash says.
 *
 * <p>Where applications run inside the network threads there are no user threads: data is consumed
 * where it is delivered, and complete when the poll that brought it ends, as the product's own
 * latency recorder has it.
 */
final class SocketQueues implements FlowDelivery {
    private final UserTask[] users;
    private final Cpu[] cpus;
    private final Flows flows;
    private final long wakeNs;
    private final boolean isSpreadByFlow;
    private final boolean isInside;
    private Cpu on;
    private long stepNs;
    private StepPrices.Step step;
    private boolean isStepping;
    private long heldBack;

    /** Users that the step has given work: woken at its end. */
    private final UserTask[] woken;

    private int wokenCount;

    /**
     * @param processors that run protocols
     */
    SocketQueues(
            final UserTask[] users,
            final Cpu[] cpus,
            final Flows flows,
            final Costs costs,
            final int processors) {
        this.isSpreadByFlow = processors < cpus.length;
        this.isInside = !costs.hasUserThreads();
        this.users = users;
        this.cpus = cpus;
        this.flows = flows;
        this.wakeNs = costs.ns(Cost.WAKE);
        this.woken = new UserTask[users.length];
    }

    /** Steps are not nested: one at a time on the whole machine. */
    void beginStep(final Cpu cpu, final StepPrices.Step taken, final long nowNs) {
        isStepping = true;
        on = cpu;
        step = taken;
        stepNs = nowNs;
    }

    /**
     * Wakes users; returns what that has cost the processor that stepped, nanoseconds.
     *
     * @param isPollOver the step was the last of a poll
     */
    long endStep(final long nowNs, final boolean isPollOver) {
        if (isInside && isPollOver) {
            users[on.number()].consumeAll(nowNs);
        }
        isStepping = false;
        final int count = wokenCount;
        wokenCount = 0;
        for (int i = 0; i < count; i++) {
            cpus[woken[i].cpu()].add(woken[i], nowNs);
        }
        return count * wakeNs;
    }

    @Override
    public void onDelivered(final long arrivalNs, final int processor, final int hash) {
        if (!isStepping) {
            heldBack++; // Nobody's work any more: the stack gives out what waited, at the end.
            return;
        }
        final int flow = step.flow();
        if (isInside) {
            final UserTask user = users[on.number()];
            if (user.isFull()) {
                user.consumeAll(stepNs);
            }
            user.offer(arrivalNs, step.frameBytes(), flow, on.number());
            return;
        }
        final int first = isSpreadByFlow ? spread(flow, hash) : processor;
        final int home =
                flow == Flows.NONE
                        ? Integer.remainderUnsigned(first, users.length)
                        : flows.userCpu(flow, Integer.remainderUnsigned(first, users.length));
        final UserTask user = users[home];
        if (user.offer(arrivalNs, step.frameBytes(), flow, on.number())
                && !user.isQueued()
                && !isWoken(user)) {
            woken[wokenCount++] = user;
        }
    }

    /** Frames whose data the stack held until the run was over. */
    long heldBack() {
        return heldBack;
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
