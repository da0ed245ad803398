package knet.threads.base;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counters of one protocol layer in one stack: a plain array with one writer.
 *
 * @param <K> the layer's counters
 */
public final class Counters<K extends Enum<K> & CounterKey> {
    private final K[] keys;
    private final long[] values;

    public Counters(final Class<K> type) {
        this.keys = type.getEnumConstants();
        this.values = new long[keys.length];
    }

    public void increment(final K key) {
        values[key.ordinal()]++;
    }

    public void add(final K key, final long amount) {
        values[key.ordinal()] += amount;
    }

    public void max(final K key, final long value) {
        if (value > values[key.ordinal()]) {
            values[key.ordinal()] = value;
        }
    }

    public long get(final K key) {
        return values[key.ordinal()];
    }

    /** Sum of the counters that are outcomes: every packet of the layer is in it once. */
    public long outcomes() {
        long sum = 0;
        for (final K key : keys) {
            if (key.isOutcome()) {
                sum += values[key.ordinal()];
            }
        }
        return sum;
    }

    /** Adds to {@code into} under the counters' labels, creating the keys in order. */
    public void addTo(final Map<String, Long> into) {
        for (final K key : keys) {
            into.merge(key.label(), values[key.ordinal()], Long::sum);
        }
    }

    public Map<String, Long> toMap() {
        final Map<String, Long> map = new LinkedHashMap<>();
        addTo(map);
        return map;
    }
}
