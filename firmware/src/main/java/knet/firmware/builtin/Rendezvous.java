package knet.firmware.builtin;

import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;
import knet.firmware.parts.FlowHasher;
import knet.firmware.parts.HashMixer;
import knet.firmware.parts.Symmetry;

/**
 * Rendezvous hashing, or highest random weight: each queue has a weight for each flow, and the
 * greatest wins (Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates",
 * IEEE/ACM Transactions on Networking 6(1), 1998). When a queue goes, its flows move and no others.
 * Costs a step for each queue. {@code active} below the number of queues shows what moves.
 *
 * <p>The weight is the paper's W_rand, {@code (A * ((A * S + B) ^ D) + B) mod 2^31} with BSD rand's
 * A = 1103515245 and B = 12345, where S names the server and D is a digest of 31 bits. S is here
 * the queue's number, and D the flow's hash, without its top bit, after a mixer: a Toeplitz hash is
 * linear, and so is what the weight does with its low bits.
 */
@Firmware(
        name = "rendezvous",
        help = "highest random weight: only the flows of a queue that goes move",
        rule = "the queue q with the greatest (A * ((A * q + B) ^ hash) + B) mod 2^31")
public final class Rendezvous implements Classifier {
    private static final int A = 1103515245;
    private static final int B = 12345;

    private final FlowHasher hasher;

    /** By queue: A * q + B. */
    private final int[] servers;

    public Rendezvous(final Parameters parameters) {
        servers = new int[Maglev.active(parameters)];
        for (int queue = 0; queue < servers.length; queue++) {
            servers[queue] = A * queue + B;
        }
        hasher = FlowHasher.of(parameters, Symmetry.NONE);
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        final int hash = hasher.hash(packet);
        return hasher.headers(packet).isIp() ? choose(digest(hash)) : 0;
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final int queue = classify(packet, queues);
        if (!hasher.headers(packet).isIp()) {
            Steps.notIp(hasher.headers(packet), why);
            return queue;
        }
        why.hashed(hasher.explain(packet));
        final int digest = digest(packet.hash());
        final int best = choose(digest);
        why.step("digest", "31 mixed bits of the hash: " + digest).value("digest", digest);
        why.step(
                "weights",
                "queue "
                        + best
                        + " has the greatest of "
                        + servers.length
                        + ": "
                        + weight(servers[best], digest));
        for (int q = 0; q < servers.length; q++) {
            why.value("queue" + q, weight(servers[q], digest));
        }
        why.concludesByHash(best, "the queue with the greatest weight for the hash");
        return queue;
    }

    private static int digest(final int hash) {
        return HashMixer.mix(hash) & Integer.MAX_VALUE;
    }

    int choose(final int digest) {
        int best = 0;
        int greatest = -1;
        for (int queue = 0; queue < servers.length; queue++) {
            final int weight = weight(servers[queue], digest);
            // Of equal weights the first queue's counts, whatever comes behind it.
            if (weight > greatest) {
                greatest = weight;
                best = queue;
            }
        }
        return best;
    }

    private static int weight(final int server, final int digest) {
        return A * (server ^ digest) + B & Integer.MAX_VALUE;
    }

    @Override
    public boolean isSymmetric() {
        return hasher.isSymmetric();
    }
}
