package knet.tools.cli.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import knet.tools.cli.lab.Grid.Column;
import knet.tools.lab.experiment.Factor;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.Measure;
import knet.tools.lab.experiment.PlannedRuns;
import knet.tools.lab.experiment.PlannedRuns.Run;
import knet.tools.lab.experiment.RunLength;
import knet.tools.lab.experiment.Way;
import knet.tools.report.Units;
import knet.tools.report.page.Answer;
import knet.tools.report.page.Axis;
import knet.tools.report.page.Curves;
import knet.tools.report.page.Prose;
import knet.tools.report.page.Section;
import knet.tools.report.page.Unit;

/** {@code knet lab run}, for readers and programs. */
public final class RunsView {
    private static final String NAME = "run";

    /** More lines in a chart cannot be told apart. */
    private static final int MOST_LINES = 24;

    private final PlannedRuns.Result result;
    private final Optional<Factor> x;
    private final List<Measure> ys;
    private final Function<Way, String> names;
    private final Map<String, List<Run>> lines;

    /**
     * @param x what curves are drawn over; empty for no curves
     * @param ys what is drawn
     */
    public RunsView(
            final PlannedRuns.Result result, final Optional<Factor> x, final List<Measure> ys) {
        this.result = result;
        this.x = x;
        this.ys = List.copyOf(ys);
        this.names = Way.names(result.plan().ways());
        this.lines = lines();
    }

    /** Runs that differ in nothing but what the curves are drawn over, by its rising values. */
    private Map<String, List<Run>> lines() {
        final Map<String, List<Run>> all = new LinkedHashMap<>();
        x.ifPresent(
                axis -> {
                    for (final Run run : result.runs()) {
                        all.computeIfAbsent(name(run, axis), name -> new ArrayList<>()).add(run);
                    }
                    all.values()
                            .forEach(
                                    runs ->
                                            runs.sort(
                                                    Comparator.comparingDouble(
                                                            run -> axis.number(run.setup()))));
                });
        return all;
    }

    /**
     * What sets a run apart from the others.
     *
     * @param apart what is not to be told; null for nothing
     */
    private String name(final Run run, final Factor apart) {
        final List<String> parts = new ArrayList<>(List.of(names.apply(run.setup().way())));
        Stream.of(Factor.values())
                .filter(factor -> factor != apart && result.plan().varies(factor))
                .forEach(factor -> parts.add(factor.key() + " " + factor.text(run.setup())));
        return String.join(", ", parts);
    }

    /** What it came to. */
    public LabResult result() {
        final Grid grid = grid();
        final List<String> answers = ys.stream().map(this::extremes).toList();
        return new LabResult(
                NAME,
                new Answer(
                        result.runs().isEmpty()
                                ? "nothing was run: there is nothing to tell"
                                : answers.get(0),
                        result.runs().isEmpty()
                                ? ""
                                : String.join(" ", answers.subList(1, answers.size())),
                        Answer.Tone.PLAIN),
                input(),
                result.base().costs(),
                result.base().seed(),
                result.isWhole(),
                rows(),
                series(),
                grid,
                notes(),
                grid.text(),
                sections(grid));
    }

    private String input() {
        return String.join(", ", result.workload())
                + ", "
                + Units.plural(result.plan().runs(), "run");
    }

    /** The best and the worst run by a measure, one sentence. */
    private String extremes(final Measure measure) {
        final List<Run> known =
                result.runs().stream()
                        .filter(run -> !Double.isNaN(measure.value(run.figures())))
                        .toList();
        if (known.isEmpty()) {
            return "No run has a " + measure.key() + ".";
        }
        final Comparator<Run> rising =
                Comparator.comparingDouble(run -> measure.value(run.figures()));
        final Run least = known.stream().min(rising).orElseThrow();
        final Run most = known.stream().max(rising).orElseThrow();
        if (rising.compare(least, most) == 0) {
            return capital(label(measure))
                    + (known.size() == 1 ? " is " : " is the same in all runs: ")
                    + shown(measure, least)
                    + ".";
        }
        final Run best = measure.isMoreBetter() ? most : least;
        final Run worst = measure.isMoreBetter() ? least : most;
        return capital(label(measure))
                + " goes from "
                + shown(measure, best)
                + " ("
                + name(best, null)
                + ") to "
                + shown(measure, worst)
                + " ("
                + name(worst, null)
                + ").";
    }

