package knet.firmware;

import java.util.Arrays;

/**
 * RSS's indirection table: the low bits of a hash choose an entry, the entry names a queue. Changed
 * between two frames by the thread that reads it.
 *
 * <p>The rule is a mask, as in NICs. {@code hash % queues} and {@code (hash * queues) >> 32}
 * (Linux's RPS) are other maps.
 */
public final class IndirectionTable {
    /** Size of the 82599's table. */
    public static final int DEFAULT_SIZE = 128;

    public static final int MAX_SIZE = 1 << 16;

    /** Most queues that a device has. */
    public static final int MAX_QUEUES = 256;

    private int[] queues;

    /**
     * A table whose entry i names queue {@code i % queueCount}.
     *
     * @param size a power of two, 1 to {@link #MAX_SIZE}
     * @param queueCount 1 to {@link #MAX_QUEUES}
     */
    public IndirectionTable(final int size, final int queueCount) {
        checkSize(size);
        this.queues = new int[size];
        spread(queueCount);
    }

    public int size() {
        return queues.length;
    }

    /** The entry that a hash falls on. */
    public int index(final int hash) {
        return hash & (queues.length - 1);
    }

    /** The queue of a hash. */
    public int queue(final int hash) {
        final int[] q = queues;
        return q[hash & (q.length - 1)];
    }

    /** The queue that an entry names. */
    public int get(final int index) {
        return queues[index];
    }

    /** Moves everything that falls on an entry to a queue, 0 to {@link #MAX_QUEUES} - 1. */
    public void set(final int index, final int queue) {
        if (queue < 0 || queue >= MAX_QUEUES) {
            throw new IllegalArgumentException("queue " + queue + " is not 0 to 255");
        }
        queues[index] = queue;
    }

    /** Sets entry i to queue {@code i % queueCount}: what drivers start with. */
    public void spread(final int queueCount) {
        if (queueCount < 1 || queueCount > MAX_QUEUES) {
            throw new IllegalArgumentException(queueCount + " queues are not 1 to " + MAX_QUEUES);
        }
        for (int i = 0; i < queues.length; i++) {
            queues[i] = i % queueCount;
        }
    }

    /**
     * Sets entry i to the i-th of a list, which is repeated as often as it takes: {@code ethtool
     * -x} prints such a list.
     *
     * @param list queues, 0 to {@link #MAX_QUEUES} - 1; not empty, nor longer than the table
     */
    public void repeat(final int... list) {
        if (list.length < 1 || list.length > queues.length) {
            throw new IllegalArgumentException(
                    list.length + " entries for a table of " + queues.length);
        }
        for (int i = 0; i < queues.length; i++) {
            set(i, list[i % list.length]);
        }
    }

    /**
     * Gives each queue a run of entries in proportion to its weight, as {@code ethtool -X DEV
     * weight W0 W1 ...} does (ethtool.c, fill_indir_table).
     *
     * @param weights by queue, 0 or more; their sum is 1 to the size of the table
     */
    public void weigh(final int... weights) {
        long sum = 0;
        for (final int weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("weight " + weight + " is negative");
            }
            sum += weight;
        }
        if (sum < 1 || sum > queues.length) {
            throw new IllegalArgumentException(
                    "weights add up to " + sum + ", not to 1 to " + queues.length);
        }
        int queue = -1;
        long partial = 0;
        for (int i = 0; i < queues.length; i++) {
            while (i >= queues.length * partial / sum) {
                queue++;
                partial += weights[queue];
            }
            set(i, queue);
        }
    }

    /**
     * Changes the number of entries. A larger table repeats the old one, so that every hash keeps
     * its queue; a smaller one keeps the first entries.
     */
    public void resize(final int size) {
        checkSize(size);
        final int[] old = queues;
        final int[] resized = Arrays.copyOf(old, size);
        for (int i = old.length; i < size; i++) {
            resized[i] = old[i & (old.length - 1)];
        }
        queues = resized;
    }

    private static void checkSize(final int size) {
        if (size < 1 || size > MAX_SIZE || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException(
                    "an indirection table's size is a power of two from 1 to "
                            + MAX_SIZE
                            + ", not "
                            + size);
        }
    }
}
