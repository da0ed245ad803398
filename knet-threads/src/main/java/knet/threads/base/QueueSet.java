package knet.threads.base;

import java.util.Arrays;

/** A set of receive queues. */
public final class QueueSet {
    private long low;
    private long[] high = NONE;
    private static final long[] NONE = {};

    /**
     * Adds a queue.
     *
     * @param queue 0 or more
     */
    public void add(final int queue) {
        if (queue < Long.SIZE) {
            low |= 1L << queue;
            return;
        }
        final int word = (queue >>> 6) - 1;
        if (word >= high.length) {
            high = Arrays.copyOf(high, word + 1);
        }
        high[word] |= 1L << (queue & 63);
    }

    public boolean contains(final int queue) {
        if (queue < Long.SIZE) {
            return (low & 1L << queue) != 0;
        }
        final int word = (queue >>> 6) - 1;
        return word < high.length && (high[word] & 1L << (queue & 63)) != 0;
    }

    public void addAll(final QueueSet other) {
        low |= other.low;
        if (other.high.length > high.length) {
            high = Arrays.copyOf(high, other.high.length);
        }
        for (int i = 0; i < other.high.length; i++) {
            high[i] |= other.high[i];
        }
    }

    public void clear() {
        low = 0;
        Arrays.fill(high, 0);
    }

    public int size() {
        int size = Long.bitCount(low);
        for (final long word : high) {
            size += Long.bitCount(word);
        }
        return size;
    }

    public boolean isEmpty() {
        return size() == 0;
    }
}
