package knet.tools.bench;

import knet.firmware.EmptyQueues;

/** Queues that are always empty, and time as at 10 Gbit/s: what a classifier costs by itself. */
final class BenchQueues extends EmptyQueues {
    /** A frame of 64 bytes with preamble and gap at 10 Gbit/s, rounded. */
    private static final int NS_PER_FRAME = 67;

    private final long tickIntervalNs;
    private long frameNumber = -1;
    private long nextTickNs;

    /**
     * @param tickIntervalNs 0 for no ticks
     */
    BenchQueues(final int count, final long tickIntervalNs) {
        super(count);
        this.tickIntervalNs = tickIntervalNs;
        this.nextTickNs = tickIntervalNs > 0 ? tickIntervalNs : Long.MAX_VALUE;
    }

    /**
     * The next frame arrives.
     *
     * @return true if a tick is due
     */
    boolean nextFrame() {
        frameNumber++;
        if (nowNs() < nextTickNs) {
            return false;
        }
        nextTickNs += tickIntervalNs;
        return true;
    }

    @Override
    public long frameNumber() {
        return frameNumber;
    }

    @Override
    public long nowNs() {
        return frameNumber * NS_PER_FRAME;
    }
}
