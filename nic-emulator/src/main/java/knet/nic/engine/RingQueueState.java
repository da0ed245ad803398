package knet.nic.engine;

import static knet.driver.abi.NotificationDescriptor.ARMED;

import knet.driver.abi.QueueMemory;
import knet.firmware.QueueState;
import knet.nic.ring.RxRing;


/** The rings as a classifier sees them: read from shared memory when it asks. */
public final class RingQueueState implements QueueState {
    private final RxRing[] rings;
    private final QueueMemory[] memories;
    private long frameNumber;
    private long nowNs;

    /**
     * @param rings by queue number
     * @param memories the queue files, by queue number
     */
    public RingQueueState(final RxRing[] rings, final QueueMemory[] memories) {
        this.rings = rings.clone();
        this.memories = memories.clone();
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
        return memories[queue].notificationVolatile() != ARMED;
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
