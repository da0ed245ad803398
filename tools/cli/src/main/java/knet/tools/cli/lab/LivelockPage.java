package knet.tools.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import knet.tools.lab.experiment.Livelock;
import knet.tools.lab.experiment.LoadCurve;
import knet.tools.lab.experiment.LoadWords;
import knet.tools.lab.experiment.Way;
import knet.tools.report.Units;
import knet.tools.report.page.Axis;
import knet.tools.report.page.Curves;
import knet.tools.report.page.Figure;
import knet.tools.report.page.Prose;
import knet.tools.report.page.Section;
import knet.tools.report.page.Unit;

/** What a page of {@code knet lab livelock} shows. */
final class LivelockPage {
    /** More bars would hide what they are to show. */
    private static final int MOST_BARS = 64;

    private final Livelock.Result result;
    private final List<LoadCurve> curves;
    private final Function<Way, String> names;
    private final LoadWords words;

    /**
     * @param names what ways are called here
     */
    LivelockPage(final Livelock.Result result, final Function<Way, String> names) {
        this.result = result;
        this.curves = result.curves();
        this.names = names;
        this.words = new LoadWords(names);
    }

    private String name(final LoadCurve curve) {
        return names.apply(curve.way());
    }

    /**
     * All of it, in the order in which it is read; nothing if nothing was run.
     *
     * @param grid every point
     * @param notes what a reader must know
     */
    List<Section> sections(final Grid grid, final List<String> notes) {
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
        sections.add(new Section("How this was measured", "", new Prose(notes)));
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
