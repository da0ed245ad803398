package knet.firmware;

/**
 * Queues that are always empty and always polled, because the host takes each frame at once: what a
 * classifier sees without a device.
 */
final class IdleQueues implements QueueState {
    /** Descriptors that seem free: a common ring size. */
    private static final int FREE = 1024;

    private final int count;
    private final long[] written;
    private long frameNumber = -1;
    private long nowNs = Long.MIN_VALUE;

    IdleQueues(final int count) {
        if (count < 1 || count > IndirectionTable.MAX_QUEUES) {
            throw new IllegalArgumentException(count + " queues are not 1 to 256");
        }
        this.count = count;
        this.written = new long[count];
    }

    void nextFrame(final long now) {
        frameNumber++;
        nowNs = Math.max(nowNs, now);
    }

    /** The frame went to a queue, and was taken. */
    void sent(final int queue) {
        written[queue]++;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int depth(final int queue) {
        return 0;
    }

    @Override
    public int free(final int queue) {
        return FREE;
    }

    @Override
    public boolean isPolled(final int queue) {
        return true;
    }

    @Override
    public long written(final int queue) {
        return written[queue];
    }

    @Override
    public long taken(final int queue) {
        return written[queue];
    }

    @Override
    public long frameNumber() {
        return frameNumber;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }
}
