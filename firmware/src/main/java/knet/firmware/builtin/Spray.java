package knet.firmware.builtin;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.firmware.Classifier;
import knet.firmware.Explanation;
import knet.firmware.Firmware;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounter;
import knet.firmware.IndirectionTable;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.Protocols;
import knet.firmware.QueueState;
import knet.firmware.parts.FlowHasher;
import knet.firmware.parts.Mix;
import knet.firmware.parts.Symmetry;

/**
 * Spreads the data packets of every flow over all queues, and keeps those that change a
 * connection's state (SYN, FIN, RST) on the queue of its designated core, so that only that one
 * writes it (Sadok, Campista and Costa, "A Case for Spraying Packets in Software Middleboxes",
 * HotNets 2018: Sprayer). There the NIC sprays by the low bits of TCP's checksum, which are as good
 * as random and which a Flow Director can match on; and packets of connections are handed on by
 * software, here by the NIC itself.
 *
 * <p>Captures of segments whose checksum the sending host left to its NIC hold no full checksum:
 * then {@code by=random} or {@code round-robin} spreads better.
 */
@Firmware(
        name = "spray",
        help = "Sprayer: TCP data over all queues, SYN, FIN and RST on their connection's own",
        rule = "TCP data: checksum % queues; else indirection[hash & 127]")
public final class Spray implements Classifier {
    private static final int CHECKSUM = 16;

    private enum By {
        CHECKSUM,
        RANDOM,
        ROUND_ROBIN
    }

    private final By by;
    private final boolean spraysAll;
    private final FlowHasher hasher;
    private final IndirectionTable table;
    private long random;
    private int turn;
    private FirmwareCounter sprayed = new FirmwareCounter();
    private FirmwareCounter designated = new FirmwareCounter();

    public Spray(final Parameters parameters) {
        by = parameters.enumValue("by", By.CHECKSUM, "what spreads the packets");
        spraysAll =
                parameters.booleanValue(
                        "all", false, "spray what is not TCP too, instead of keeping its flows");
        hasher = FlowHasher.of(parameters, Symmetry.SORTED);
        table = new IndirectionTable(IndirectionTable.DEFAULT_SIZE, parameters.queues());
    }

    @Override
    public void onStart(final FirmwareContext context) {
        random = context.seed();
        sprayed = context.counters().counter("packets_sprayed");
        designated = context.counters().counter("packets_designated");
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        final Packet headers = hasher.headers(packet);
        if (!headers.isIp()) {
            return 0;
        }
        final int hash = hasher.hash(packet);
        if (isSprayed(headers)) {
            sprayed.increment();
            return spray(headers, queues.count());
        }
        designated.increment();
        return table.queue(hash);
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final Packet headers = hasher.headers(packet);
        final int queue = classify(packet, queues);
        if (!headers.isIp()) {
            Steps.notIp(headers, why);
            return queue;
        }
        why.hashed(hasher.explain(packet));
        if (!isSprayed(headers)) {
            Steps.indirection(table, packet.hash(), "not TCP data: " + Steps.rule(table), why);
            return queue;
        }
        final int checksum = by == By.CHECKSUM ? checksum(headers) : -1;
        if (checksum >= 0) {
            why.step(
                            "checksum",
                            checksum
                                    + ", at byte "
                                    + (headers.l4Offset() + CHECKSUM - packet.offset()))
                    .value("checksum", checksum)
                    .concludes(checksum % queues.count(), "sprayed: checksum % queues");
        } else if (by == By.ROUND_ROBIN) {
            why.step("turn", "queue " + turn + " is next").concludes(turn, "sprayed: in turn");
        } else {
            why.step("random number", "drawn from the run's seed")
                    .concludes(drawn(queues.count()), "sprayed: at random");
        }
        return queue;
    }

    private boolean isSprayed(final Packet headers) {
        if (!headers.hasPorts() || headers.protocol() != Protocols.TCP) {
            return spraysAll;
        }
        final int flags = headers.tcpFlags();
        // Flags of 0 are those of a segment that was cut short: no data, as far as can be seen.
        return flags != 0 && (flags & (Packet.TCP_SYN | Packet.TCP_FIN | Packet.TCP_RST)) == 0;
    }

    private int spray(final Packet headers, final int queues) {
        if (by == By.CHECKSUM) {
            final int checksum = checksum(headers);
            if (checksum >= 0) {
                return checksum % queues;
            }
        }
        if (by == By.ROUND_ROBIN) {
            turn = (turn + 1) % queues;
            return turn;
        }
        random += Mix.GOLDEN;
        return drawn(queues);
    }

    private int drawn(final int queues) {
        return Mix.below(queues, Mix.mix(random));
    }

    /** TCP's; -1 if it is not TCP, or was cut. */
    private static int checksum(final Packet headers) {
        if (!headers.hasPorts() || headers.protocol() != Protocols.TCP) {
            return -1;
        }
        final int at = headers.l4Offset() + CHECKSUM;
        return headers.limit() - at >= Short.BYTES
                ? headers.buffer().getShort(at, BIG_ENDIAN) & 0xffff
                : -1;
    }

    @Override
    public Affinity affinity() {
        return Affinity.SPRAYING;
    }
}
