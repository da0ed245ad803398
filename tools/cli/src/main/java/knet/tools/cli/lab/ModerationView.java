package knet.tools.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import knet.tools.cli.lab.Grid.Column;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.Moderation;
import knet.tools.lab.experiment.ModerationCurve;
import knet.tools.lab.experiment.ModerationWords;
import knet.tools.lab.experiment.RunLength;
import knet.tools.lab.experiment.Way;
import knet.tools.report.Units;
import knet.tools.report.page.Answer;
import knet.tools.report.page.Axis;
import knet.tools.report.page.Curves;
import knet.tools.report.page.Prose;
import knet.tools.report.page.Section;
import knet.tools.report.page.Unit;

/** {@code knet lab moderation}, for readers and programs. */
public final class ModerationView {
    private static final String NAME = "moderation";

    private static final Axis USECS = Axis.log("rx-usecs", Unit.plain("us"));

    private final Moderation.Result result;
    private final List<ModerationCurve> curves;
    private final List<String> leftOut;
    private final Function<Way, String> names;
    private final ModerationWords words;

    /**
     * @param leftOut names of modes that were asked for and have no notifications
     */
    public ModerationView(final Moderation.Result result, final List<String> leftOut) {
        this.result = result;
        this.curves = result.curves();
        this.leftOut = List.copyOf(leftOut);
        this.names = Way.names(curves.stream().map(ModerationCurve::way).toList());
        this.words = new ModerationWords(names);
    }

    /** What is drawn over the delay, in the order of the series in the JSON. */
    private enum Measure {
        P50("p50Ns", "50th percentile", Unit.time()),
        P99("p99Ns", "99th percentile", Unit.time()),
        NOTIFICATIONS("notificationsPerFrame", "notifications a packet", Unit.ratio()),
        CPU("cpuPercent", "of the processors' time", Unit.percent());

        private final String key;
        private final String axis;
        private final Unit unit;

        Measure(final String key, final String axis, final Unit unit) {
            this.key = key;
            this.axis = axis;
            this.unit = unit;
        }

