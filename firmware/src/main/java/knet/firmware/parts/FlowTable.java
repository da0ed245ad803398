package knet.firmware.parts;

import java.util.function.IntPredicate;

/**
 * Gives each flow a slot, exactly, in bounded memory: the slot's number is an index into arrays of
 * the table's user, as in DPDK's rte_hash. Set-associative: a flow can stand in one of {@link
 * #WAYS} neighbouring slots, so that finding and adding look at those and no more. When they are
 * taken, the one that was found least recently makes room.
 *
 * <pre>
 *   tags     4 bytes a slot: 0 is free, else 32 bits of the flow's hash; a set's share a cache line
 *   keys     40 bytes a slot: the flow, compared when the tag is alike
 *   touched  4 bytes a slot: when it was last found, in calls of find and add
 * </pre>
 *
 * <p>The hash has no secret: who knows it can make flows push each other out of a set, not more.
 */
public final class FlowTable {
    /** Slots that a flow can stand in. */
    public static final int WAYS = 8;

    /** No slot. */
    public static final int NONE = -1;

    /** Most slots. */
    public static final int MAX_CAPACITY = 1 << 20;

    private static final int WORDS = 5;

    private final int[] tags;
    private final int[] touched;
    private final long[] keys;
    private final int setMask;
    private int clock;
    private int size;
    private boolean hasEvicted;

    /**
     * @param capacity a power of two, {@link #WAYS} to {@link #MAX_CAPACITY}
     */
    public FlowTable(final int capacity) {
        if (capacity < WAYS || capacity > MAX_CAPACITY || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException(
                    "a flow table's capacity is a power of two from "
                            + WAYS
                            + " to "
                            + MAX_CAPACITY
                            + ", not "
                            + capacity);
        }
        this.tags = new int[capacity];
        this.touched = new int[capacity];
        this.keys = new long[capacity * WORDS];
        this.setMask = capacity / WAYS - 1;
    }

    public int capacity() {
        return tags.length;
    }

    /** Flows in the table. */
    public int size() {
        return size;
    }

    /** The flow's slot, {@link #NONE} if it has none. A slot that was found is a recent one. */
    public int find(final FlowKey key) {
        return find(key, key.hash64());
    }

    /** As {@link #find}, and leaves no trace: the slot does not become a recent one. */
    public int look(final FlowKey key) {
        final long hash = key.hash64();
        final int tag = tag(hash);
        final int first = firstSlot(hash);
        for (int slot = first; slot < first + WAYS; slot++) {
            if (tags[slot] == tag && key.equalsWords(keys, slot * WORDS)) {
                return slot;
            }
        }
        return NONE;
    }

    private int find(final FlowKey key, final long hash) {
        final int tag = tag(hash);
        final int first = firstSlot(hash);
        for (int slot = first; slot < first + WAYS; slot++) {
            if (tags[slot] == tag && key.equalsWords(keys, slot * WORDS)) {
                touched[slot] = ++clock;
                return slot;
            }
        }
        return NONE;
    }

    /**
     * Gives a flow a slot, its own if it has one.
     *
     * @param mayEvict of a slot that is taken: whether its flow may lose it
     * @return {@link #NONE} if none of its slots is free or may be freed
     */
    public int add(final FlowKey key, final IntPredicate mayEvict) {
        hasEvicted = false;
        final long hash = key.hash64();
        final int found = find(key, hash);
        if (found != NONE) {
            return found;
        }
        final int slot = vacancy(firstSlot(hash), mayEvict);
        if (slot == NONE) {
            return NONE;
        }
        if (tags[slot] == 0) {
            size++;
        } else {
            hasEvicted = true;
        }
        tags[slot] = tag(hash);
        touched[slot] = ++clock;
        key.putWords(keys, slot * WORDS);
        return slot;
    }

    /** True if a flow that has no slot would find a free one. */
    public boolean hasRoom(final FlowKey key) {
        final int first = firstSlot(key.hash64());
        for (int slot = first; slot < first + WAYS; slot++) {
            if (tags[slot] == 0) {
                return true;
            }
        }
        return false;
    }

    /** True if the last {@link #add} took the slot that it returned from another flow. */
    public boolean hasEvicted() {
        return hasEvicted;
    }

    /** A free slot, else the least recent one that may be freed. */
    private int vacancy(final int first, final IntPredicate mayEvict) {
        int oldest = NONE;
        int greatestAge = -1;
        for (int slot = first; slot < first + WAYS; slot++) {
            if (tags[slot] == 0) {
                return slot;
            }
            // Of two billion calls and more the age is wrong, and so is the choice: no harm done.
            final int age = clock - touched[slot] & Integer.MAX_VALUE;
            if (age > greatestAge && mayEvict.test(slot)) {
                oldest = slot;
                greatestAge = age;
            }
        }
        return oldest;
    }

    /** Frees a slot. */
    public void remove(final int slot) {
        if (tags[slot] != 0) {
            tags[slot] = 0;
            size--;
        }
    }

    /** True if a flow has the slot. */
    public boolean isTaken(final int slot) {
        return tags[slot] != 0;
    }

    private int firstSlot(final long hash) {
        return ((int) hash & setMask) * WAYS;
    }

    private static int tag(final long hash) {
        return (int) (hash >>> 32) | 1;
    }
}
