package knet.firmware.builtin;

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

    boolean isSymmetric() {
        return directions.areTogether();
    }

    /** Chooses a queue for a flow that is new. */
    @FunctionalInterface
    interface Choice {
        int choose(FlowKey key, QueueState queues, SteeringTable flows);
    }
}
