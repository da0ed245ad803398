package knet.tools.lab.sim;

import knet.threads.agent.NetAgent;
import knet.threads.agent.Part;
import knet.threads.stack.ShardHashes;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;

/**
 * What a step of an agent costs, before it is taken: from the frame that it begins with, from where
 * that frame's flow has its state, and from the lock that it needs.
 */
final class StepPrices {
    private final Costs costs;
    private final Flows flows;

    /** What the step that is being taken costs beyond its plan. */
    private long surplusNs;

    private int currentCpu;
    private long crossCalls;

    /** Null where every flow has its own processor. */
    private final ShardLocks locks;

    /**
     * @param locks null if flows are not sprayed
     */
    StepPrices(final Costs costs, final Flows flows, final ShardLocks locks) {
        this.costs = costs;
        this.flows = flows;
        this.locks = locks;
    }

    /** What is known of a step. Each task has one, used again and again. */
    static final class Step {
        private int cpu;
        private int bytes;
        private int frameBytes;
        private int flow;
        private int lastArrival;
        private int arrival;
        private boolean isDelivery;
        private boolean isAnyDelivered;

        int bytes() {
            return bytes;
        }

        /** Bytes of the frame, also of its parts that earlier steps took. */
        int frameBytes() {
            return frameBytes;
        }

        int flow() {
            return flow;
        }
    }

    Step newStep() {
        return new Step();
    }

    long wakeLatencyNs() {
        return costs.ns(Cost.WAKE_LATENCY);
    }

    /** For a thread that was notified on its way to sleep, nanoseconds. */
    long wakeEarlyNs() {
        return costs.ns(Cost.WAKE_EARLY);
    }

    /** A poll that finds frames, on top of what they cost, nanoseconds. */
    long pollNs() {
        return costs.ns(Cost.RX_POLL);
    }

    /** Looks at what an agent is about to do on a processor; says what it costs, nanoseconds. */
    long plan(final Step step, final NetAgent agent, final int cpu) {
        step.cpu = cpu;
        step.flow = Flows.NONE;
        step.isDelivery = false;
        step.bytes = agent.nextBytes();
        if (step.bytes == 0) {
            return costs.ns(Cost.EMPTY_POLL);
        }
        final Part part = agent.nextPart();
        agent.commit(part);
        if (part == Part.TAKE) {
            return Math.max(1, costs.ns(Cost.INTERRUPT_PACKET));
        }
        if (part == Part.STEER) {
            return Math.max(1, costs.ns(Cost.INTERRUPT_PACKET) + costs.ns(Cost.CLASSIFY_PACKET));
        }
        step.isDelivery = true;
        step.arrival = agent.nextArrival();
        step.flow = flows.of(step.arrival);
        long costNs = costs.rxNs(step.bytes);
        if (flows.isElsewhere(step.flow, cpu)) {
            costNs += costs.ns(Cost.FLOW_MISS);
        }
        if (takesLock(step)) {
            costNs += costs.ns(Cost.LOCK);
        }
        return costNs;
    }

    /** True if steps may have to wait for one another. */
    boolean hasLocks() {
        return locks != null;
    }

    /**
     * Takes the lock that a planned step needs, at the moment it begins.
     *
     * @param workNs how long the step is going to hold it
     * @return how long it has to wait, nanoseconds
     */
    long waitNs(final Step step, final long nowNs, final long workNs) {
        return takesLock(step) ? locks.take(flows.shardHash(step.flow), nowNs, workNs) : 0;
    }

    private boolean takesLock(final Step step) {
        return locks != null
                && step.flow != Flows.NONE
                && flows.shardHash(step.flow) != ShardHashes.NO_SHARD;
    }

    /**
     * The step is taken now.
     *
     * @throws InvariantBreach if a frame that came later was handled before
     */
    void begin(final Step step) {
        surplusNs = 0;
        currentCpu = step.cpu;
        if (!step.isDelivery) {
            return;
        }
        if (step.isAnyDelivered && step.arrival == step.lastArrival) {
            step.frameBytes += step.bytes;
            return; // Another part of a frame that the ring has no room for in one piece.
        }
        if (step.isAnyDelivered && step.arrival - step.lastArrival < 0) {
            throw new InvariantBreach(
                    "frame "
                            + Integer.toUnsignedString(step.arrival)
                            + " is handled after frame "
                            + Integer.toUnsignedString(step.lastArrival)
                            + " of the same queue");
        }
        step.isAnyDelivered = true;
        step.frameBytes = step.bytes;
        step.lastArrival = step.arrival;
        flows.onFrame(step.flow, step.cpu);
    }

    /** True if the step that is being taken is on that processor. */
    boolean isOn(final int cpu) {
        return currentCpu == cpu;
    }

    /** The step wakes another thread. */
    void onWakes() {
        surplusNs += costs.ns(Cost.WAKE);
    }

    /** The step calls another processor. */
    void onCrossCall() {
        crossCalls++;
        surplusNs += costs.ns(Cost.IPI);
    }

    /** What the step has cost beyond its plan, by what it did; nanoseconds. */
    long surplusNs() {
        return surplusNs;
    }

    /** Inter-processor interrupts sent so far. */
    long crossCalls() {
        return crossCalls;
    }
}
