package knet.firmware.builtin;

import knet.firmware.Classifier;
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
 * Chooses a connection's queue at its SYN, and keeps the connection there: the KNET paper's future
 * work, "steering SYNs so that the listening socket is not shared". Each queue then has connections
 * of its own from the first segment on, and the choice is free: by load, or in turn. What did not
 * begin with a SYN in sight (UDP, connections from before, those that fell out of the table) goes
 * where RSS sends it.
 *
 * <p>A connection that has seen a FIN or RST keeps its queue; a SYN that comes then, for the same
 * addresses and ports, is a new connection's and chooses anew.
 */
@Firmware(
        name = "syn-steer",
        help = "a connection's queue is chosen at its SYN, by load or in turn, and kept",
        rule = "table[connection], set at the SYN; else indirection[hash & 127]")
public final class SynSteer implements Classifier {
    private enum Choice {
        LEAST_DEPTH,
        ROUND_ROBIN
    }

    private final Choice choice;
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
                        "by what a SYN chooses; of equal depths the queue with fewer connections");
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
        if (choice == Choice.ROUND_ROBIN) {
            turn = (turn + 1) % queues.count();
            return turn;
        }
        return LeastLoaded.of(queues, connections);
    }

    @Override
    public Affinity affinity() {
        return Affinity.SPRAYING;
    }

    @Override
    public boolean isSymmetric() {
        return directions.areTogether();
    }
}
