package knet.tools.lab.sim;

import java.util.Arrays;

/**
 * What is to happen, and virtual time. Events of the same moment happen in the order in which they
 * were added, so a run depends on nothing but its input.
 *
 * <p>A heap of four children a node over arrays of primitives: no allocation per event, and what
 * moves up and down is a moment, a serial number and the number of the slot that has the rest.
 */
final class EventQueue {
    private static final int CHILDREN = 4;

    private long[] dueNs = new long[256];
    private long[] order = new long[dueNs.length];
    private int[] slots = new int[dueNs.length];

    /** By slot. */
    private final Slots payload = new Slots(dueNs.length);

    private int size;
    private long added;
    private long nowNs;

    /** Whose event it is, and which. */
    private static final class Slots {
        Actor[] actors;
        long[] numbers;

        Slots(final int count) {
            actors = new Actor[count];
            numbers = new long[count];
        }
    }

    EventQueue() {
        for (int i = 0; i < slots.length; i++) {
            slots[i] = i;
        }
    }

    /** Virtual time, nanoseconds since the start of the run. */
    long nowNs() {
        return nowNs;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Events that have been added since the start. */
    long added() {
        return added;
    }

    /**
     * Plans an event.
     *
     * @param atNs not before now
     */
    void add(final long atNs, final Actor actor, final long number) {
        if (atNs < nowNs) {
            throw new IllegalArgumentException("an event " + (nowNs - atNs) + " ns in the past");
        }
        if (size == dueNs.length) {
            grow();
        }
        // Behind the heap lie the slots that are free.
        final int slot = slots[size];
        payload.actors[slot] = actor;
        payload.numbers[slot] = number;
        final long serial = added++;
        int hole = size++;
        while (hole > 0) {
            final int parent = (hole - 1) / CHILDREN;
            if (dueNs[parent] <= atNs) {
                break; // What was added earlier comes first at the same moment.
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, atNs, serial, slot);
    }

    /** Lets the next event happen. */
    void step() {
        final int slot = slots[0];
        nowNs = dueNs[0];
        removeFirst();
        slots[size] = slot;
        payload.actors[slot].onEvent(nowNs, payload.numbers[slot]);
    }

    /** When the next event is due; only if there is one. */
    long nextNs() {
        return dueNs[0];
    }

    private void removeFirst() {
        size--;
        final long lastNs = dueNs[size];
        final long lastOrder = order[size];
        final int lastSlot = slots[size];
        int hole = 0;
        while (true) {
            final int first = CHILDREN * hole + 1;
            if (first >= size) {
                break;
            }
            final int least = leastOf(first, Math.min(first + CHILDREN, size));
            if (isBefore(lastNs, lastOrder, least)) {
                break;
            }
            move(least, hole);
            hole = least;
        }
        put(hole, lastNs, lastOrder, lastSlot);
    }

    private int leastOf(final int first, final int end) {
        int least = first;
        for (int child = first + 1; child < end; child++) {
            if (isBefore(dueNs[child], order[child], least)) {
                least = child;
            }
        }
        return least;
    }

    private boolean isBefore(final long atNs, final long serial, final int other) {
        return atNs < dueNs[other] || atNs == dueNs[other] && serial < order[other];
    }

    private void move(final int from, final int to) {
        put(to, dueNs[from], order[from], slots[from]);
    }

    private void put(final int at, final long atNs, final long serial, final int slot) {
        dueNs[at] = atNs;
        order[at] = serial;
        slots[at] = slot;
    }

    private void grow() {
        final int larger = 2 * size;
        dueNs = Arrays.copyOf(dueNs, larger);
        order = Arrays.copyOf(order, larger);
        slots = Arrays.copyOf(slots, larger);
        for (int i = size; i < larger; i++) {
            slots[i] = i;
        }
        payload.actors = Arrays.copyOf(payload.actors, larger);
        payload.numbers = Arrays.copyOf(payload.numbers, larger);
    }
}
