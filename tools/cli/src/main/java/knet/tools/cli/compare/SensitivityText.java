package knet.tools.cli.compare;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import knet.tools.lab.experiment.Sensitivity;
import knet.tools.lab.experiment.Sensitivity.Effect;
import knet.tools.lab.experiment.Sensitivity.OfWay;
import knet.tools.lab.experiment.Sensitivity.Outcome;
import knet.tools.lab.experiment.Way;
import knet.tools.report.TextTable;
import knet.tools.report.Units;

/** What hangs on which price, for a terminal: of each row the prices on which most hangs. */
final class SensitivityText {
    /** Of each row. */
    private static final int SHOWN = 3;

    /** Less is no effect worth a word, percent. */
    private static final double LEAST_PERCENT = 1;

    private static final double PERCENT = 100;

    private final Sensitivity.Result result;
    private final Function<Way, String> names;

    SensitivityText(final Comparison comparison) {
        this.result = comparison.sensitivity();
        this.names = Way.names(result.ways().stream().map(OfWay::way).toList());
    }

    String text() {
        final TextTable table =
                new TextTable(
                        "<way",
                        "rate",
                        "<hangs on (half the cost / twice the cost)",
                        "p99",
                        "<hangs on");
        for (final OfWay way : result.ways()) {
            final List<String> rates =
                    parts(way.byThroughput(), way.base(), Outcome::consumedPerSecond);
            final List<String> latencies = parts(way.byLatency(), way.base(), Outcome::p99Ns);
            for (int i = 0; i < Math.max(1, Math.max(rates.size(), latencies.size())); i++) {
                table.row(
                        i == 0 ? names.apply(way.way()) : "",
                        i == 0 ? Units.packetsPerSecond(way.base().consumedPerSecond()) : "",
                        part(rates, i),
                        i == 0 ? time(way.base().p99Ns()) : "",
                        part(latencies, i));
            }
        }
        return "sensitivity: each cost halved and doubled, one at a time"
                + (result.isPart()
                        ? ", on the first " + Units.plural(result.frames(), "frame") + " only"
                        : "")
                + "\n\n"
                + table;
    }

    private static String part(final List<String> parts, final int index) {
        if (index < parts.size()) {
            return parts.get(index);
        }
        return index == 0 ? "nothing" : "";
    }

    private static String time(final double ns) {
        return Double.isNaN(ns) ? "-" : Units.time((long) ns);
    }

    private static List<String> parts(
            final List<Effect> effects, final Outcome base, final ToDoubleFunction<Outcome> of) {
        return effects.stream()
                .limit(SHOWN)
                .filter(effect -> isNotable(effect, base, of))
                .map(
                        effect ->
                                effect.cost().key()
                                        + " "
                                        + change(effect.halved(), base, of)
                                        + " / "
                                        + change(effect.doubled(), base, of))
                .toList();
    }

    private static boolean isNotable(
            final Effect effect, final Outcome base, final ToDoubleFunction<Outcome> of) {
        return Math.abs(percent(effect.halved(), base, of)) >= LEAST_PERCENT
                || Math.abs(percent(effect.doubled(), base, of)) >= LEAST_PERCENT;
    }

    private static String change(
            final Outcome outcome, final Outcome base, final ToDoubleFunction<Outcome> of) {
        final double percent = percent(outcome, base, of);
        return Double.isFinite(percent) ? String.format(Locale.ROOT, "%+.0f%%", percent) : "-";
    }

    /** Change against the base, percent; NaN if there is nothing to compare. */
    static double percent(
            final Outcome outcome, final Outcome base, final ToDoubleFunction<Outcome> of) {
        final double from = of.applyAsDouble(base);
        return from == 0 ? Double.NaN : PERCENT * (of.applyAsDouble(outcome) / from - 1);
    }
}
