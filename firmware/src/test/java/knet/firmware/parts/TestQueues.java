package knet.firmware.parts;

import knet.firmware.QueueState;

/** Queues that the test writes and takes from. */
final class TestQueues implements QueueState {
    final long[] written;
    final long[] taken;

    TestQueues(final int count) {
        written = new long[count];
        taken = new long[count];
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
        return 1024 - depth(queue);
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
        return taken[queue];
    }

    @Override
    public long frameNumber() {
        return 0;
    }

    @Override
    public long nowNs() {
        return 0;
    }
}
