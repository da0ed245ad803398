package knet.tools.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import knet.tools.cli.lab.Grid.Column;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.Livelock;
import knet.tools.lab.experiment.LoadCurve;
import knet.tools.lab.experiment.LoadWords;
import knet.tools.lab.experiment.LossFree;
import knet.tools.lab.experiment.RunLength;
import knet.tools.lab.experiment.Way;
import knet.tools.lab.sim.Level;
import knet.tools.report.TextTable;
import knet.tools.report.Units;
import knet.tools.report.page.Answer;
import knet.tools.report.page.Axis;
import knet.tools.report.page.Curves;
import knet.tools.report.page.Figure;
import knet.tools.report.page.Prose;
import knet.tools.report.page.Section;
import knet.tools.report.page.Unit;

/** {@code knet lab livelock}, for readers and programs. */
public final class LivelockView {
    private static final String NAME = "livelock";
    private static final double PERCENT = 100;

    /** More bars would hide what they are to show. */
    private static final int MOST_BARS = 64;

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
                sections(grid));
    }

    private String input() {
        final List<String> firmware =
                curves.stream()
                        .filter(curve -> curve.way().isClassified())
                        .map(curve -> curve.way().firmware())
                        .distinct()
                        .toList();
        return String.join(", ", result.workload())
                + " at up to "
                + Units.packetsPerSecond(result.mostPerSecond())
                + ", "
                + Units.plural(result.base().cpus(), "processor")
                + (firmware.isEmpty() ? "" : ", " + String.join(", ", firmware));
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

    private Grid grid() {
        final Grid grid =
                new Grid(
                        "points",
                        Column.words("mode", "mode"),
                        Column.words("firmware", "firmware"),
                        Column.of("offeredPerSecond", "offered", Unit.packetsPerSecond()),
                        Column.of("consumedPerSecond", "to the app", Unit.packetsPerSecond()),
                        Column.of("p50Ns", "p50", Unit.time()),
                        Column.of("p99Ns", "p99", Unit.time()),
                        Column.of("notificationsPerFrame", "notified/frame", Unit.ratio()),
                        Column.of("hardInterruptPercent", "irq", Unit.percent()),
                        Column.of("softirqPercent", "softirq", Unit.percent()),
                        Column.of("kernelThreadPercent", "kernel", Unit.percent()),
                        Column.of("userThreadPercent", "user", Unit.percent()),
                        Column.of("offered", "frames", Unit.count()),
                        Column.of("dropped", "dropped", Unit.count()),
                        Column.of("socketFull", "socket full", Unit.count()),
                        Column.hidden("consumed", Unit.count()),
                        Column.hidden("maxOverMean", Unit.ratio()));
        for (final LoadCurve curve : curves) {
            for (final LoadCurve.Point point : curve.points()) {
                final Figures figures = point.figures();
                final boolean any = figures.latency().count() > 0;
                grid.row(
                        curve.way().mode().name(),
                        curve.way().classifier(),
                        point.offeredPerSecond(),
                        point.consumedPerSecond(),
                        any ? figures.latency().p50() : null,
                        any ? figures.latency().p99() : null,
                        figures.notificationsPerFrame(),
                        figures.percent(Level.HARD_INTERRUPT),
                        figures.percent(Level.SOFTIRQ),
                        figures.percent(Level.KERNEL_THREAD),
                        figures.percent(Level.USER_THREAD),
                        figures.offered(),
                        figures.droppedTotal(),
                        figures.socketFull(),
                        figures.consumed(),
                        figures.steering().maxOverMean());
            }
        }
        return grid;
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

    private List<Section> sections(final Grid grid) {
        final List<Section> sections = new ArrayList<>();
        if (curves.stream().allMatch(curve -> curve.points().isEmpty())) {
            return sections;
        }
        sections.add(
                new Section(
                        "Offered load and what reaches the application",
                        "A well-designed system stays flat beyond the load that it can bear without"
                                + " loss (MLFRR); an ill-designed one falls towards nothing.",
                        throughput()));
        sections.add(
                new Section(
                        "What each way does beyond that",
                        "",
                        new Prose(curves.stream().map(words::explain).toList())));
        final CpuBars highest = atHighest();
        if (!highest.isEmpty()) {
            sections.add(
                    new Section(
                            "Who has the processors at the highest load",
                            "What interrupt routines and softirqs take is not there for the"
                                    + " application.",
                            highest.chart()));
        }
        curves.stream()
                .filter(curve -> curve.shape() == LoadCurve.Shape.LIVELOCK)
                .forEach(
                        curve ->
                                sections.add(
                                        new Section(
                                                "How " + name(curve) + " gets there",
                                                "The application goes first, then softirqs, until"
                                                        + " interrupt routines are all that runs.",
                                                byLoad(curve).chart())));
        final CpuBars processors = byProcessor();
        if (!processors.isEmpty()) {
            sections.add(
                    new Section(
                            "Processor by processor, at the highest load",
                            "A single queue is served by one processor at a time.",
                            processors.chart()));
        }
        sections.add(
                new Section(
                        "Latency",
                        "From arrival at the NIC to the end of the application's work, of what gets"
                                + " there: 99 of 100 frames are quicker.",
                        latency()));
        sections.add(new Section("Every point", "", grid.table("Every point")));
        sections.add(new Section("How this was measured", "", new Prose(notes())));
        return sections;
    }

    private Curves throughput() {
        final List<Curves.Series> lines = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            final LoadCurve curve = curves.get(i);
            final List<Curves.Point> points = new ArrayList<>();
            for (int k = 0; k < curve.points().size(); k++) {
                final LoadCurve.Point point = curve.points().get(k);
                points.add(
                        new Curves.Point(
                                point.offeredPerSecond(),
                                LabResult.Series.figure(i, k, point.consumedPerSecond())));
            }
            final Curves.Series line = Curves.Series.of(name(curve), points);
            lines.add(
                    curve.lossFreePerSecond().isEmpty() || curve.lossFree().isBeyondRange()
                            ? line
                            : line.withMark(curve.lossFree().framesPerSecond(), "MLFRR"));
        }
        return new Curves(
                "What reaches the application over the offered load, for each way",
                Axis.linear("offered load", Unit.packetsPerSecond()),
                Axis.linear("to the application", Unit.packetsPerSecond()),
                lines);
    }

    private Curves latency() {
        return curves(
                "99th percentile of latency over the offered load, for each way",
                Axis.log("99th percentile", Unit.time()),
                point ->
                        point.figures().latency().count() == 0
                                ? Double.NaN
                                : point.figures().latency().p99());
    }

    private Curves curves(
            final String label, final Axis y, final ToDoubleFunction<LoadCurve.Point> value) {
        return new Curves(
                label,
                Axis.linear("offered load", Unit.packetsPerSecond()),
                y,
                curves.stream()
                        .map(
                                curve ->
                                        Curves.Series.of(
                                                name(curve),
                                                curve.points().stream()
                                                        .map(
                                                                point ->
                                                                        new Curves.Point(
                                                                                point
                                                                                        .offeredPerSecond(),
                                                                                Figure.of(
                                                                                        value
                                                                                                .applyAsDouble(
                                                                                                        point))))
                                                        .toList()))
                        .toList());
    }

    /** Those whose last point is that of the highest load. */
    private List<LoadCurve> whole() {
        return curves.stream().filter(LoadCurve::isWhole).toList();
    }

    private CpuBars atHighest() {
        final CpuBars bars = new CpuBars("Processors' time by account at the highest load");
        whole().forEach(
                        curve ->
                                curve.last()
                                        .ifPresent(
                                                point -> bars.all(name(curve), point.figures())));
        return bars;
    }

    private static CpuBars byLoad(final LoadCurve curve) {
        final CpuBars bars = new CpuBars("Processors' time by account over the offered load");
        curve.points()
                .forEach(
                        point ->
                                bars.all(
                                        Units.packetsPerSecond(point.offeredPerSecond()),
                                        point.figures()));
        return bars;
    }

    private CpuBars byProcessor() {
        final CpuBars bars = new CpuBars("Time of each processor by account at the highest load");
        final int cpus = result.base().cpus();
        if (cpus == 1 || cpus * curves.size() > MOST_BARS) {
            return bars;
        }
        for (final LoadCurve curve : whole()) {
            curve.last()
                    .ifPresent(
                            point -> {
                                for (int cpu = 0; cpu < cpus; cpu++) {
                                    bars.one(name(curve) + ", CPU " + cpu, point.figures(), cpu);
                                }
                            });
        }
        return bars;
    }
}
