package knet.threads.flow;

import java.util.Arrays;
import java.util.function.Consumer;
import knet.threads.ip.IpPacket;
import knet.threads.ip.Tuple;

/**
 * The directed flows of one stack: open addressing with linear probing, at most half full. Bounded:
 * when full, a flow that was not used since the clock hand last passed gives way.
 */
public final class FlowTable {
    private static final int INITIAL_SLOTS = 1 << 10;

    private final int maxFlows;
    private final Consumer<DirectedFlow> onEvict;
    private DirectedFlow[] slots = new DirectedFlow[INITIAL_SLOTS];
    private int[] hashes = new int[INITIAL_SLOTS];
    private int mask = INITIAL_SLOTS - 1;
    private int size;
    private int hand;
    private int made;
    private long evicted;
    private DirectedFlow last;

    /**
     * Makes an empty table.
     *
     * @param maxFlows most flows at a time
     * @param onEvict told of each flow that gives way, before it is removed
     */
    public FlowTable(final int maxFlows, final Consumer<DirectedFlow> onEvict) {
        this.maxFlows = Math.min(maxFlows, 1 << 28);
        this.onEvict = onEvict;
    }

    /** Finds a packet's flow, making it if it is new. */
    public DirectedFlow get(final IpPacket packet, final int ports) {
        final DirectedFlow recent = last;
        if (recent != null && recent.matches(packet, ports)) {
            return recent;
        }
        final int hash = Tuple.hash(packet, ports);
        int slot = hash & mask;
        DirectedFlow flow = slots[slot];
        while (flow != null) {
            if (hashes[slot] == hash && flow.matches(packet, ports)) {
                last = flow;
                return flow;
            }
            slot = slot + 1 & mask;
            flow = slots[slot];
        }
        return insert(packet, ports, hash);
    }

    private DirectedFlow insert(final IpPacket packet, final int ports, final int hash) {
        if (size == maxFlows) {
            evict();
        } else if (size * 2 >= slots.length) {
            grow();
        }
        final DirectedFlow flow = new DirectedFlow(hash, made++, packet, ports);
        put(flow);
        size++;
        last = flow;
        return flow;
    }

    private void put(final DirectedFlow flow) {
        int slot = flow.hash & mask;
        while (slots[slot] != null) {
            slot = slot + 1 & mask;
        }
        slots[slot] = flow;
        hashes[slot] = flow.hash;
    }

    private void grow() {
        final DirectedFlow[] old = slots;
        slots = new DirectedFlow[old.length * 2];
        hashes = new int[old.length * 2];
        mask = slots.length - 1;
        hand = 0;
        for (final DirectedFlow flow : old) {
            if (flow != null) {
                put(flow);
            }
        }
    }

    private void evict() {
        while (slots[hand] == null || slots[hand].takeReferenced()) {
            hand = hand + 1 & mask;
        }
        final DirectedFlow flow = slots[hand];
        onEvict.accept(flow);
        evicted++;
        size--;
        last = null;
        removeAt(hand);
    }

    /** Closes the hole that a removal leaves, so that probing still finds what lies behind it. */
    private void removeAt(final int index) {
        int hole = index;
        int slot = hole + 1 & mask;
        while (slots[slot] != null) {
            final int home = hashes[slot] & mask;
            if ((slot - home & mask) >= (slot - hole & mask)) {
                slots[hole] = slots[slot];
                hashes[hole] = hashes[slot];
                hole = slot;
            }
            slot = slot + 1 & mask;
        }
        slots[hole] = null;
    }

    /** Visits every flow, in no particular order. The table must not be changed meanwhile. */
    public void forEach(final Consumer<DirectedFlow> visitor) {
        for (final DirectedFlow flow : slots) {
            if (flow != null) {
                visitor.accept(flow);
            }
        }
    }

    /** All flows, in no particular order. */
    public DirectedFlow[] toArray() {
        return Arrays.stream(slots).filter(flow -> flow != null).toArray(DirectedFlow[]::new);
    }

    public int size() {
        return size;
    }

    /** Flows that gave way so far. */
    public long evicted() {
        return evicted;
    }
}
