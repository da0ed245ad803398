package knet.tools.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import knet.tools.cli.lab.CpuBars;
import knet.tools.cli.lab.Grid;
import knet.tools.cli.lab.Prices;
import knet.tools.lab.experiment.FaultText;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.Way;
import knet.tools.report.LatencyFigures;
import knet.tools.report.page.Answer;
import knet.tools.report.page.Axis;
import knet.tools.report.page.Curves;
import knet.tools.report.page.Figure;
import knet.tools.report.page.Ink;
import knet.tools.report.page.Kind;
import knet.tools.report.page.Origin;
import knet.tools.report.page.Page;
import knet.tools.report.page.Prose;
import knet.tools.report.page.Section;
import knet.tools.report.page.Stacked;
import knet.tools.report.page.Table;
import knet.tools.report.page.Table.Cell;
import knet.tools.report.page.Table.Column;
import knet.tools.report.page.Unit;

/** A comparison for a browser. */
public final class ComparisonPage {
    /** More bars would hide what they are to show. */
    private static final int MOST_BARS = 64;

    /** More would make the page slow. */
    private static final int MOST_SPANS = 6_000;

    private static final double PERCENT = 100;
    private static final List<Ink> LOSS_INKS =
            List.of(Ink.VERMILION, Ink.PURPLE, Ink.SKY, Ink.OLIVE, Ink.BLUE);

    private final Comparison comparison;
    private final List<Row> rows;
    private final Function<Way, String> names;

    public ComparisonPage(final Comparison comparison) {
        this.comparison = comparison;
        this.rows = comparison.rows();
        this.names = Way.names(rows.stream().map(Row::way).toList());
    }

    /**
     * The page.
     *
     * @param command as typed
     */
    public String html(final String command) {
        return new Page(
                        "knet compare",
                        answer(),
                        new Origin(
                                comparison.input()
                                        + ", "
                                        + comparison.base().cpus()
                                        + " processors",
                                command,
                                comparison.base().seed(),
                                Prices.table(comparison.base().costs())),
                        warnings(),
                        sections(),
                        comparison.json())
                .toHtml();
    }

    /** The verdict; what comes behind its first semicolon in smaller letters. */
    private Answer answer() {
        final String[] parts = comparison.verdict().split("; ", 2);
        return Answer.of(parts[0], parts.length == 1 ? "" : sentence(parts[1]));
    }

    /** A mode's name is written as it is typed, at the beginning of a sentence too. */
    private String sentence(final String text) {
        final boolean isName =
                rows.stream().anyMatch(row -> text.startsWith(row.way().mode().name()));
        return (isName ? text.substring(0, 1) : text.substring(0, 1).toUpperCase(Locale.ROOT))
                + text.substring(1)
                + ".";
    }

    private List<String> warnings() {
        final List<String> warnings = new ArrayList<>();
        if (!comparison.isWhole()) {
            warnings.add(Prices.STOPPED);
        }
        if (comparison.base().faults().any()) {
            warnings.add(
                    "Faults were injected: "
                            + FaultText.words(comparison.base().faults())
                            + (comparison.base().faults().lostInterrupts() > 0
                                    ? "; " + ComparisonTable.lostInterrupts()
                                    : "")
                            + ".");
        }
        rows.stream()
                .flatMap(row -> row.run().trace().damage().stream())
                .distinct()
                .forEach(warnings::add);
        return warnings;
    }

    private String name(final Row row) {
        return names.apply(row.way());
    }

