package knet.tools.lab.sim;

import java.util.Arrays;

/**
 * What is to happen, and virtual time. Events of the same moment happen in the order in which they
 * were added, so a run depends on nothing but its input. A binary heap over arrays: no allocation
 * per event.
 */
final class EventQueue {
    private long[] dueNs = new long[256];
    private long[] order = new long[256];
    private long[] what = new long[256];
    private Actor[] actors = new Actor[256];
    private int size;
    private long added;
    private long nowNs;

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
        int hole = size++;
        final long serial = added++;
        while (hole > 0) {
            final int parent = (hole - 1) >>> 1;
            if (!isBefore(atNs, serial, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, atNs, serial, number, actor);
    }

    /** Lets the next event happen. */
    void step() {
        final Actor actor = actors[0];
        final long number = what[0];
        nowNs = dueNs[0];
        removeFirst();
        actor.onEvent(nowNs, number);
    }

    /** When the next event is due; only if there is one. */
    long nextNs() {
        return dueNs[0];
    }

    private void removeFirst() {
        size--;
        final long lastNs = dueNs[size];
        final long lastOrder = order[size];
        final long lastWhat = what[size];
        final Actor lastActor = actors[size];
        actors[size] = null;
        if (size == 0) {
            return;
        }
        int hole = 0;
        while (true) {
            int child = 2 * hole + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isBefore(dueNs[child + 1], order[child + 1], child)) {
                child++;
            }
            if (isBefore(lastNs, lastOrder, child)) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        put(hole, lastNs, lastOrder, lastWhat, lastActor);
    }

    private boolean isBefore(final long atNs, final long serial, final int other) {
        return atNs < dueNs[other] || atNs == dueNs[other] && serial < order[other];
    }

    private void move(final int from, final int to) {
        put(to, dueNs[from], order[from], what[from], actors[from]);
    }

    private void put(
            final int at,
            final long atNs,
            final long serial,
            final long number,
            final Actor actor) {
        dueNs[at] = atNs;
        order[at] = serial;
        what[at] = number;
        actors[at] = actor;
    }

    private void grow() {
        final int larger = 2 * size;
        dueNs = Arrays.copyOf(dueNs, larger);
        order = Arrays.copyOf(order, larger);
        what = Arrays.copyOf(what, larger);
        actors = Arrays.copyOf(actors, larger);
    }
}
