package knet.threads.agent;

import java.lang.invoke.VarHandle;
import java.util.List;
import knet.driver.RxFrame;

/**
 * Spreads the frames of a receive queue over processors, as Linux's RPS does (get_rps_cpu and
 * enqueue_to_backlog in net/core/dev.c): the classifier's hash says into whose backlog a frame
 * goes. Backlogs are announced once a batch, as RPS sends its inter-processor interrupts.
 *
 * <p>The map is {@code (hash * n) >>> 32}, the high bits of the hash scaled to n processors; not
 * the mask into an indirection table that NICs use, nor {@code hash % n}. A classifier that makes
 * no hash leaves 0, which is processor 0.
 *
 * <p>Where nothing may be lost (ON_FULL_WAIT) it is not ready while any backlog is full, so that
 * frames stay in the ring and the NIC waits; else what finds a backlog full is dropped.
 */
public final class Steerer implements FrameProcessor {
    private final SteeredBacklog[] backlogs;
    private final boolean lossless;
    private final BacklogMeter meter;

    /** The backlogs that the batch has met. */
    private final int[] touched;

    private final boolean[] isTouched;
    private int touchedCount;
    private long hashed;

    /**
     * @param backlogs of the processors, in order; one thread may have several steerers over them
     * @param meter where drops are shown, as of the receive queue
     */
    public Steerer(
            final List<SteeredBacklog> backlogs, final boolean lossless, final BacklogMeter meter) {
        if (backlogs.isEmpty()) {
            throw new IllegalArgumentException("there is no processor to steer to");
        }
        this.backlogs = backlogs.toArray(new SteeredBacklog[0]);
        this.lossless = lossless;
        this.meter = meter;
        this.touched = new int[backlogs.size()];
        this.isTouched = new boolean[backlogs.size()];
    }

    /** The processor of a hash, 0 to {@code processors - 1}. */
    public static int processorOf(final int hash, final int processors) {
        return (int) ((hash & 0xFFFF_FFFFL) * processors >>> 32);
    }

    @Override
    public void onFrame(final RxFrame frame) {
        final int hash = frame.hash();
        if (hash != 0) {
            hashed++;
        }
        final int processor = processorOf(hash, backlogs.length);
        if (!isTouched[processor]) {
            isTouched[processor] = true;
            touched[touchedCount++] = processor;
        }
        backlogs[processor].offer(frame);
    }

    @Override
    public Part part() {
        return Part.STEER;
    }

    @Override
    public boolean isReady() {
        return room() > 0;
    }

    @Override
    public int room() {
        int room = Integer.MAX_VALUE;
        if (lossless) {
            // All of them may be for one processor.
            for (final SteeredBacklog backlog : backlogs) {
                room = Math.min(room, backlog.room());
            }
        }
        return room;
    }

    @Override
    public void onBatchEnd() {
        VarHandle.fullFence();
        int dropped = 0;
        for (int i = 0; i < touchedCount; i++) {
            isTouched[touched[i]] = false;
            dropped += backlogs[touched[i]].announce();
        }
        touchedCount = 0;
        if (dropped > 0) {
            meter.onDropped(dropped);
        }
    }

    @Override
    public int doWork(final long nowNs) {
        return 0;
    }

    @Override
    public long deadlineNs() {
        return Long.MAX_VALUE;
    }

    /** Frames so far that the classifier had made a hash of. */
    public long hashed() {
        return hashed;
    }
}
