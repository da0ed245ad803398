package knet.firmware.parts;

/**
 * Linux's flow limit (net/core/dev.c, skb_flow_limit; Documentation/networking/scaling.rst, "RPS
 * Flow Limit"): of the last {@link #HISTORY} packets of a backlog that is at least half full, no
 * flow may have more than half. A flow is a bucket that its hash falls on.
 */
public final class FlowLimit {
    /** FLOW_LIMIT_HISTORY. */
    public static final int HISTORY = 128;

    private final short[] history = new short[HISTORY];

    /** Packets of each bucket within the history. */
    private final short[] counts;

    private final int shift;
    private int head;

    /**
     * @param buckets a power of two, 2 to 65536: net.core.flow_limit_table_len
     */
    public FlowLimit(final int buckets) {
        if (buckets < 2 || buckets > 1 << 16 || Integer.bitCount(buckets) != 1) {
            throw new IllegalArgumentException(
                    "a flow limit's buckets are a power of two from 2 to 65536, not " + buckets);
        }
        counts = new short[buckets];
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(buckets);
    }

    /**
     * Takes a packet into account. To be called only while the backlog is at least half full, as
     * Linux does.
     *
     * @return true if its flow is over the limit: Linux drops the packet
     */
    public boolean isOver(final int hash) {
        // Linux's hash_32: the upper bits of a product with 2^32 / phi.
        final int bucket = hash * 0x61c88647 >>> shift;
        final int old = history[head] & 0xffff;
        history[head] = (short) bucket;
        head = head + 1 & HISTORY - 1;
        if (counts[old] != 0) {
            counts[old]--;
        }
        return ++counts[bucket] > HISTORY / 2;
    }
}
