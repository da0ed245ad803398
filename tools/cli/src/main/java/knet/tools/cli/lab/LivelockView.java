package knet.tools.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import knet.tools.cli.lab.Grid.Column;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.Livelock;
import knet.tools.lab.experiment.LoadCurve;
import knet.tools.lab.experiment.LoadWords;
import knet.tools.lab.experiment.LossFree;
import knet.tools.lab.experiment.RunLength;
import knet.tools.lab.experiment.Way;
import knet.tools.report.TextTable;
import knet.tools.report.Units;
import knet.tools.report.page.Answer;
import knet.tools.report.page.Unit;

/** {@code knet lab livelock}, for readers and programs. */
public final class LivelockView {
    private static final String NAME = "livelock";
    private static final double PERCENT = 100;

    private final Livelock.Result result;
    private final List<LoadCurve> curves;
    private final Function<Way, String> names;
    private final LoadWords words;

    public LivelockView(final Livelock.Result result) {
        this.result = result;
        this.curves = result.curves();
        this.names = Way.names(curves.stream().map(LoadCurve::way).toList());
        this.words = new LoadWords(names);
    }

    /** What it came to. */
    public LabResult result() {
        final Grid grid = grid();
        return new LabResult(
                NAME,
                new Answer(words.verdict(curves), lead(), Answer.Tone.PLAIN),
                input(),
                result.base().costs(),
                result.base().seed(),
                result.isWhole(),
                rows(),
                series(),
                grid,
                notes(),
                text(),
                new LivelockPage(result, names).sections(grid, notes()));
    }

    private String input() {
        return String.join(", ", result.workload())
                + " at up to "
                + Units.packetsPerSecond(result.mostPerSecond())
                + ", "
                + PointColumns.machine(
                        result.base().cpus(), curves.stream().map(LoadCurve::way).toList());
    }

    private String lead() {
        final List<String> known =
                curves.stream()
                        .filter(curve -> curve.lossFreePerSecond().isPresent())
                        .map(curve -> lossFree(curve) + " for " + name(curve))
                        .toList();
        return curves.size() == 1 || known.isEmpty()
                ? ""
                : "The maximum loss-free receive rate (MLFRR) is " + String.join(", ", known) + ".";
    }

    private static String lossFree(final LoadCurve curve) {
        final LossFree found = curve.lossFree();
        if (found == null) {
            return "?";
        }
        if (curve.lossFreePerSecond().isEmpty()) {
            return "-";
        }
        return (found.isBeyondRange() ? "over " : "")
                + Units.packetsPerSecond(found.framesPerSecond());
    }

    private String name(final LoadCurve curve) {
        return names.apply(curve.way());
    }

    private List<String> notes() {
        final List<String> notes = new ArrayList<>();
        notes.add(RunLength.text(result.base().costs().costs()));
        if (result.isNicBound()) {
            notes.add(
                    "the range ends at "
                            + Units.packetsPerSecond(result.mostPerSecond())
                            + " because the NIC takes no more (nic-packet)");
        }
        if (!result.isWhole()) {
            notes.add(Prices.STOPPED);
        }
        return notes;
    }

    private List<LabResult.Row> rows() {
        final List<LabResult.Row> rows = new ArrayList<>();
        for (final LoadCurve curve : curves) {
            final String key = LabResult.key(name(curve));
            rows.add(
                    new LabResult.Row(
                            "livelock-mlfrr-" + key,
                            null,
                            curve.lossFreePerSecond().isPresent()
                                    ? curve.lossFreePerSecond().getAsDouble()
                                    : null,
                            "pps"));
            rows.add(
                    new LabResult.Row(
                            "livelock-overload-" + key,
                            null,
                            curve.last()
                                    .map(LoadCurve.Point::consumedPerSecond)
                                    .map(
                                            last ->
                                                    !curve.isWhole() || curve.bestPerSecond() == 0
                                                            ? null
                                                            : PERCENT
                                                                    * last
                                                                    / curve.bestPerSecond())
                                    .orElse(null),
                            "percent of the loss-free rate"));
        }
        return rows;
    }

    private List<LabResult.Series> series() {
        return curves.stream()
                .map(
                        curve ->
                                new LabResult.Series(
                                        NAME,
                                        name(curve),
                                        curve.points().stream()
                                                .map(LoadCurve.Point::offeredPerSecond)
                                                .toList(),
                                        curve.points().stream()
                                                .map(LoadCurve.Point::consumedPerSecond)
                                                .toList()))
                .toList();
    }

    private record At(Way way, LoadCurve.Point point) {
        Figures figures() {
            return point.figures();
        }
    }

    private Grid grid() {
        final List<At> points = new ArrayList<>();
        for (final LoadCurve curve : curves) {
            curve.points().forEach(point -> points.add(new At(curve.way(), point)));
        }
        return new Columns<At>()
                .addAll(PointColumns.way(), At::way)
                .add(
                        Column.of("offeredPerSecond", "offered", Unit.packetsPerSecond()),
                        at -> at.point().offeredPerSecond())
                .add(
                        Column.of("consumedPerSecond", "to the app", Unit.packetsPerSecond()),
                        at -> at.point().consumedPerSecond())
                .addAll(PointColumns.latency(), At::figures)
                .add(
                        Column.of("notificationsPerFrame", "notified/frame", Unit.ratio()),
                        at -> at.figures().notificationsPerFrame())
                .addAll(PointColumns.accounts(), At::figures)
                .add(Column.of("offered", "frames", Unit.count()), at -> at.figures().offered())
                .add(
                        Column.of("dropped", "dropped", Unit.count()),
                        at -> at.figures().droppedTotal())
                .add(
                        Column.of("socketFull", "socket full", Unit.count()),
                        at -> at.figures().socketFull())
                .add(Column.hidden("consumed", Unit.count()), at -> at.figures().consumed())
                .add(
                        Column.hidden("maxOverMean", Unit.ratio()),
                        at -> at.figures().steering().maxOverMean())
                .addAll(PointColumns.fates(), At::figures)
                .grid("points", points);
    }

    /** A line a load, a column a way. */
    private String text() {
        final List<String> heads = new ArrayList<>(List.of("offered"));
        curves.forEach(curve -> heads.add(name(curve)));
        final TextTable table = new TextTable(heads.toArray(String[]::new));
        for (final double load : loads()) {
            final List<String> cells = new ArrayList<>(List.of(Units.packetsPerSecond(load)));
            curves.forEach(curve -> cells.add(consumed(curve, load)));
            table.row(cells.toArray(String[]::new));
        }
        final List<String> best = new ArrayList<>(List.of("MLFRR"));
        curves.forEach(curve -> best.add(lossFree(curve)));
        table.row(best.toArray(String[]::new));
        final StringBuilder text =
                new StringBuilder("what reaches the application, of what is offered\n\n")
                        .append(table)
                        .append("\nMLFRR: maximum loss-free receive rate")
                        .append(result.isWhole() ? "" : " (?: not found yet)")
                        .append("\n\n");
        if (curves.size() > 1) {
            curves.forEach(curve -> text.append(words.explain(curve)).append('\n'));
        }
        return text.toString();
    }

    private List<Double> loads() {
        return curves.stream()
                .flatMap(curve -> curve.points().stream())
                .map(LoadCurve.Point::offeredPerSecond)
                .distinct()
                .sorted()
                .toList();
    }

    private static String consumed(final LoadCurve curve, final double load) {
        return curve.points().stream()
                .filter(point -> point.offeredPerSecond() == load)
                .findFirst()
                .map(point -> Units.packetsPerSecond(point.consumedPerSecond()))
                .orElse("-");
    }
}
