package knet.firmware.check;

import knet.firmware.QueueState;

/**
 * Receive queues of a host that takes frames at different speeds: queue q is looked at in turn and
 * gives up {@code q % 4} + 1 frames. So depths differ, and some queues fill up. The same frames
 * give the same depths.
 */
final class CheckQueues implements QueueState {
    private static final int RING = 64;
    private static final long NS_PER_FRAME = 1_000;

    private final long[] written;
    private final long[] taken;
    private long frameNumber = -1;

    CheckQueues(final int count) {
        written = new long[count];
        taken = new long[count];
    }

    /** The next frame arrives, and the host takes some. */
    void nextFrame() {
        frameNumber++;
        // Each queue gets a turn in as many frames as there are queues, and is then given its due.
        final int queue = (int) (frameNumber % written.length);
        taken[queue] = Math.min(written[queue], taken[queue] + queue % 4 + 1);
    }

    /** The frame goes to a queue: it is dropped if there is no space. */
    void sent(final int queue) {
        if (free(queue) > 0) {
            written[queue]++;
        }
    }

    @Override
    public int count() {
        return written.length;
    }

    @Override
    public int depth(final int queue) {
        return (int) (written[queue] - taken[queue]);
    }

    @Override
    public int free(final int queue) {
        return RING - depth(queue);
    }

    @Override
    public boolean isPolled(final int queue) {
        return depth(queue) > 0;
    }

    @Override
    public long written(final int queue) {
        return written[queue];
    }

    @Override
    public long taken(final int queue) {
        return taken[queue];
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
