package knet.firmware.parts;

import java.util.function.IntPredicate;
import knet.firmware.Explanation;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounter;
import knet.firmware.Parameters;
import knet.firmware.QueueState;

/**
 * Which queue each flow goes to, exactly, in bounded memory: a {@link FlowTable} with eviction, and
 * if asked for the {@link DrainRule}. Under that rule no packet of a flow overtakes another,
 * whatever moves: a flow in the table waits until its old queue has drained, one whose packets are
 * still queued does not lose its slot, and one that was not in the table begins where the packets
 * went that passed by it.
 *
 * <p>52 bytes a flow, 60 under the drain rule. Counts in {@code flows_moved}, {@code
 * flow_table_evictions} and {@code flow_table_full}: flows that found no slot.
 */
public final class SteeringTable {
    /** Slots unless somebody wants more or less. */
    public static final int DEFAULT_FLOWS = 1 << 14;

    /**
     * So many times as many slots as flows, and a set is as good as never full before the table.
     */
    private static final int THINNESS = 8;

    private final FlowTable table;

    /** Most flows, where that is told apart from a set that is full. */
    private final int flowLimit;

    private final short[] current;
    private final short[] wanted;
    private final boolean drains;
    private final DrainRule flows;

    /** By queue: of packets that went there without a slot. */
    private final DrainRule passedBy;

    private final int[] flowsAt;
    private final IntPredicate mayEvict = this::mayEvict;
    private QueueState queues;

    private FirmwareCounter moved = new FirmwareCounter();
    private FirmwareCounter evictions = new FirmwareCounter();
    private FirmwareCounter full = new FirmwareCounter();

    /**
     * @param capacity flows, a power of two, {@link FlowTable#WAYS} to {@link
     *     FlowTable#MAX_CAPACITY}
     * @param queueCount receive queues
     * @param drains flows move under the drain rule only
     */
    public SteeringTable(final int capacity, final int queueCount, final boolean drains) {
        this(capacity, capacity, queueCount, drains);
    }

    private SteeringTable(
            final int flowLimit, final int slots, final int queueCount, final boolean drains) {
        this.table = new FlowTable(slots);
        this.flowLimit = flowLimit;
        this.current = new short[slots];
        this.wanted = new short[slots];
        this.drains = drains;
        this.flows = new DrainRule(drains ? slots : 0);
        this.passedBy = new DrainRule(drains ? queueCount : 0);
        this.flowsAt = new int[queueCount];
    }

    /**
     * Reads the parameters {@code flows} and {@code drain}.
     *
     * @param defaultFlows capacity unless the user says otherwise
     */
    public static SteeringTable of(
            final Parameters parameters, final int defaultFlows, final boolean drainsByDefault) {
        final int flows = flows(parameters, defaultFlows, "; the least recent one makes room");
        return new SteeringTable(flows, parameters.queues(), drain(parameters, drainsByDefault));
    }

    /**
     * As {@link #of}, of a table that is full ({@link #hasRoom}) when it has its {@code flows} and
     * not before, as one whose entries are linked: its slots are many more (up to {@link
     * FlowTable#MAX_CAPACITY}, so that beyond an eighth of that a set may be full first).
     */
    public static SteeringTable exact(
            final Parameters parameters, final int defaultFlows, final boolean drainsByDefault) {
        final int flows = flows(parameters, defaultFlows, "");
        return new SteeringTable(
                flows,
                Math.min(THINNESS * flows, FlowTable.MAX_CAPACITY),
                parameters.queues(),
                drain(parameters, drainsByDefault));
    }

    private static int flows(
            final Parameters parameters, final int defaultFlows, final String whenFull) {
        return parameters.powerOfTwo(
                "flows",
                defaultFlows,
                FlowTable.WAYS,
                FlowTable.MAX_CAPACITY,
                "flows that the table holds" + whenFull);
    }

    /** Reads the parameter {@code drain}. */
    public static boolean drain(final Parameters parameters, final boolean byDefault) {
        return parameters.booleanValue(
                "drain",
                byDefault,
                "what moves waits until its old queue is drained past its last packet, as in RFS:"
                        + " no packet overtakes another of its flow");
    }

    /** Asks for the counters. */
    public void onStart(final FirmwareContext context) {
        moved = context.counters().counter("flows_moved");
        evictions = context.counters().counter("flow_table_evictions");
        full = context.counters().counter("flow_table_full");
    }

    /** True if flows move under the drain rule only. */
    public boolean drains() {
        return drains;
    }

    /** True if a flow that has no slot would get one without another's losing it. */
    public boolean hasRoom(final FlowKey key) {
        return table.size() < flowLimit && table.hasRoom(key);
    }

    /** Counts a flow that its user leaves without a slot because there is no room. */
    public void refuse() {
        full.increment();
    }

    /** The flow's slot, {@link FlowTable#NONE} if it has none. */
    public int find(final FlowKey key) {
        return table.find(key);
    }

