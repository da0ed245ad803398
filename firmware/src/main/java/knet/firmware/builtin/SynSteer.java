package knet.firmware.builtin;

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
import knet.firmware.parts.FlowTable;
import knet.firmware.parts.SteeringTable;

/**
 * Chooses a connection's queue at its SYN. The KNET paper found its listening socket contended by
 * all processors, thought of having every SYN processed by the same one, at the price of balance,
 * and left better algorithms to future work (sections 5, on figure 8, and 6). Here are both:
 *
 * <ul>
 *   <li>{@code choice=listener}: SYNs go to one queue, and what follows where RSS sends it.
 *   <li>{@code least-depth} and {@code round-robin}: each queue has connections of its own from the
 *       SYN on, spread by load or in turn, so that each can have a listening socket of its own.
 *       What follows stays there.
 * </ul>
 *
 * <p>What did not begin with a SYN in sight (UDP, connections from before, those that fell out of
 * the table) goes where RSS sends it. A connection that has seen a FIN or RST keeps its queue; a
 * SYN that comes then, for the same addresses and ports, is a new connection's and chooses anew.
 */
@Firmware(
        name = "syn-steer",
        help = "a connection's queue is chosen at its SYN: by load, in turn, or one for all SYNs",
        rule = "table[connection], set at the SYN; else indirection[hash & 127]")
public final class SynSteer implements Classifier {
    private enum Choice {
        LEAST_DEPTH,
        ROUND_ROBIN,
        LISTENER
    }

    private final Choice choice;
    private final int listener;
    private final Directions directions;
    private final SteeringTable connections;
    private final FlowHasher hasher;
    private final IndirectionTable table;

    /** By slot: whether a FIN or RST was seen. */
    private final boolean[] isClosing;

    private int turn;
    private FirmwareCounter steered = new FirmwareCounter();
    private FirmwareCounter matched = new FirmwareCounter();
    private FirmwareCounter missed = new FirmwareCounter();

    public SynSteer(final Parameters parameters) {
        choice =
                parameters.enumValue(
                        "choice",
                        Choice.LEAST_DEPTH,
                        "what a SYN chooses; of equal depths the queue with fewer connections");
        listener =
                parameters.intValue(
                        "listener",
                        0,
                        0,
                        parameters.queues() - 1,
                        "the queue of all SYNs with choice=listener");
        directions = Directions.of(parameters);
        connections = SteeringTable.of(parameters, SteeringTable.DEFAULT_FLOWS, false);
        hasher = FlowHasher.of(parameters, directions.symmetry());
        directions.check(hasher, parameters);
        table = new IndirectionTable(IndirectionTable.DEFAULT_SIZE, parameters.queues());
        isClosing = new boolean[connections.capacity()];
    }

    @Override
    public void onStart(final FirmwareContext context) {
        connections.onStart(context);
        steered = context.counters().counter("syns_steered");
        matched = context.counters().counter("flow_table_hits");
        missed = context.counters().counter("flow_table_misses");
    }

    @Override
    public int classify(final Packet packet, final QueueState queues) {
        final Packet headers = hasher.headers(packet);
        if (!directions.load(headers)) {
            return 0;
        }
        final int fallback = table.queue(hasher.hash(packet));
        final int flags = headers.tcpFlags();
        final boolean isSyn = (flags & (Packet.TCP_SYN | Packet.TCP_ACK)) == Packet.TCP_SYN;
        int slot = connections.find(directions.key());
        if (isSyn && (slot == FlowTable.NONE || isClosing[slot])) {
            slot = steer(slot, fallback, queues);
        }
        if (!isSyn && choice == Choice.LISTENER && slot != FlowTable.NONE) {
            connections.want(slot, fallback);
        }
        if (slot == FlowTable.NONE) {
            if (headers.protocol() == Protocols.TCP) {
                missed.increment();
            }
            connections.passBy(fallback, queues);
            return fallback;
        }
        matched.increment();
        if ((flags & (Packet.TCP_FIN | Packet.TCP_RST)) != 0) {
            isClosing[slot] = true;
        }
        return connections.queue(slot, queues);
    }

    @Override
    public int explain(final Packet packet, final QueueState queues, final Explanation why) {
        final Packet headers = hasher.headers(packet);
        if (!directions.load(headers)) {
            final int queue = classify(packet, queues);
            Steps.notIp(headers, why);
            return queue;
        }
        connections.tell(connections.look(directions.key(), queues), why);
        Steps.load(queues, connections, why);
        final long steeredBefore = steered.get();
        final int queue = classify(packet, queues);
        why.hashed(hasher.explain(packet));
        directions.load(headers);
        final SteeringTable.Entry after = connections.look(directions.key(), queues);
        if (!after.isThere()) {
            Steps.indirection(table, packet.hash(), "not in the table: " + Steps.rule(table), why);
        } else if (steered.get() != steeredBefore) {
            why.step("SYN", "chosen by " + Steps.name(choice) + ": queue " + after.wanted())
                    .value("queue", after.wanted())
                    .concludes(after.queue(), "a SYN: chosen by " + Steps.name(choice));
        } else {
            why.concludes(after.queue(), "its connection's entry in the table");
        }
        return queue;
    }

    private int steer(final int known, final int fallback, final QueueState queues) {
        final int queue = choose(queues);
        final int slot;
        if (known == FlowTable.NONE) {
            slot = connections.place(directions.key(), fallback, queue, queues);
            if (slot == FlowTable.NONE) {
                return slot;
            }
        } else {
            slot = known;
            connections.want(slot, queue);
        }
        isClosing[slot] = false;
        steered.increment();
        return slot;
    }

    private int choose(final QueueState queues) {
        switch (choice) {
            case LISTENER -> {
                return listener;
            }
            case ROUND_ROBIN -> {
                turn = (turn + 1) % queues.count();
                return turn;
            }
            default -> {
                return LeastLoaded.of(queues, connections);
            }
        }
    }

    @Override
    public Affinity affinity() {
        return Affinity.SPRAYING;
    }

    @Override
    public boolean isSymmetric() {
        return directions.areTogether() && choice != Choice.LISTENER;
    }
}
