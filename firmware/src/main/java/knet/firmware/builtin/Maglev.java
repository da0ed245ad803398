package knet.firmware.builtin;

import java.util.Locale;
import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;
import knet.firmware.parts.FlowHasher;
import knet.firmware.parts.HashMixer;
import knet.firmware.parts.MaglevTable;
import knet.firmware.parts.Symmetry;

/**
 * Maglev hashing: a lookup table in which queues have nearly equal shares, and which changes little
 * when there is one more or less (Eisenbud et al., NSDI 2016, section 3.4; see {@link
 * MaglevTable}). {@code active} below the number of queues shows what moves. The hash is mixed
 * before it is taken modulo the table's size: a Toeplitz hash with a key that makes it symmetric is
 * a multiple of the paper's 65537.
 */
@Firmware(
        name = "maglev",
        help = "Maglev hashing: even shares, and few flows move when a queue comes or goes",
        rule = "maglev[mix(hash) % table]")
public final class Maglev implements Classifier {
    private final FlowHasher hasher;
    private final MaglevTable table;

    public Maglev(final Parameters parameters) {
        final int active = active(parameters);
        table =
                parameters.parsed(
                        "table",
                        "int",
                        Integer.toString(MaglevTable.DEFAULT_SIZE),
                        "a prime, the number of queues to " + MaglevTable.MAX_SIZE,
                        "entries of the lookup table; the more, the more even and steady",
                        text -> MaglevTable.of(active, size(text)));
        hasher = FlowHasher.of(parameters, Symmetry.NONE);
    }

    /** Reads the parameter {@code active}. */
    static int active(final Parameters parameters) {
        final int active =
                parameters.intValue(
                        "active",
                        0,
                        0,
                        parameters.queues(),
                        "queues in use, from 0 on; 0 for all of them");
        return active == 0 ? parameters.queues() : active;
    }

    private static int size(final String text) {
        try {
            return Integer.parseInt(text);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("no whole number", e);
        }
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        final int hash = hasher.hash(packet);
        return hasher.headers(packet).isIp() ? table.queue(HashMixer.mix(hash)) : 0;
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final int queue = classify(packet, queues);
        if (!hasher.headers(packet).isIp()) {
            Steps.notIp(hasher.headers(packet), why);
            return queue;
        }
        why.hashed(hasher.explain(packet));
        final int mixed = HashMixer.mix(packet.hash());
        final int index = table.index(mixed);
        why.step("mixer", String.format(Locale.ROOT, "the hash's bits mixed: 0x%08x", mixed))
                .value("mixed", Integer.toUnsignedLong(mixed));
        why.step(
                        "lookup table",
                        "entry mixed % "
                                + table.size()
                                + " = "
                                + index
                                + " names queue "
                                + table.get(index))
                .value("index", index)
                .value("size", table.size())
                .value("queue", table.get(index))
                .concludesByHash(table.get(index), "maglev[mixed % " + table.size() + "]");
        return queue;
    }

    @Override
    public boolean isSymmetric() {
        return hasher.isSymmetric();
    }
}
