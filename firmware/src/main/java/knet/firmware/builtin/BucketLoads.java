package knet.firmware.builtin;

import java.util.Arrays;

/**
 * What fell on each bucket of an indirection table in an interval, and which buckets should go to
 * another queue to even it out.
 *
 * <p>A bucket's flows are counted by linear counting (Whang, Vander-Zanden and Taylor, "A
 * Linear-Time Probabilistic Counting Algorithm for Database Applications", ACM TODS 15(2), 1990) in
 * 64 bits: up to about a hundred they are near the truth, above 266 they are told as that many.
 */
final class BucketLoads {
    private static final int BITS = Long.SIZE;

    /** By the number of bits that are set. */
    private static final int[] FLOWS = flows();

    private final long[] loads;
    private final long[] seen;
    private final long[] queueLoads;

    BucketLoads(final int buckets, final int queues) {
        loads = new long[buckets];
        seen = new long[buckets];
        queueLoads = new long[queues];
    }

    private static int[] flows() {
        final int[] flows = new int[BITS + 1];
        for (int set = 0; set <= BITS; set++) {
            final double free = Math.max(1, BITS - set);
            flows[set] = (int) StrictMath.round(BITS * StrictMath.log(BITS / free));
        }
        return flows;
    }

    /** Adds a packet's load to its bucket. */
    void add(final int bucket, final int hash, final int load) {
        loads[bucket] += load;
        // The bucket took the low bits; a product's upper ones depend on all of them.
        seen[bucket] |= 1L << (hash * 0x9e3779b1 >>> Integer.SIZE - 6);
    }

    /** Flows that fell on a bucket, about. */
    int flows(final int bucket) {
        return FLOWS[Long.bitCount(seen[bucket])];
    }

    long load(final int bucket) {
        return loads[bucket];
    }

    /** The next interval begins. */
    void clear() {
        Arrays.fill(loads, 0);
        Arrays.fill(seen, 0);
    }

    /**
     * Reassigns buckets: in each step, of the most loaded queue the bucket that lowers the sum of
     * squares most is given to the least loaded one.
     *
     * @param queueOf by bucket, changed in place
     * @param maxMoves buckets to move at most
     * @param tolerance a queue may have so much more than the mean, as a fraction of it
     * @return buckets moved
     */
    int balance(final short[] queueOf, final int maxMoves, final double tolerance) {
        Arrays.fill(queueLoads, 0);
        long total = 0;
        for (int bucket = 0; bucket < loads.length; bucket++) {
            queueLoads[queueOf[bucket]] += loads[bucket];
            total += loads[bucket];
        }
        final double enough = (double) total / queueLoads.length * (1 + tolerance);
        for (int moved = 0; moved < maxMoves; moved++) {
            final int most = extreme(true);
            final int least = extreme(false);
            if (queueLoads[most] <= enough) {
                return moved;
            }
            final int bucket = bestOf(most, queueOf, queueLoads[most] - queueLoads[least]);
            if (bucket < 0) {
                return moved;
            }
            queueOf[bucket] = (short) least;
            queueLoads[most] -= loads[bucket];
            queueLoads[least] += loads[bucket];
        }
        return maxMoves;
    }

    private int extreme(final boolean isMost) {
        int best = 0;
        for (int queue = 1; queue < queueLoads.length; queue++) {
            final long difference = queueLoads[queue] - queueLoads[best];
            if (isMost ? difference > 0 : difference < 0) {
                best = queue;
            }
        }
        return best;
    }

    /** The queue's bucket that is nearest to half of the difference; -1 if none would help. */
    private int bestOf(final int queue, final short[] queueOf, final long difference) {
        int best = -1;
        long leastDistance = difference; // Of a bucket that is empty, or that has all of it.
        for (int bucket = 0; bucket < loads.length; bucket++) {
            final long distance = Math.abs(2 * loads[bucket] - difference);
            if (queueOf[bucket] == queue && distance < leastDistance) {
                best = bucket;
                leastDistance = distance;
            }
        }
        return best;
    }
}
