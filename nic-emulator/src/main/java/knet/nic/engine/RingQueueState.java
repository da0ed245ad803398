package knet.nic.engine;

import knet.firmware.QueueState;
import knet.nic.ring.RxRing;

/** The rings as a classifier sees them: read from shared memory when it asks. */
public final class RingQueueState implements QueueState {
    private final RxRing[] rings;
    private long frameNumber;
    private long nowNs;

    /**
     * @param rings by queue number
     */
    public RingQueueState(final RxRing[] rings) {
        this.rings = rings.clone();
    }

    /** Sets the time of the batch. */
    public void startBatch(final long batchNowNs) {
        this.nowNs = batchNowNs;
    }

    /** Sets the frame that is about to be classified. */
    public void startFrame(final long number) {
        this.frameNumber = number;
    }

    @Override
    public int count() {
        return rings.length;
    }

    @Override
    public int depth(final int queue) {
        return rings[queue].depth();
    }

    @Override
    public int free(final int queue) {
        return rings[queue].free();
    }

    @Override
    public boolean isPolled(final int queue) {
        return rings[queue].isPolled();
    }

    @Override
    public long written(final int queue) {
        return rings[queue].written();
    }

    @Override
    public long taken(final int queue) {
        return rings[queue].taken();
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
