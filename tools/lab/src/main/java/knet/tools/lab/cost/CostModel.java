package knet.tools.lab.cost;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A named set of prices. Immutable.
 *
 * @param name what results call it
 * @param prices one for every cost; those that are optional may be missing
 */
public record CostModel(String name, Map<Cost, Price> prices) {
    private static final Price NOT_GIVEN =
            new Price(0, Mark.ASSUMED, "not given: costs nothing on such a machine");

    public CostModel {
        final Map<Cost, Price> all = new EnumMap<>(Cost.class);
        all.putAll(prices);
        for (final Cost cost : Cost.values()) {
            if (cost.isOptional()) {
                all.putIfAbsent(cost, NOT_GIVEN);
            }
            if (!all.containsKey(cost)) {
                throw new IllegalArgumentException(
                        "cost model " + name + " gives no price for '" + cost.key() + "'");
            }
        }
        prices = Collections.unmodifiableMap(all);
    }

    /** Price of a cost, nanoseconds (per byte). */
    public double ns(final Cost cost) {
        return prices.get(cost).ns();
    }

    /** The same model with one price of the user's own. */
    public CostModel with(final Cost cost, final Price price) {
        final Map<Cost, Price> changed = new EnumMap<>(prices);
        changed.put(cost, price);
        return new CostModel(name, changed);
    }

    /** The same model with one price multiplied: to see how much hangs on it. */
    public CostModel scaled(final Cost cost, final double factor) {
        final Price price = prices.get(cost);
        return with(cost, new Price(price.ns() * factor, price.mark(), price.source()));
    }

    /**
     * For the simulator.
     *
     * @throws IllegalArgumentException if a price is out of range
     */
    public Costs costs() {
        return new Costs(this::ns);
    }
}
