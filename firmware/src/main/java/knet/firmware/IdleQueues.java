package knet.firmware;

/** Empty queues that count what went to them, at the times that they are told. */
final class IdleQueues extends EmptyQueues {
    private final long[] written;
    private long frameNumber = -1;
    private long nowNs = Long.MIN_VALUE;

    IdleQueues(final int count) {
        super(count);
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
