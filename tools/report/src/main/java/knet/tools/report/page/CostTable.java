package knet.tools.report.page;

import java.util.List;
import java.util.Locale;

/**
 * A cost model with its prices, and where each comes from.
 *
 * @param name as "piii-550"
 */
public record CostTable(String name, List<Price> prices) {
    public CostTable {
        Check.text("name", name);
        prices = List.copyOf(prices);
    }

    /**
     * A price.
     *
     * @param name as in the model's file, as "rx-packet"
     * @param meaning what it is the price of; may be empty
     * @param figure in {@code unit}
     * @param unit as it is written, as "ns" or "cycles"
     * @param source the source, the way of measuring, what it was fitted to, or why it is assumed
     */
    public record Price(
            String name, String meaning, Figure figure, String unit, Mark mark, String source) {
        public Price {
            Check.text("name", name);
        }
    }

    /** Where a price comes from. */
    public enum Mark {
        CITED,
        MEASURED,
        FITTED,
        ASSUMED;

        /** As it stands in a model's file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
