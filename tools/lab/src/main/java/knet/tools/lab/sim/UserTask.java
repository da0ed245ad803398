package knet.tools.lab.sim;

import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;
import org.HdrHistogram.Histogram;

/**
 * The user thread of a processor: it consumes what the network delivers there, at a cost for every
 * frame and byte. What waits for it is bounded, as a socket's buffer is.
 */
final class UserTask extends Task {
    private static final long MAX_LATENCY_NS = 3_600_000_000_000L;

    private final int cpu;
    private final Costs costs;
    private final Flows flows;
    private final String name;
    private final long[] arrivalNs;
    private final int[] bytes;
    private final int[] flow;
    private final int[] deliveredBy;
    private final Histogram latency = new Histogram(MAX_LATENCY_NS, 3);
    private int head;
    private int waiting;
    private long consumed;
    private long consumedBytes;
    private long dropped;
    private long lastConsumedNs;

    /**
     * @param capacity frames whose data may wait
     */
    UserTask(final int cpu, final Costs costs, final Flows flows, final int capacity) {
        this.cpu = cpu;
        this.costs = costs;
        this.flows = flows;
        this.name = "user-" + cpu;
        this.arrivalNs = new long[capacity];
        this.bytes = new int[capacity];
        this.flow = new int[capacity];
        this.deliveredBy = new int[capacity];
    }

    /** Data of a frame for it; false, and counted, if its buffer is full. */
    boolean offer(
            final long frameArrivalNs, final int frameBytes, final int ofFlow, final int byCpu) {
        if (isFull()) {
            dropped++;
            return false;
        }
        int slot = head + waiting;
        if (slot >= bytes.length) {
            slot -= bytes.length;
        }
        arrivalNs[slot] = frameArrivalNs;
        bytes[slot] = frameBytes;
        flow[slot] = ofFlow;
        deliveredBy[slot] = byCpu;
        waiting++;
        return true;
    }

    /** True if there is no room for another frame's data. */
    boolean isFull() {
        return waiting == bytes.length;
    }

    /**
     * Consumes what waits, all at this moment: the application is a part of the network thread, and
     * has done its work in the steps that delivered.
     */
    void consumeAll(final long nowNs) {
        while (waiting > 0) {
            execute(nowNs);
        }
    }

    int cpu() {
        return cpu;
    }

    /** Frames whose data was consumed. */
    long consumed() {
        return consumed;
    }

    /** Bytes of the frames whose data was consumed. */
    long consumedBytes() {
        return consumedBytes;
    }

    /** Frames whose data waits. */
    long waiting() {
        return waiting;
    }

    /** Frames whose data found the buffer full. */
    long dropped() {
        return dropped;
    }

    long lastConsumedNs() {
        return lastConsumedNs;
    }

    Histogram latency() {
        return latency;
    }

    @Override
    String name() {
        return name;
    }

    @Override
    Level level() {
        return Level.USER_THREAD;
    }

    @Override
    long costNs(final long nowNs) {
        long costNs = costs.userNs(bytes[head]);
        if (deliveredBy[head] != cpu) {
            costNs += costs.ns(Cost.REMOTE_BYTE, bytes[head]);
        }
        if (flows.isElsewhere(flow[head], cpu)) {
            costNs += costs.ns(Cost.FLOW_MISS);
        }
        return costNs;
    }

    @Override
    long execute(final long nowNs) {
        final long waitedNs = nowNs - arrivalNs[head];
        latency.recordValue(Math.max(0, Math.min(waitedNs, MAX_LATENCY_NS)));
        flows.onUser(flow[head], cpu);
        lastConsumedNs = nowNs;
        consumed++;
        consumedBytes += bytes[head];
        waiting--;
        head = head + 1 == bytes.length ? 0 : head + 1;
        return 0;
    }

    @Override
    Wish wish() {
        return waiting == 0 ? Wish.SLEEP : Wish.RUN;
    }
}
