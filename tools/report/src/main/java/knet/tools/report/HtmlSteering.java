package knet.tools.report;

import java.util.List;

/** The section on balance and on the integrity of flows. */
final class HtmlSteering {
    private HtmlSteering() {}

    static void section(final RunResult run, final Html html) {
        final SteeringFigures steering = run.steering();
        html.raw("<section><h2>Steering</h2><dl class=\"key six\">\n");
        ratio(html, "Max over mean", "maxOverMean", steering.maxOverMean(), "");
        ratio(html, "Imbalance", "imbalancePercent", steering.imbalancePercent(), "%");
        ratio(html, "Jain\u2019s index", "jain", steering.jain(), "");
        count(html, "Flows", "flows", steering.flows());
        count(html, "Split flows", "splitFlows", steering.splitFlows());
        count(html, "Reordered", "reordered", steering.reordered());
        html.raw("</dl>\n<p class=\"hint\">");
        if (run.frames().droppedTotal() > 0) {
            html.text("All this is of the frames that were not dropped. ");
        }
        html.text(
                "Max over mean: frames of the fullest queue over the mean, 1 if all got the same."
                        + " Imbalance: "
                        + BalanceText.IMBALANCE
                        + (steering.imbalancePercent() == null
                                ? ", none because at least one queue got nothing"
                                : "")
                        + ". Jain\u2019s index: 1 if all got the same, 1 / queues if one got all. ");
        if (steering.flows() > 0) {
            html.text(
                    "Flows: "
                            + BalanceText.flows(steering)
                            + ", both directions of a connection being one.");
        }
        html.raw("</p>\n");
        if (steering.splitFlows() > 0) {
            reasons(run, html);
        }
        html.raw("</section>\n");
    }

    private static void reasons(final RunResult run, final Html html) {
        final List<String> reasons = SplitReason.of(run);
        if (reasons.isEmpty()) {
            return;
        }
        html.raw("<ul class=\"reasons\">");
        if (SplitReason.isSpreading(run)) {
            // It spreads packets in whatever form they come.
            html.raw("<li>")
                    .figure(
                            "b",
                            "steering.splitFlows",
                            run.steering().splitFlows(),
                            Units.count(run.steering().splitFlows()))
                    .text(" split because " + SplitReason.words("other", run) + ".")
                    .raw("</li></ul>\n");
            return;
        }
        for (final String reason : reasons) {
            final long flows = run.steering().splitReasons().get(reason);
            final String remedy = SplitReason.remedy(reason, run);
            html.raw("<li>")
                    .figure("b", "steering.splitReasons." + reason, flows, Units.count(flows))
                    .text(
                            " split because "
                                    + SplitReason.words(reason, run)
                                    + (remedy.isEmpty() ? "" : ": " + remedy)
                                    + ".")
                    .raw("</li>\n");
        }
        html.raw("</ul>\n");
    }

    private static void count(
            final Html html, final String name, final String key, final long value) {
        HtmlSections.key(html, name, "steering." + key, value, Units.count(value));
    }

    private static void ratio(
            final Html html,
            final String name,
            final String key,
            final Double value,
            final String unit) {
        HtmlSections.key(
                html,
                name,
                "steering." + key,
                value,
                value == null ? "-" : Units.ratio(value) + unit);
    }
}
