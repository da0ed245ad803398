package knet.tools.lab.sim;

import org.HdrHistogram.Histogram;

/**
 * The user thread of a processor: it consumes what the network delivers there, at a cost for every
 * frame and byte. What waits for it is bounded, as a socket's buffer is.
 */
final class UserTask extends Task {
    private static final long MAX_LATENCY_NS = 3_600_000_000_000L;

    private final Costs costs;
    private final long[] arrivalNs;
    private final int[] bytes;
    private final Histogram latency = new Histogram(MAX_LATENCY_NS, 3);
    private long head;
    private long tail;
    private long dropped;
    private long lastConsumedNs;

    /**
     * @param capacity frames whose data may wait
     */
    UserTask(final Costs costs, final int capacity) {
        this.costs = costs;
        this.arrivalNs = new long[capacity];
        this.bytes = new int[capacity];
    }

    /** Data of a frame for it; false, and counted, if its buffer is full. */
    boolean offer(final long frameArrivalNs, final int frameBytes) {
        if (tail - head == bytes.length) {
            dropped++;
            return false;
        }
        final int slot = (int) (tail % bytes.length);
        arrivalNs[slot] = frameArrivalNs;
        bytes[slot] = frameBytes;
        tail++;
        return true;
    }

    /** Frames whose data was consumed. */
    long consumed() {
        return head;
    }

    /** Frames whose data waits. */
    long waiting() {
        return tail - head;
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
    Level level() {
        return Level.USER_THREAD;
    }

    @Override
    long costNs(final long nowNs) {
        return costs.userNs(bytes[(int) (head % bytes.length)]);
    }

    @Override
    long execute(final long nowNs) {
        final long waitedNs = nowNs - arrivalNs[(int) (head % bytes.length)];
        latency.recordValue(Math.max(0, Math.min(waitedNs, MAX_LATENCY_NS)));
        lastConsumedNs = nowNs;
        head++;
        return 0;
    }

    @Override
    Wish wish() {
        return head == tail ? Wish.SLEEP : Wish.RUN;
    }
}
