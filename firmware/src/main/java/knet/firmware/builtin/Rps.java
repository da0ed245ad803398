package knet.firmware.builtin;

import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;
import knet.firmware.parts.FlowHasher;
import knet.firmware.parts.NumberList;
import knet.firmware.parts.Symmetry;

/**
 * Linux's receive packet steering: the hash's position between 0 and 2^32 chooses from a list of
 * processors (net/core/dev.c, get_rps_cpu: {@code map->cpus[reciprocal_scale(hash, map->len)]};
 * Documentation/networking/scaling.rst). So it is the upper bits of the hash that count, where an
 * indirection table takes the lower.
 *
 * <p>Linux takes the NIC's hash if there is one, as here. What has none, because it is not IP,
 * stays where it arrived: queue 0.
 */
@Firmware(
        name = "rps",
        help = "Linux RPS: the hash's position between 0 and 2^32 chooses from a list",
        rule = "cpus[(hash * n) >> 32]")
public final class Rps implements Classifier {
    private final FlowHasher hasher;
    private final int[] cpus;

    public Rps(final Parameters parameters) {
        final int last = parameters.queues() - 1;
        cpus =
                parameters.parsed(
                        "cpus",
                        "queues",
                        "all",
                        "all, or queues and ranges of them, as 0-3;6",
                        "what the hash chooses from, in the place of rps_cpus",
                        text ->
                                NumberList.parse(
                                        text.equals("all") ? "0-" + last : text, last, last + 1));
        hasher = FlowHasher.of(parameters, Symmetry.NONE);
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        final int hash = hasher.hash(packet);
        return hasher.headers(packet).isIp() ? cpus[place(hash)] : 0;
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final int queue = classify(packet, queues);
        if (!hasher.headers(packet).isIp()) {
            Steps.notIp(hasher.headers(packet), why);
            return queue;
        }
        why.hashed(hasher.explain(packet));
        final int place = place(packet.hash());
        why.step(
                        "list of processors",
                        "(hash * "
                                + cpus.length
                                + ") >> 32 = "
                                + place
                                + ": place "
                                + place
                                + " names "
                                + cpus[place])
                .value("index", place)
                .value("size", cpus.length)
                .value("queue", cpus[place])
                .concludesByHash(cpus[place], "cpus[(hash * n) >> 32]");
        return queue;
    }

    /** Where in the list a hash falls. */
    private int place(final int hash) {
        return (int) ((hash & 0xffff_ffffL) * cpus.length >>> 32);
    }

    @Override
    public boolean isSymmetric() {
        return hasher.isSymmetric();
    }
}
