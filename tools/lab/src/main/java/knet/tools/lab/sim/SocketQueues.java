package knet.tools.lab.sim;

import knet.threads.host.FlowDelivery;

/**
 * From the stack to the user threads: what a frame brought goes to the user thread of the processor
 * that its queue belongs to, and wakes it. Behind a single queue the flows have their users on all
 * processors.
 */
final class SocketQueues implements FlowDelivery {
    private final UserTask[] users;
    private final Cpu[] cpus;
    private final Costs costs;
    private int bytes;
    private long surplusNs;
    private final boolean isSpreadByFlow;

    /** Users that the step has given work: woken at its end. */
    private final UserTask[] woken;

    private final Cpu[] wokenOn;
    private int wokenCount;

    SocketQueues(final UserTask[] users, final Cpu[] cpus, final Costs costs, final int queues) {
        this.isSpreadByFlow = queues < cpus.length;
        this.users = users;
        this.cpus = cpus;
        this.costs = costs;
        this.woken = new UserTask[users.length];
        this.wokenOn = new Cpu[users.length];
    }

    /** Steps are not nested: one at a time on the whole machine. */
    void beginStep(final Cpu on, final int frameBytes) {
        bytes = frameBytes;
        surplusNs = 0;
    }

    /** Wakes users; returns what that has cost the processor that stepped, nanoseconds. */
    long endStep(final long nowNs) {
        for (int i = 0; i < wokenCount; i++) {
            wokenOn[i].add(woken[i], nowNs);
            surplusNs += costs.wakeNs();
        }
        wokenCount = 0;
        return surplusNs;
    }

    @Override
    public void onDelivered(final long arrivalNs, final int queue, final int hash) {
        final int index = Integer.remainderUnsigned(isSpreadByFlow ? hash : queue, users.length);
        final UserTask user = users[index];
        if (user.offer(arrivalNs, bytes) && !user.isQueued() && !isWoken(user)) {
            woken[wokenCount] = user;
            wokenOn[wokenCount] = cpus[index];
            wokenCount++;
        }
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
