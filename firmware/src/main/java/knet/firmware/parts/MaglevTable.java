package knet.firmware.parts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Maglev's lookup table (Eisenbud et al., "Maglev: A Fast and Reliable Software Network Load
 * Balancer", NSDI 2016, section 3.4): every queue has a permutation of the entries of its own and
 * takes in turn the first that is free. So the queues' shares differ by one entry, and when one
 * goes the entries of the others mostly stay.
 */
public final class MaglevTable {
    /** The paper's size for a thousand backends and less. */
    public static final int DEFAULT_SIZE = 65537;

    /** The paper's larger size. */
    public static final int MAX_SIZE = 655373;

    private static final int FREE = -1;

    private final short[] entries;

    private MaglevTable(final short[] entries) {
        this.entries = entries;
    }

    /**
     * A table for queues 0 to {@code queueCount} - 1. Their names, "queue-0" and on, are what is
     * hashed, by XXH32 with seeds 0 and 1.
     *
     * @param size a prime, the number of queues to {@link #MAX_SIZE}
     */
    public static MaglevTable of(final int queueCount, final int size) {
        if (size > MAX_SIZE || size < queueCount || !isPrime(size)) {
            throw new IllegalArgumentException(
                    "a Maglev table's size is a prime from "
                            + Math.max(2, queueCount)
                            + " to "
                            + MAX_SIZE
                            + ", not "
                            + size);
        }
        final int[] offsets = new int[queueCount];
        final int[] skips = new int[queueCount];
        for (int queue = 0; queue < queueCount; queue++) {
            final byte[] name = ("queue-" + queue).getBytes(StandardCharsets.US_ASCII);
            offsets[queue] = Integer.remainderUnsigned(XxHash32.hash(name, name.length, 0), size);
            skips[queue] =
                    Integer.remainderUnsigned(XxHash32.hash(name, name.length, 1), size - 1) + 1;
        }
        return populate(offsets, skips, size);
    }

    /**
     * The paper's population algorithm (pseudocode 1).
     *
     * @param offsets first entry of each queue's permutation, 0 to size - 1
     * @param skips from one entry of the permutation to the next, 1 to size - 1
     * @param size a prime, so that every skip reaches all entries
     */
    static MaglevTable populate(final int[] offsets, final int[] skips, final int size) {
        final short[] entries = new short[size];
        Arrays.fill(entries, (short) FREE);
        final int[] next = offsets.clone();
        int queue = 0;
        for (int filled = 0; filled < size; filled++) {
            while (entries[next[queue]] != FREE) {
                next[queue] = (next[queue] + skips[queue]) % size;
            }
            entries[next[queue]] = (short) queue;
            queue = (queue + 1) % next.length;
        }
        return new MaglevTable(entries);
    }

    static boolean isPrime(final int number) {
        if (number < 2) {
            return false;
        }
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    public int size() {
        return entries.length;
    }

    /** The queue that an entry names. */
    public int get(final int index) {
        return entries[index];
    }

    /** The entry that a hash falls on. */
    public int index(final int hash) {
        return Integer.remainderUnsigned(hash, entries.length);
    }

    /** The queue of a hash: {@code table[hash % size]}. */
    public int queue(final int hash) {
        return entries[index(hash)];
    }
}