    /**
     * Gives a flow that has none a slot at its first packet, and a queue to begin with.
     *
     * @param fallback the queue of its packets while it had no slot
     * @return its slot, {@link FlowTable#NONE} if there is none for it
     */
    public int place(
            final FlowKey key, final int fallback, final int queue, final QueueState state) {
        return add(key, fallback, queue, false, state);
    }

    /** As {@link #place}, of a flow that has had packets in its fallback queue: it moves. */
    public int steer(
            final FlowKey key, final int fallback, final int queue, final QueueState state) {
        return add(key, fallback, queue, true, state);
    }

    private int add(
            final FlowKey key,
            final int fallback,
            final int queue,
            final boolean isMove,
            final QueueState state) {
        queues = state;
        final int slot = table.add(key, mayEvict);
        if (slot == FlowTable.NONE) {
            full.increment();
            return slot;
        }
        if (table.hasEvicted()) {
            evictions.increment();
            flowsAt[wanted[slot]]--;
        }
        int start = isMove ? fallback : queue;
        if (drains) {
            // Whether these are its own is not known.
            if (passedBy.isDrained(fallback, fallback, state)) {
                flows.clear(slot);
            } else {
                flows.inherit(slot, passedBy, fallback);
                start = fallback;
            }
        }
        current[slot] = (short) start;
        wanted[slot] = (short) queue;
        flowsAt[queue]++;
        return slot;
    }

    private boolean mayEvict(final int slot) {
        return !drains || flows.isDrained(slot, current[slot], queues);
    }

    /** Sends a flow elsewhere, from its next packet on or as soon as the drain rule allows. */
    public void want(final int slot, final int queue) {
        flowsAt[wanted[slot]]--;
        flowsAt[queue]++;
        wanted[slot] = (short) queue;
    }

    private boolean moves(final int slot, final int from, final int to, final QueueState state) {
        return to != from && (!drains || flows.isDrained(slot, from, state));
    }

    /**
     * What the table knows of a flow. Looking leaves no trace.
     *
     * @param slot the flow's, {@link FlowTable#NONE} if it has none: then the others are that too
     * @param queue of its last packet
     * @param wanted where it is to go
     * @param next where the packet being classified goes
     */
    public record Entry(int slot, int queue, int wanted, int next) {
        public boolean isThere() {
            return slot != FlowTable.NONE;
        }
    }

    /** What the table knows of a flow now. */
    public Entry look(final FlowKey key, final QueueState state) {
        final int slot = table.look(key);
        if (slot == FlowTable.NONE) {
            return new Entry(slot, slot, slot, slot);
        }
        final int queue = current[slot];
        final int to = wanted[slot];
        return new Entry(slot, queue, to, moves(slot, queue, to, state) ? to : queue);
    }

    /** Tells what {@link #look} found. */
    public void tell(final Entry entry, final Explanation why) {
        if (!entry.isThere()) {
            why.step(
                            "flow table",
                            "not in it; " + size() + " of its " + flowLimit + " slots are taken")
                    .value("taken", size())
                    .value("slots", flowLimit);
            return;
        }
        final String found =
                "slot " + entry.slot() + " is the flow's; its last packet went to queue ";
        why.step(
                        "flow table",
                        found
                                + entry.queue()
                                + (entry.wanted() == entry.queue()
                                        ? ""
                                        : entry.next() == entry.wanted()
                                                ? ", it moves to queue " + entry.wanted()
                                                : ", it moves to queue "
                                                        + entry.wanted()
                                                        + " when queue "
                                                        + entry.queue()
                                                        + " is drained past it"))
                .value("slot", entry.slot())
                .value("lastQueue", entry.queue())
                .value("wantedQueue", entry.wanted());
    }

    /** The queue of the packet being classified, of a flow that has a slot. */
    public int queue(final int slot, final QueueState state) {
        int queue = current[slot];
        final int next = wanted[slot];
        if (moves(slot, queue, next, state)) {
            current[slot] = (short) next;
            queue = next;
            moved.increment();
        }
        if (drains) {
            flows.sent(slot, queue, state);
        }
        return queue;
    }

    /** Notes that the packet being classified, of a flow without a slot, goes to its fallback. */
    public void passBy(final int fallback, final QueueState state) {
        if (drains) {
            passedBy.sent(fallback, fallback, state);
        }
    }

    /**
     * Takes a flow's slot away, if the drain rule allows.
     *
     * @return true if it did
     */
    public boolean remove(final int slot, final QueueState state) {
        queues = state;
        if (!mayEvict(slot)) {
            return false;
        }
        flowsAt[wanted[slot]]--;
        table.remove(slot);
        return true;
    }

    /** Takes every flow's slot away. Not under the drain rule. */
    public void removeAll() {
        for (int slot = 0; slot < table.capacity(); slot++) {
            if (table.isTaken(slot)) {
                flowsAt[wanted[slot]]--;
                table.remove(slot);
            }
        }
    }

    /** Slots that are taken. */
    public int size() {
        return table.size();
    }

    public int capacity() {
        return table.capacity();
    }

    /** Flows in the table that go to a queue, or are to go there as soon as they may. */
    public int flowsAt(final int queue) {
        return flowsAt[queue];
    }
}