    private List<Section> sections() {
        final List<Section> sections = new ArrayList<>();
        if (rows.isEmpty()) {
            return sections;
        }
        sections.add(
                new Section(
                        "Side by side",
                        "To the app: frames whose data a user thread has read. Latency is from"
                                + " arrival at the NIC to the end of that.",
                        table()));
        sections.add(
                new Section(
                        "Where the frames end",
                        "Frames without data, such as bare acknowledgements, end in the network.",
                        fates()));
        if (rows.stream().anyMatch(row -> row.figures().offered() > 0)) {
            sections.add(
                    new Section(
                            "Who has the processors",
                            "All processors together, from the start of the NIC to the end of all"
                                    + " work.",
                            processors().chart()));
            addProcessorByProcessor(sections);
        }
        if (rows.stream().anyMatch(row -> row.figures().latency().count() > 0)) {
            sections.add(
                    new Section(
                            "Latency",
                            "Read it from the left: so many percent of the frames were at least so"
                                    + " quick.",
                            latency()));
        }
        rows.stream()
                .filter(row -> row.timeline() != null)
                .forEach(row -> addTimeline(row, sections));
        final List<String> counted = counted();
        if (!counted.isEmpty()) {
            sections.add(
                    new Section(
                            "What the classifiers count",
                            "Counters of their own, as they name them.",
                            new Prose(counted)));
        }
        if (comparison.sensitivity() != null) {
            sections.addAll(new SensitivitySections(comparison.sensitivity()).sections());
        }
        sections.add(new Section("What this is", "", what()));
        return sections;
    }

    private List<String> counted() {
        return rows.stream()
                .map(row -> CounterText.line(name(row), row.run().nic().firmwareCounters()))
                .filter(line -> !line.isEmpty())
                .map(String::strip)
                .toList();
    }

    private static Prose what() {
        return Prose.of(
                "NIC, rings, notifications, network threads, IP and TCP are the code of a replay, in"
                        + " virtual time; processors, interrupts, scheduling and what a step costs"
                        + " are simulated. It shows what follows from the prices, and which way is"
                        + " better under them, not what another machine will do.",
                "Cold: the flow's state was in the cache of another processor when the network took"
                        + " the frame. Notified: notifications raised for each frame offered.");
    }

    private void addTimeline(final Row row, final List<Section> sections) {
        final var chart = TimelineChart.of(row, MOST_SPANS);
        if (!chart.spans().isEmpty()) {
            sections.add(
                    new Section(
                            "What happened when: " + name(row),
                            "Wheel or the buttons zoom, drag moves. A notification is raised only for"
                                    + " a queue that nobody polls.",
                            chart));
        }
    }

