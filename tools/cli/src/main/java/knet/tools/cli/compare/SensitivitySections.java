package knet.tools.cli.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import knet.tools.cli.lab.Grid;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.experiment.Sensitivity;
import knet.tools.lab.experiment.Sensitivity.Effect;
import knet.tools.lab.experiment.Sensitivity.OfWay;
import knet.tools.lab.experiment.Sensitivity.Outcome;
import knet.tools.lab.experiment.Way;
import knet.tools.report.Units;
import knet.tools.report.page.Axis;
import knet.tools.report.page.Figure;
import knet.tools.report.page.HeatMap;
import knet.tools.report.page.Section;
import knet.tools.report.page.Tornado;
import knet.tools.report.page.Unit;

/** What hangs on which price, for a page: all ways in a map, the best one as a tornado. */
final class SensitivitySections {
    private static final double TENTHS = 10;

    private final Sensitivity.Result result;
    private final List<OfWay> ways;
    private final Function<Way, String> names;

    SensitivitySections(final Sensitivity.Result result) {
        this.result = result;
        this.ways = result.ways();
        this.names = Way.names(ways.stream().map(OfWay::way).toList());
    }

    List<Section> sections() {
        final List<Section> sections = new ArrayList<>();
        if (ways.isEmpty()) {
            return sections;
        }
        final String part =
                result.isPart()
                        ? " Of the first " + Units.plural(result.frames(), "frame") + " only."
                        : "";
        final OfWay best =
                ways.stream()
                        .max(Comparator.comparingDouble(way -> way.base().consumedPerSecond()))
                        .orElseThrow();
        sections.add(
                new Section(
                        "What hangs on which cost: throughput of " + names.apply(best.way()),
                        "Every cost halved and doubled, one at a time; what changes nothing is left"
                                + " out."
                                + part,
                        tornado(
                                best,
                                Axis.linear("to the application", Unit.packetsPerSecond()),
                                Outcome::consumedPerSecond)));
        if (!Double.isNaN(best.base().p99Ns())) {
            sections.add(
                    new Section(
                            "What hangs on which cost: p99 of " + names.apply(best.way()),
                            "Every cost halved and doubled, one at a time; what changes nothing is left"
                                    + " out."
                                    + part,
                            tornado(
                                    best,
                                    Axis.linear("99th percentile", Unit.time()),
                                    Outcome::p99Ns)));
        }
        sections.add(
                new Section(
                        "What hangs on which cost: throughput of all ways",
                        "The greater of the changes that half the cost and twice the cost make, up or"
                                + " down."
                                + part,
                        map("Change of throughput", Outcome::consumedPerSecond)));
        sections.add(
                new Section(
                        "What hangs on which cost: p99 of all ways",
                        "The greater of the changes that half the cost and twice the cost make, up or"
                                + " down."
                                + part,
                        map("Change of the 99th percentile of latency", Outcome::p99Ns)));
        return sections;
    }

    private static Tornado tornado(
            final OfWay way, final Axis axis, final ToDoubleFunction<Outcome> of) {
        return new Tornado(
                axis.label() + " with each cost halved and doubled",
                axis,
                Figure.of(Grid.rounded(of.applyAsDouble(way.base()))),
                way.effects().stream()
                        .filter(effect -> isOfEffect(effect, way.base(), of))
                        .map(
                                effect ->
                                        new Tornado.Change(
                                                effect.cost().key(),
                                                figure(effect.halved(), of),
                                                figure(effect.doubled(), of)))
                        .toList());
    }

    private static boolean isOfEffect(
            final Effect effect, final Outcome base, final ToDoubleFunction<Outcome> of) {
        return of.applyAsDouble(effect.halved()) != of.applyAsDouble(base)
                || of.applyAsDouble(effect.doubled()) != of.applyAsDouble(base);
    }

    private static Figure figure(final Outcome outcome, final ToDoubleFunction<Outcome> of) {
        return Figure.of(Grid.rounded(of.applyAsDouble(outcome)));
    }

    private HeatMap map(final String label, final ToDoubleFunction<Outcome> of) {
        final List<HeatMap.Row> rows = new ArrayList<>();
        for (final Cost cost : Cost.values()) {
            if (ways.stream().anyMatch(way -> effectOf(cost, way).isPresent())) {
                rows.add(
                        new HeatMap.Row(
                                cost.key(),
                                ways.stream()
                                        .map(
                                                way ->
                                                        effectOf(cost, way)
                                                                .map(
                                                                        effect ->
                                                                                change(
                                                                                        effect, way,
                                                                                        of))
                                                                .orElse(Figure.NONE))
                                        .toList()));
            }
        }
        return new HeatMap(
                label,
                "cost",
                "way",
                Unit.percent(),
                Axis.Scale.LINEAR,
                ways.stream().map(OfWay::way).map(names).toList(),
                rows);
    }

    /** Empty if it was stopped before. */
    private static Optional<Effect> effectOf(final Cost cost, final OfWay way) {
        return way.effects().stream().filter(effect -> effect.cost() == cost).findFirst();
    }

    /** To a tenth of a percent. */
    private static Figure change(
            final Effect effect, final OfWay way, final ToDoubleFunction<Outcome> of) {
        final double greater =
                Math.max(
                        Math.abs(SensitivityText.percent(effect.halved(), way.base(), of)),
                        Math.abs(SensitivityText.percent(effect.doubled(), way.base(), of)));
        return Figure.of(Math.rint(TENTHS * greater) / TENTHS);
    }
}
