package knet.tools.report.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import knet.tools.report.Html;
import knet.tools.report.Units;
import knet.tools.report.page.CostTable.Mark;
import knet.tools.report.page.CostTable.Price;

/** What came in, the command, the seed, and the prices with where each comes from. */
final class OriginHtml {
    private OriginHtml() {}

    static void write(final Origin origin, final Html html) {
        html.raw("<p class=\"input\">").text(origin.input()).raw("</p>\n");
        html.raw("<pre class=\"command\"><code>").text(origin.command()).raw("</code></pre>\n");
        html.raw("<p class=\"setting\">Virtual time, seed ")
                .raw(Long.toString(origin.seed()))
                .raw(", costs <b>")
                .text(origin.costs().name())
                .raw("</b>.</p>\n");
        if (!origin.costs().prices().isEmpty()) {
            prices(origin.costs(), html);
        }
    }

    private static void prices(final CostTable costs, final Html html) {
        html.raw("<details class=\"costs\"><summary>")
                .text(summary(costs))
                .raw("</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
                .raw(" aria-label=\"Prices\"><table class=\"figures\"><thead><tr>");
        html.raw("<th scope=\"col\" class=\"words\">cost</th><th scope=\"col\">figure</th>")
                .raw("<th scope=\"col\" class=\"words\">unit</th>")
                .raw("<th scope=\"col\" class=\"words\">mark</th>")
                .raw("<th scope=\"col\" class=\"words\">source</th></tr></thead>\n<tbody>\n");
        for (final Price price : costs.prices()) {
            price(price, html);
        }
        html.raw("</tbody></table></div></details>\n");
    }

    private static void price(final Price price, final Html html) {
        html.raw("<tr><th scope=\"row\" class=\"words long\">").text(price.name());
        if (!price.meaning().isEmpty()) {
            html.raw("<span class=\"meaning\">").text(price.meaning()).raw("</span>");
        }
        html.raw("</th>");
        Figures.write(
                "td",
                "",
                price.figure(),
                price.figure().isPresent()
                        ? Numbers.grouped(Numbers.of(price.figure().value()))
                        : "-",
                html);
        html.raw("<td class=\"words\">").text(price.unit()).raw("</td><td class=\"words\">");
        html.raw("<span class=\"origin ").raw(price.mark().word()).raw("\">");
        html.raw(price.mark().word()).raw("</span></td><td class=\"words long\">");
        html.text(price.source()).raw("</td></tr>\n");
    }

    /** As "14 prices: 1 cited, 13 assumed". */
    private static String summary(final CostTable costs) {
        final Map<Mark, Integer> counts = new EnumMap<>(Mark.class);
        costs.prices().forEach(price -> counts.merge(price.mark(), 1, Integer::sum));
        final List<String> parts = new ArrayList<>();
        counts.forEach((mark, count) -> parts.add(Units.count(count) + " " + mark.word()));
        return Units.plural(costs.prices().size(), "price") + ": " + String.join(", ", parts);
    }
}
