package knet.firmware;

/**
 * Queues that are always empty and always polled, because the host takes each frame at once: what a
 * classifier sees where there is no device. Which frame it is, and what time, is told by who feeds
 * it.
 */
public abstract class EmptyQueues implements QueueState {
    /** Descriptors that seem free: a common ring size. */
    private static final int FREE = 1024;

    private final int count;

    /**
     * @param count of queues, 1 to 256
     */
    protected EmptyQueues(final int count) {
        if (count < 1 || count > IndirectionTable.MAX_QUEUES) {
            throw new IllegalArgumentException(count + " queues are not 1 to 256");
        }
        this.count = count;
    }

    @Override
    public final int count() {
        return count;
    }

    @Override
    public final int depth(final int queue) {
        return 0;
    }

    @Override
    public final int free(final int queue) {
        return FREE;
    }

    @Override
    public final boolean isPolled(final int queue) {
        return true;
    }
}
