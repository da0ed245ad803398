package knet.firmware.builtin;

import knet.firmware.Explanation;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounter;
import knet.firmware.IndirectionTable;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.QueueState;
import knet.firmware.parts.FlowHasher;
import knet.firmware.parts.FlowKey;
import knet.firmware.parts.FlowTable;
import knet.firmware.parts.SteeringTable;

/**
 * Chooses a flow's queue at its first packet and keeps the flow there, as long as it is in the
 * table; what finds no room in it goes where RSS sends it.
 */
final class FlowPlacement {
    private final Directions directions;
    private final SteeringTable flows;
    private final FlowHasher hasher;
    private final IndirectionTable table;
    private FirmwareCounter placed = new FirmwareCounter();

    FlowPlacement(final Parameters parameters) {
        directions = Directions.of(parameters);
        flows = SteeringTable.of(parameters, SteeringTable.DEFAULT_FLOWS, false);
        hasher = FlowHasher.of(parameters, directions.symmetry());
        directions.check(hasher, parameters);
        table = new IndirectionTable(IndirectionTable.DEFAULT_SIZE, parameters.queues());
    }

    void onStart(final FirmwareContext context) {
        flows.onStart(context);
        placed = context.counters().counter("flows_placed");
    }

    int classify(final Packet packet, final QueueState queues, final Choice choice) {
        if (!directions.load(hasher.headers(packet))) {
            return 0;
        }
        final int fallback = table.queue(hasher.hash(packet));
        final FlowKey key = directions.key();
        int slot = flows.find(key);
        if (slot == FlowTable.NONE) {
            final int queue = choice.choose(key, queues, flows);
            slot = flows.place(key, fallback, queue, queues);
            if (slot == FlowTable.NONE) {
                flows.passBy(fallback, queues);
                return fallback;
            }
            placed.increment();
        }
        return flows.queue(slot, queues);
    }

    int explain(
            final Packet packet,
            final QueueState queues,
            final Choice choice,
            final String rule,
            final Explanation why) {
        final Packet headers = hasher.headers(packet);
        if (!directions.load(headers)) {
            final int queue = classify(packet, queues, choice);
            Steps.notIp(headers, why);
            return queue;
        }
        final SteeringTable.Entry before = flows.look(directions.key(), queues);
        flows.tell(before, why);
        if (!before.isThere()) {
            Steps.load(queues, flows, why);
            choice.tell(directions.key(), queues, why);
        }
        final int queue = classify(packet, queues, choice);
        why.hashed(hasher.explain(packet));
        directions.load(headers);
        final SteeringTable.Entry after = flows.look(directions.key(), queues);
        if (!after.isThere()) {
            Steps.indirection(
                    table, packet.hash(), "no room in the table: " + Steps.rule(table), why);
        } else if (before.isThere()) {
            why.concludes(after.queue(), "its flow's entry in the table");
        } else {
            why.step("choice", rule + ": queue " + after.wanted())
                    .value("queue", after.wanted())
                    .concludes(after.queue(), "a flow's first packet: " + rule);
        }
        return queue;
    }

    boolean isSymmetric() {
        return directions.areTogether();
    }

    /** Chooses a queue for a flow that is new. */
    @FunctionalInterface
    interface Choice {
        int choose(FlowKey key, QueueState queues, SteeringTable flows);

        /** Tells what it chooses from, if not from all queues. */
        default void tell(final FlowKey key, final QueueState queues, final Explanation why) {}
    }
}