        /** NaN if there is none. */
        private double of(final ModerationCurve.Point point) {
            final Figures figures = point.figures();
            final boolean any = figures.latency().count() > 0;
            return switch (this) {
                case P50 -> any ? figures.latency().p50() : Double.NaN;
                case P99 -> any ? figures.latency().p99() : Double.NaN;
                case NOTIFICATIONS -> figures.notificationsPerFrame();
                case CPU -> point.cpuPercent();
            };
        }
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
                text(grid),
                sections(grid));
    }

    private String input() {
        return String.join(", ", result.workload())
                + " at "
                + (result.isLoadGiven()
                        ? Units.packetsPerSecond(curves.get(0).framesPerSecond())
                        : "half of what each mode can bear without loss")
                + ", "
                + PointColumns.machine(
                        result.base().cpus(), curves.stream().map(ModerationCurve::way).toList());
    }

    private String lead() {
        final List<String> knees =
                curves.stream().filter(ModerationCurve::isWorthIt).map(this::knee).toList();
        return curves.size() == 1 || knees.isEmpty()
                ? ""
                : "The knee, after which the use of processors falls by less than a tenth more: "
                        + String.join(", ", knees)
                        + ".";
    }

    private String knee(final ModerationCurve curve) {
        return name(curve)
                + (curve.isKneeBeyond() ? " beyond " : " ")
                + curve.knee().orElseThrow().usecs()
                + " us";
    }

    private String name(final ModerationCurve curve) {
        return names.apply(curve.way());
    }

    private List<String> notes() {
        final List<String> notes = new ArrayList<>();
        notes.add(RunLength.text(result.base().costs().costs()));
        notes.add(
                "rx-frames is tried with rx-usecs "
                        + Moderation.USECS_OF_FRAMES
                        + "; a number of frames that does not come to a queue in that time changes"
                        + " nothing");
        leftOut.forEach(
                mode ->
                        notes.add(
                                mode + " is left out: it polls, its NIC raises no notifications"));
        curves.stream()
                .filter(curve -> curve.points().stream().anyMatch(point -> point.lost() > 0))
                .forEach(
                        curve ->
                                notes.add(
                                        name(curve)
                                                + " loses frames at some of its points: their"
                                                + " latency is of those that got through"));
        if (!result.isWhole()) {
            notes.add(Prices.STOPPED);
        }
        return notes;
    }

    private List<LabResult.Row> rows() {
        final List<LabResult.Row> rows = new ArrayList<>();
        for (final ModerationCurve curve : curves) {
            final String key = LabResult.key(name(curve));
            rows.add(
                    new LabResult.Row(
                            "moderation-knee-" + key,
                            null,
                            curve.isWorthIt() && !curve.isKneeBeyond()
                                    ? curve.knee().map(point -> (double) point.usecs()).orElse(null)
                                    : null,
                            "us"));
            rows.add(
                    new LabResult.Row(
                            "moderation-saving-" + key,
                            null,
                            curve.knee().isEmpty() ? null : curve.savingPercent(),
                            "percent of the processors' time without moderation"));
            rows.add(
                    new LabResult.Row(
                            "moderation-load-" + key,
                            null,
                            curve.framesPerSecond() > 0 ? curve.framesPerSecond() : null,
                            "pps"));
        }
        return rows;
    }

    private List<LabResult.Series> series() {
        final List<LabResult.Series> series = new ArrayList<>();
        for (final Measure measure : Measure.values()) {
            for (final ModerationCurve curve : curves) {
                final List<ModerationCurve.Point> points = curve.overUsecs();
                series.add(
                        new LabResult.Series(
                                NAME + "-" + measure.key,
                                name(curve),
                                points.stream().map(point -> (double) point.usecs()).toList(),
                                points.stream().map(measure::of).toList()));
            }
        }
        return series;
    }

    private record At(ModerationCurve curve, ModerationCurve.Point point) {
        Figures figures() {
            return point.figures();
        }
    }

    private Grid grid() {
        final List<At> points = new ArrayList<>();
        for (final ModerationCurve curve : curves) {
            curve.points().forEach(point -> points.add(new At(curve, point)));
        }
        return new Columns<At>()
                .addAll(PointColumns.way(), at -> at.curve().way())
                .add(
                        Column.of("offeredPerSecond", "offered", Unit.packetsPerSecond()),
                        at -> at.curve().framesPerSecond())
                .add(Column.of("rxUsecs", "rx-usecs", Unit.count()), at -> at.point().usecs())
                .add(Column.of("rxFrames", "rx-frames", Unit.count()), at -> at.point().frames())
                .add(
                        Column.of("notificationsPerFrame", "notified/frame", Unit.ratio()),
                        at -> at.figures().notificationsPerFrame())
                .addAll(PointColumns.latency(), At::figures)
                .add(Column.of("cpuPercent", "cpu", Unit.percent()), at -> at.point().cpuPercent())
                .addAll(PointColumns.accounts(), At::figures)
                .add(Column.of("lost", "lost", Unit.count()), at -> at.point().lost())
                .add(Column.hidden("offered", Unit.count()), at -> at.figures().offered())
                .add(Column.hidden("consumed", Unit.count()), at -> at.figures().consumed())
                .add(
                        Column.hidden("consumedPerSecond", Unit.packetsPerSecond()),
                        at -> at.figures().consumedPerSecond())
                .add(Column.hidden("socketFull", Unit.count()), at -> at.figures().socketFull())
                .addAll(PointColumns.fates(), At::figures)
                .grid("points", points);
    }

    private String text(final Grid grid) {
        final StringBuilder text = new StringBuilder(grid.text()).append('\n');
        if (curves.size() > 1 || !result.isWhole()) {
            curves.forEach(curve -> text.append(words.explain(curve)).append('\n'));
        }
        return text.toString();
    }

    private List<Section> sections(final Grid grid) {
        final List<Section> sections = new ArrayList<>();
        if (curves.stream().allMatch(curve -> curve.points().isEmpty())) {
            return sections;
        }
        sections.add(
                new Section(
                        "What it buys: processors' time",
                        "Every notification costs an interrupt and what it wakes; frames that share"
                                + " one share its cost. Beyond the knee there is little left to"
                                + " share.",
                        over(Measure.CPU)));
        sections.add(new Section("Notifications a packet", "", over(Measure.NOTIFICATIONS)));
        sections.add(
                new Section(
                        "What it costs: latency",
                        "From arrival at the NIC to the end of the application's work: half of the"
                                + " frames are quicker.",
                        over(Measure.P50)));
        sections.add(new Section("Latency, 99 of 100 frames are quicker", "", over(Measure.P99)));
        sections.add(
                new Section(
                        "Mode by mode",
                        "",
                        new Prose(curves.stream().map(words::explain).toList())));
        for (final ModerationCurve curve : curves) {
            if (!curve.points().isEmpty()) {
                sections.add(
                        new Section(
                                "Who has the processors: " + name(curve), "", bars(curve).chart()));
            }
        }
        sections.add(new Section("Every point", "", grid.table("Every point")));
        sections.add(new Section("How this was measured", "", new Prose(notes())));
        return sections;
    }

    private Curves over(final Measure measure) {
        final List<Curves.Series> lines = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            final ModerationCurve curve = curves.get(i);
            final List<Curves.Point> points = new ArrayList<>();
            for (int k = 0; k < curve.overUsecs().size(); k++) {
                final ModerationCurve.Point point = curve.overUsecs().get(k);
                points.add(
                        new Curves.Point(
                                point.usecs(),
                                LabResult.Series.figure(
                                        measure.ordinal() * curves.size() + i,
                                        k,
                                        measure.of(point))));
            }
            final Curves.Series line = Curves.Series.of(name(curve), points);
            lines.add(
                    curve.isWorthIt() && !curve.isKneeBeyond() && measure == Measure.CPU
                            ? line.withMark(curve.knee().orElseThrow().usecs(), "knee")
                            : line);
        }
        final boolean isTime = measure.unit.equals(Unit.time());
        return new Curves(
                measure.axis + " over rx-usecs, for each mode",
                USECS,
                isTime
                        ? Axis.log(measure.axis, measure.unit)
                        : Axis.linear(measure.axis, measure.unit),
                lines);
    }

    private CpuBars bars(final ModerationCurve curve) {
        final CpuBars bars =
                new CpuBars("Processors' time of " + name(curve) + " by account over moderation");
        for (final ModerationCurve.Point point : curve.points()) {
            bars.all(
                    "rx-usecs "
                            + point.usecs()
                            + (point.frames() == 0 ? "" : ", rx-frames " + point.frames()),
                    point.figures());
        }
        return bars;
    }
}
