package knet.firmware.builtin;

import java.util.Arrays;
import java.util.Locale;
import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.IndirectionTable;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;
import knet.firmware.parts.FlowHasher;
import knet.firmware.parts.NumberList;
import knet.firmware.parts.Symmetry;

/**
 * Queues with weights, by hash threshold: each queue has a region of the hash's range in proportion
 * to its weight (Hopps, RFC 2992, "Analysis of an Equal-Cost Multi-Path Algorithm", 2000; with
 * weights as in Linux, net/ipv4/fib_semantics.c, fib_rebalance). Exact to the bit, where weights in
 * an indirection table are rounded to entries; but changing one weight moves the borders of all
 * regions behind it.
 */
@Firmware(
        name = "weighted",
        help = "hash threshold: each queue has a region of the hash's range, by its weight",
        rule = "the queue whose region the hash falls in")
public final class Weighted implements Classifier {
    private static final int MAX_WEIGHT = 65535;

    private final FlowHasher hasher;

    /** By queue: where its region ends. */
    private final long[] bounds;

    public Weighted(final Parameters parameters) {
        final int queues = parameters.queues();
        bounds =
                parameters.parsed(
                        "weights",
                        "weights",
                        "equal",
                        "equal, or a weight from 0 to 65535 for each queue, as 3;1",
                        "share of each queue; a queue that is not named has none",
                        text -> bounds(weights(text, queues)));
        hasher = FlowHasher.of(parameters, Symmetry.NONE);
    }

    private static int[] weights(final String text, final int queues) {
        if (text.equals("equal")) {
            final int[] weights = new int[queues];
            Arrays.fill(weights, 1);
            return weights;
        }
        return Arrays.copyOf(
                NumberList.parse(text, MAX_WEIGHT, Math.min(queues, IndirectionTable.MAX_QUEUES)),
                queues);
    }

    private static long[] bounds(final int[] weights) {
        final long sum = Arrays.stream(weights).asLongStream().sum();
        if (sum == 0) {
            throw new IllegalArgumentException("every weight is 0");
        }
        final long[] bounds = new long[weights.length];
        long partial = 0;
        for (int queue = 0; queue < weights.length; queue++) {
            partial += weights[queue];
            // Rounded up: a hash below the bound is one whose product with the sum is below too.
            bounds[queue] = ((partial << 32) + sum - 1) / sum;
        }
        return bounds;
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        final int hash = hasher.hash(packet);
        return hasher.headers(packet).isIp() ? queueOf(hash & 0xffff_ffffL) : 0;
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final int queue = classify(packet, queues);
        if (!hasher.headers(packet).isIp()) {
            Steps.notIp(hasher.headers(packet), why);
            return queue;
        }
        why.hashed(hasher.explain(packet));
        final int owner = queueOf(packet.hash() & 0xffff_ffffL);
        final long from = owner == 0 ? 0 : bounds[owner - 1];
        why.step(
                        "regions of the hash's range",
                        String.format(
                                Locale.ROOT,
                                "%08x to %08x are queue %d's",
                                from,
                                bounds[owner] - 1,
                                owner))
                .value("from", from)
                .value("to", bounds[owner] - 1)
                .value("queue", owner)
                .concludesByHash(owner, "the queue whose region the hash falls in");
        return queue;
    }

    /** The first queue whose bound is above the hash: one without weight ends where it begins. */
    int queueOf(final long hash) {
        int low = 0;
        int high = bounds.length - 1;
        while (low < high) {
            final int middle = low + high >>> 1;
            if (bounds[middle] > hash) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Override
    public boolean isSymmetric() {
        return hasher.isSymmetric();
    }
}