    private static String capital(final String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String shown(final Measure measure, final Run run) {
        return unit(measure).text(measure.value(run.figures()));
    }

    private static Unit unit(final Measure measure) {
        return switch (measure) {
            case THROUGHPUT -> Unit.packetsPerSecond();
            case P50, P99 -> Unit.time();
            case NOTIFICATIONS -> Unit.ratio();
            case CPU, LOST -> Unit.percent();
        };
    }

    private static String label(final Measure measure) {
        return switch (measure) {
            case THROUGHPUT -> "what reaches the application";
            case P50 -> "median latency";
            case P99 -> "99th percentile of latency";
            case NOTIFICATIONS -> "number of notifications a frame";
            case CPU -> "use of the processors";
            case LOST -> "share of lost frames";
        };
    }

    private List<String> notes() {
        final List<String> notes = new ArrayList<>();
        notes.add(RunLength.text(result.base().costs().costs()));
        notes.add(PlannedRuns.text());
        if (!result.isWhole()) {
            notes.add(Prices.STOPPED);
        }
        return notes;
    }

    private List<LabResult.Row> rows() {
        final List<LabResult.Row> rows = new ArrayList<>();
        for (final Run run : result.runs()) {
            for (final Measure measure : ys) {
                final double value = measure.value(run.figures());
                rows.add(
                        new LabResult.Row(
                                NAME
                                        + "-"
                                        + measure.key()
                                        + "-"
                                        + LabResult.key(name(run, null).replace(", ", "-")),
                                null,
                                Double.isNaN(value) ? null : value,
                                unit(measure).symbol()));
            }
        }
        return rows;
    }

    private List<LabResult.Series> series() {
        final List<LabResult.Series> series = new ArrayList<>();
        for (final Measure measure : ys) {
            lines.forEach(
                    (name, runs) ->
                            series.add(
                                    new LabResult.Series(
                                            NAME + "-" + measure.key(),
                                            name,
                                            runs.stream().map(this::at).toList(),
                                            runs.stream()
                                                    .map(run -> measure.value(run.figures()))
                                                    .toList())));
        }
        return series;
    }

    private double at(final Run run) {
        return x.orElseThrow().number(run.setup());
    }

    private Grid grid() {
        return new Columns<Run>()
                .addAll(PointColumns.way(), run -> run.setup().way())
                .add(Column.of("cpus", "cpus", Unit.count()), run -> run.setup().cpus())
                .add(Column.words("rate", "rate"), run -> run.setup().rate())
                .add(Column.of("rxUsecs", "rx-usecs", Unit.count()), run -> run.setup().rxUsecs())
                .add(
                        Column.of("rxFrames", "rx-frames", Unit.count()),
                        run -> run.setup().rxFrames())
                .add(Column.of("ring", "ring", Unit.count()), run -> run.setup().ringSize())
                .add(
                        Column.of("consumedPerSecond", "to the app", Unit.packetsPerSecond()),
                        run -> cell(Measure.THROUGHPUT, run.figures()))
                .addAll(PointColumns.latency(), Run::figures)
                .add(
                        Column.of("notificationsPerFrame", "notified/frame", Unit.ratio()),
                        run -> cell(Measure.NOTIFICATIONS, run.figures()))
                .add(
                        Column.of("cpuPercent", "cpu", Unit.percent()),
                        run -> cell(Measure.CPU, run.figures()))
                .add(
                        Column.of("lostPercent", "lost", Unit.percent()),
                        run -> cell(Measure.LOST, run.figures()))
                .add(Column.hidden("offered", Unit.count()), run -> run.figures().offered())
                .add(Column.hidden("dropped", Unit.count()), run -> run.figures().droppedTotal())
                .add(Column.hidden("socketFull", Unit.count()), run -> run.figures().socketFull())
                .add(Column.hidden("consumed", Unit.count()), run -> run.figures().consumed())
                .addAll(PointColumns.fates(), Run::figures)
                .grid("runs", result.runs());
    }

    private static Double cell(final Measure measure, final Figures figures) {
        final double value = measure.value(figures);
        return Double.isNaN(value) ? null : value;
    }

    private List<Section> sections(final Grid grid) {
        final List<Section> sections = new ArrayList<>();
        if (result.runs().isEmpty()) {
            return sections;
        }
        if (lines.size() > MOST_LINES) {
            sections.add(
                    new Section(
                            "Curves",
                            "",
                            new Prose(
                                    List.of(
                                            lines.size()
                                                    + " lines cannot be told apart in a chart: the"
                                                    + " table below and the JSON have them."))));
        } else if (!lines.isEmpty()) {
            for (int i = 0; i < ys.size(); i++) {
                sections.add(new Section(capital(label(ys.get(i))), "", curves(i)));
            }
        }
        sections.add(new Section("Every run", "", grid.table("Every run")));
        sections.add(new Section("How this was measured", "", new Prose(notes())));
        return sections;
    }

    private Curves curves(final int y) {
        final Measure measure = ys.get(y);
        final Factor axis = x.orElseThrow();
        final List<Curves.Series> drawn = new ArrayList<>();
        lines.forEach(
                (name, runs) -> {
                    final List<Curves.Point> points = new ArrayList<>();
                    for (int k = 0; k < runs.size(); k++) {
                        points.add(
                                new Curves.Point(
                                        at(runs.get(k)),
                                        LabResult.Series.figure(
                                                y * lines.size() + drawn.size(),
                                                k,
                                                measure.value(runs.get(k).figures()))));
                    }
                    drawn.add(Curves.Series.of(name, points));
                });
        return new Curves(
                label(measure) + " over " + axis.key(),
                axis(axis),
                unit(measure).equals(Unit.time())
                        ? Axis.log(label(measure), unit(measure))
                        : Axis.linear(label(measure), unit(measure)),
                drawn);
    }

    private static Axis axis(final Factor factor) {
        return switch (factor) {
            case RATE -> Axis.linear("offered load", Unit.packetsPerSecond());
            case RX_USECS -> Axis.log(factor.key(), Unit.plain("us"));
            case RX_FRAMES -> Axis.log(factor.key(), Unit.count("frames"));
            case CPUS -> Axis.linear("processors", Unit.count());
            case RING -> Axis.log("descriptors of a ring", Unit.count());
        };
    }
}
