package knet.tools.cli.lab;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.Mark;
import knet.tools.lab.cost.Price;
import knet.tools.report.JsonText;
import knet.tools.report.page.CostTable;
import knet.tools.report.page.Figure;

/** A cost model, for reports. */
public final class Prices {
    /** What a result that was cut short begins with. */
    public static final String STOPPED =
            "It was stopped before its end: what is missing is left out.";

    private Prices() {}

    /** Where its prices come from, in brackets: " (17 assumed, 2 cited)". */
    public static String marks(final CostModel costs) {
        final Map<Mark, Integer> counts = new EnumMap<>(Mark.class);
        costs.prices().values().forEach(price -> counts.merge(price.mark(), 1, Integer::sum));
        if (counts.size() == 1) {
            return " (all of them " + counts.keySet().iterator().next().word() + ")";
        }
        final List<String> parts = new ArrayList<>();
        counts.forEach((mark, count) -> parts.add(count + " " + mark.word()));
        return " (" + String.join(", ", parts) + ")";
    }

    /** For a page. */
    public static CostTable table(final CostModel costs) {
        final List<CostTable.Price> prices = new ArrayList<>();
        for (final Cost cost : Cost.values()) {
            final Price price = costs.prices().get(cost);
            prices.add(
                    new CostTable.Price(
                            cost.key(),
                            cost.help(),
                            Figure.of(Grid.rounded(price.ns())),
                            cost.isPerByte() ? "ns/B" : "ns",
                            CostTable.Mark.valueOf(price.mark().name()),
                            price.source()));
        }
        return new CostTable(costs.name(), prices);
    }

    /** Every price of a model, under the key {@code prices}. */
    public static void writeTo(final CostModel costs, final JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("prices");
        for (final Cost cost : Cost.values()) {
            final Price price = costs.prices().get(cost);
            json.writeStartObject();
            json.writeStringField("cost", cost.key());
            JsonText.number(json, "ns", price.ns());
            json.writeStringField("mark", price.mark().word());
            json.writeStringField("source", price.source());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
