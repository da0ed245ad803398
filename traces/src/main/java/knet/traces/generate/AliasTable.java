package knet.traces.generate;

/**
 * Draws from a discrete distribution in constant time: Walker's alias method, as Vose builds it ("A
 * linear algorithm for generating random numbers with a given distribution", IEEE TSE 17(9), 1991).
 * IEEE arithmetic and {@link StrictMath} alone, so the same everywhere.
 */
final class AliasTable {
    private final double[] probability;
    private final int[] alias;

    /**
     * @param weights at least one; finite, not negative, not all zero
     */
    AliasTable(final double[] weights) {
        final int n = weights.length;
        probability = new double[n];
        alias = new int[n];
        double total = 0;
        for (final double weight : weights) {
            total += weight;
        }
        // One array serves as two stacks: those below the average from the left, others from the
        // right.
        final int[] stacks = new int[n];
        int small = 0;
        int large = n;
        for (int i = 0; i < n; i++) {
            probability[i] = weights[i] * n / total;
            alias[i] = i;
            if (probability[i] < 1) {
                stacks[small++] = i;
            } else {
                stacks[--large] = i;
            }
        }
        while (small > 0 && large < n) {
            final int less = stacks[--small];
            final int more = stacks[large];
            alias[less] = more;
            probability[more] = probability[more] + probability[less] - 1;
            if (probability[more] < 1) {
                large++;
                stacks[small++] = more;
            }
        }
        // What is left differs from 1 by rounding only.
        while (small > 0) {
            probability[stacks[--small]] = 1;
        }
        while (large < n) {
            probability[stacks[large++]] = 1;
        }
    }

    /** Zipf's law: rank r, from 1, has a weight of r to the power of -skew; 0 is uniform. */
    static AliasTable zipf(final int ranks, final double skew) {
        final double[] weights = new double[ranks];
        for (int i = 0; i < ranks; i++) {
            weights[i] = StrictMath.pow(i + 1, -skew);
        }
        return new AliasTable(weights);
    }

    int draw(final Xoshiro256 random) {
        final int i = random.nextInt(probability.length);
        return random.nextDouble() < probability[i] ? i : alias[i];
    }
}
