package knet.tools.lab.sim;

/**
 * The locks of a stack that is shared because its classifier sprays packets: while one processor
 * works on a shard, another that wants it spins.
 *
 * <p>A step of the network is never interrupted, so the end of a hold is known when it begins.
 */
final class ShardLocks {
    /** When each is free; in the beginning all are. */
    private final long[] freeNs;

    private long waits;
    private long waitedNs;

    /**
     * @param shards a power of two
     */
    ShardLocks(final int shards) {
        freeNs = new long[shards];
    }

    /**
     * Takes a lock at the beginning of a step.
     *
     * @param hash of the flow's shard, see {@link knet.threads.stack.ShardedStack#shardHash}
     * @param holdNs how long it is going to be held
     * @return how long the step has to wait for it, nanoseconds
     */
    long take(final int hash, final long nowNs, final long holdNs) {
        final int shard = hash & (freeNs.length - 1);
        final long waitNs = Math.max(0, freeNs[shard] - nowNs);
        if (waitNs > 0) {
            waits++;
            waitedNs += waitNs;
        }
        freeNs[shard] = nowNs + waitNs + holdNs;
        return waitNs;
    }

    /** How often a processor had to wait. */
    long waits() {
        return waits;
    }

    /** Time that processors have waited, nanoseconds. */
    long waitedNs() {
        return waitedNs;
    }
}