    private Table table() {
        final List<Table.Row> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(line(rows.get(i), "rows." + i + "."));
        }
        return new Table(
                "Side by side",
                List.of(
                        Column.words("mode"),
                        Column.words("firmware"),
                        new Column("delivered", Unit.count()),
                        new Column("lost", Unit.count()),
                        new Column("to app", Unit.count()),
                        new Column("rate", Unit.packetsPerSecond()),
                        new Column("throughput", Unit.bitsPerSecond()),
                        new Column("p50", Unit.time()),
                        new Column("p99", Unit.time()),
                        new Column("p99.9", Unit.time()),
                        new Column("max", Unit.time()),
                        new Column("notified", Unit.ratio()),
                        new Column("max/mean", Unit.ratio()),
                        new Column("split flows", Unit.count()),
                        new Column("reordered", Unit.count()),
                        new Column("cold", Unit.percent()),
                        new Column("lock waits", Unit.count())),
                lines);
    }

    private static Table.Row line(final Row row, final String at) {
        final Figures figures = row.figures();
        final LatencyFigures latency = figures.latency();
        final boolean any = latency.count() > 0;
        final String time = at + "total.latencyNs.";
        final boolean isSteered = row.way().hasSeveralQueues();
        return Table.Row.of(
                Cell.of(row.run().mode()),
                Cell.of(row.firmware()),
                Cell.of(at + "frames.delivered", figures.delivered()),
                Cell.of(row.lost()),
                Cell.of(at + "consumed", figures.consumed()),
                any
                        ? Cell.of(
                                at + "throughput.framesPerSecond",
                                rounded(figures.consumedPerSecond()))
                        : Cell.none(),
                any
                        ? Cell.of(at + "throughput.bitsPerSecond", rounded(figures.bitsPerSecond()))
                        : Cell.none(),
                any ? Cell.of(time + "p50", latency.p50()) : Cell.none(),
                any ? Cell.of(time + "p99", latency.p99()) : Cell.none(),
                any ? Cell.of(time + "p999", latency.p999()) : Cell.none(),
                any ? Cell.of(time + "max", latency.max()) : Cell.none(),
                Cell.of(at + "notificationsPerFrame", rounded(figures.notificationsPerFrame())),
                isSteered && figures.steering().maxOverMean() != null
                        ? Cell.of(
                                at + "steering.maxOverMean",
                                rounded(figures.steering().maxOverMean()))
                        : Cell.none(),
                isSteered
                        ? Cell.of(at + "steering.splitFlows", figures.steering().splitFlows())
                        : Cell.none(),
                Cell.of(at + "steering.reordered", figures.steering().reordered()),
                Cell.of(rounded(figures.elsewherePercent())),
                Cell.of(at + "locks.waits", figures.locks().waits()));
    }

    private static Number rounded(final double value) {
        return Grid.rounded(value);
    }

    /** Of each row, percent of the frames offered. */
    private Stacked fates() {
        final Map<String, Kind> losses = new TreeMap<>();
        for (final Row row : rows) {
            for (final String reason : row.losses().keySet()) {
                losses.putIfAbsent(
                        reason, new Kind(reason, LOSS_INKS.get(losses.size() % LOSS_INKS.size())));
            }
        }
        final List<Kind> parts = new ArrayList<>();
        parts.add(new Kind("to the application", Ink.GREEN));
        parts.add(new Kind("handled, without data", Ink.GREY));
        parts.addAll(losses.values());
        final List<Stacked.Row> bars = new ArrayList<>();
        for (final Row row : rows) {
            final double whole = Math.max(1, row.figures().offered()) / PERCENT;
            final List<Figure> values = new ArrayList<>();
            values.add(Figure.of(rounded(row.figures().consumed() / whole)));
            values.add(
                    Figure.of(
                            rounded(
                                    (row.figures().delivered()
                                                    - row.figures().consumed()
                                                    - row.figures().socketFull())
                                            / whole)));
            losses.keySet()
                    .forEach(
                            reason ->
                                    values.add(
                                            Figure.of(
                                                    rounded(
                                                            row.losses().getOrDefault(reason, 0L)
                                                                    / whole))));
            bars.add(new Stacked.Row(name(row), values));
        }
        return Stacked.percent("Where frames end, by way", "of the frames offered", parts, bars);
    }

    private CpuBars processors() {
        final CpuBars bars = new CpuBars("Processors' time by account, for each way");
        rows.forEach(row -> bars.all(name(row), row.figures()));
        return bars;
    }

    private void addProcessorByProcessor(final List<Section> sections) {
        final int cpus = comparison.base().cpus();
        if (cpus == 1 || cpus * rows.size() > MOST_BARS) {
            return;
        }
        final CpuBars bars = new CpuBars("Time of each processor by account");
        for (final Row row : rows) {
            for (int cpu = 0; cpu < cpus; cpu++) {
                bars.one(name(row) + ", CPU " + cpu, row.figures(), cpu);
            }
        }
        sections.add(
                new Section(
                        "Processor by processor",
                        "Bars of different length are load that the classifier, or a single queue,"
                                + " did not share out.",
                        bars.chart()));
    }

    private Curves latency() {
        final List<Curves.Series> lines = new ArrayList<>();
        for (final Row row : rows) {
            final LatencyFigures latency = row.figures().latency();
            if (latency.count() == 0) {
                continue;
            }
            final List<Curves.Point> points = new ArrayList<>();
            long sum = 0;
            for (final LatencyFigures.Bucket bucket : latency.distribution()) {
                sum += bucket.frames();
                points.add(Curves.Point.of(bucket.upToNs(), PERCENT * sum / latency.count()));
            }
            lines.add(Curves.Series.of(name(row), points));
        }
        return new Curves(
                "Share of the frames over latency, for each way",
                Axis.log("latency up to", Unit.time()),
                Axis.linear("frames", Unit.percent()),
                lines);
    }
}
