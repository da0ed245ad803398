package knet.tools.lab.sim;

import knet.threads.stack.DeliveryListener;

/**
 * From the stack to the user threads: what a frame brought goes to the user thread of the processor
 * that its queue belongs to, and wakes it.
 */
final class SocketQueues implements DeliveryListener {
    private final UserTask[] users;
    private final Cpu[] cpus;
    private final Costs costs;
    private int bytes;
    private long surplusNs;
    private long wakes;

    /** Users that the step has given work: woken at its end. */
    private final UserTask[] woken;

    private final Cpu[] wokenOn;
    private int wokenCount;

    SocketQueues(final UserTask[] users, final Cpu[] cpus, final Costs costs) {
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
            wakes++;
        }
        wokenCount = 0;
        return surplusNs;
    }

    long wakes() {
        return wakes;
    }

    @Override
    public void onDelivered(final long arrivalNs, final int queue) {
        final int index = queue % users.length;
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
