package knet.firmware.parts;

import java.util.Arrays;

/**
 * Counts how often each of very many keys came, in little memory and never too low: the count-min
 * sketch (Cormode and Muthukrishnan, "An improved data stream summary: the count-min sketch and its
 * applications", Journal of Algorithms 55(1), 2005) with conservative update (Estan and Varghese,
 * "New Directions in Traffic Measurement and Accounting", SIGCOMM 2002).
 *
 * <p>An estimate is at least the true count. After N additions it is more than {@code e / width *
 * N} above it with a probability of at most {@code e^-depth}.
 */
public final class CountMinSketch {
    private final int[] counts;
    private final int width;
    private final int depth;

    /**
     * @param width counters in a row, a power of two, 16 to 2^20
     * @param depth rows, 1 to 8
     */
    public CountMinSketch(final int width, final int depth) {
        if (width < 16 || width > 1 << 20 || Integer.bitCount(width) != 1) {
            throw new IllegalArgumentException(
                    "a sketch's width is a power of two from 16 to 1048576, not " + width);
        }
        if (depth < 1 || depth > 8) {
            throw new IllegalArgumentException("a sketch has 1 to 8 rows, not " + depth);
        }
        this.counts = new int[width * depth];
        this.width = width;
        this.depth = depth;
    }

    /**
     * Adds one to a key's count.
     *
     * @param hash 64 mixed bits of the key
     * @return the estimate, this one included
     */
    public int add(final long hash) {
        final int estimate = estimate(hash) + 1;
        for (int row = 0; row < depth; row++) {
            final int cell = cell(row, hash);
            // What is greater already counts for other keys too.
            counts[cell] = Math.max(counts[cell], estimate);
        }
        return estimate;
    }

    /** How often a key came, or more. */
    public int estimate(final long hash) {
        int least = Integer.MAX_VALUE - 1;
        for (int row = 0; row < depth; row++) {
            least = Math.min(least, counts[cell(row, hash)]);
        }
        return least;
    }

    /** Each row has a hash of its own. */
    private int cell(final int row, final long hash) {
        return row * width + ((int) Mix.mix(hash + row * Mix.GOLDEN) & width - 1);
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(counts, 0);
    }
}
