package knet.threads.stack;

import java.util.concurrent.locks.ReentrantLock;
import knet.driver.RxFrame;
import knet.driver.RxHandler;

/**
 * A stack that several network threads share, for classifiers that spray the packets of a flow over
 * queues: the flow state must be locked. Each thread takes its own {@link #handler}.
 */
public final class ShardedStack {
    private final ReentrantLock lock = new ReentrantLock();
    private final NetStack stack;

    /**
     * Makes a shared stack.
     *
     * @param config of every shard; its memory bounds are divided among them
     * @param shards number of independently locked parts, a power of two
     */
    public ShardedStack(final StackConfig config, final int shards) {
        if (shards < 1 || Integer.bitCount(shards) != 1) {
            throw new IllegalArgumentException("shards " + shards + " must be a power of two");
        }
        this.stack = new NetStack(config, DeliveryListener.NONE);
    }

    /** Makes the entry of one network thread. Used by that thread alone. */
    public RxHandler handler(final DeliveryListener listener) {
        return this::onFrame;
    }

    private void onFrame(final RxFrame frame) {
        lock.lock();
        try {
            stack.onFrame(frame);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the run, once all network threads have ended; see {@link NetStack#onEndOfRun}. */
    public void onEndOfRun(final long nowNs) {
        stack.onEndOfRun(nowNs);
    }

    /** The sum over all shards and threads. To be called after the run. */
    public StackStats stats() {
        return stack.stats();
    }
}
