package knet.tools.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import knet.tools.cli.lab.Grid.Column;
import knet.tools.lab.experiment.Figures;
import knet.tools.lab.experiment.Limit;
import knet.tools.lab.experiment.Scaling;
import knet.tools.lab.experiment.Scaling.Cell;
import knet.tools.lab.experiment.ScalingWords;
import knet.tools.lab.experiment.Way;
import knet.tools.lab.sim.Level;
import knet.tools.report.Units;
import knet.tools.report.page.Answer;
import knet.tools.report.page.Axis;
import knet.tools.report.page.Curves;
import knet.tools.report.page.Figure;
import knet.tools.report.page.HeatMap;
import knet.tools.report.page.Prose;
import knet.tools.report.page.Section;
import knet.tools.report.page.Unit;

/** {@code knet lab scale}, for readers and programs. */
public final class ScalingView {
    private static final String NAME = "scale";

    private final Scaling.Result result;
    private final ScalingWords words;
    private final List<List<Cell>> groups;
    private final String input;

    /**
     * @param input what came in
     */
    public ScalingView(final Scaling.Result result, final String input) {
        this.result = result;
        this.input = input;
        this.words = new ScalingWords(result, Way::name);
        this.groups = words.groups();
    }

    /** What it came to. */
    public LabResult result() {
        final Grid grid = grid();
        return new LabResult(
                NAME,
                answer(),
                input,
                result.base().costs(),
                result.base().seed(),
                result.isWhole(),
                rows(),
                series(),
                grid,
                notes(),
                "the load that a machine bears without loss\n\n" + grid.text(),
                sections(grid));
    }

    private Answer answer() {
        final String[] parts = words.verdict().split("; ", 2);
        return Answer.of(parts[0], parts.length == 1 ? "" : parts[1] + ".");
    }

    private List<String> notes() {
        final List<String> notes = new ArrayList<>();
        groups.forEach(group -> notes.add(words.explain(group)));
        notes.add(
                "speedup: to the smallest machine, which counts as its processors. A run takes "
                        + Units.count(Scaling.FRAMES_OF_A_PROCESSOR)
                        + " frames for each processor; the load is found by bisection, to 1 %, where what is"
                        + " left when the wire ends is done within "
                        + Math.round(1000 * Scaling.MOST_BEHIND) / 10.0
                        + " % of the run. MLFRR may be too high by as much; speedup goes by what was"
                        + " consumed.");
        if (!result.isWhole()) {
            notes.add(Prices.STOPPED);
        }
        return notes;
    }

    private List<LabResult.Row> rows() {
        final List<LabResult.Row> rows = new ArrayList<>();
        for (final List<Cell> group : groups) {
            for (final Cell cell : group) {
                rows.add(
                        new LabResult.Row(
                                "scale-"
                                        + LabResult.key(words.name(cell))
                                        + "-p"
                                        + cell.processors(),
                                null,
                                result.speedup(cell),
                                "ratio"));
            }
        }
        return rows;
    }

    private List<LabResult.Series> series() {
        return groups.stream()
                .map(
                        group ->
                                new LabResult.Series(
                                        NAME,
                                        words.name(group.get(0)),
                                        group.stream()
                                                .map(cell -> (double) cell.processors())
                                                .toList(),
                                        group.stream().map(result::speedup).toList()))
                .toList();
    }

    private Grid grid() {
        return new Columns<Cell>()
                .addAll(PointColumns.way(), Cell::way)
                .add(
                        Column.words("traffic", "traffic"),
                        cell -> cell.traffic().isEmpty() ? "-" : cell.traffic())
                .add(Column.of("cpus", "cpus", Unit.count()), Cell::processors)
                .add(
                        Column.of("lossFreePerSecond", "MLFRR", Unit.packetsPerSecond()),
                        cell -> cell.lossFree().framesPerSecond())
                .add(Column.hidden("consumedPerSecond", Unit.packetsPerSecond()), Cell::perSecond)
                .add(
                        Column.of("speedup", "speedup", Unit.ratio()),
                        cell -> orNone(result.speedup(cell)))
                .add(
                        Column.of("efficiencyPercent", "efficiency", Unit.percent()),
                        cell -> orNone(result.efficiencyPercent(cell)))
                .add(
                        Column.of("maxOverMean", "max/mean", Unit.ratio()),
                        cell ->
                                cell.way().hasSeveralQueues()
                                        ? figures(cell).steering().maxOverMean()
                                        : null)
                .add(Column.of("nicPercent", "NIC busy", Unit.percent()), cell -> limit(cell).nic())
                .add(Column.of("lockPercent", "locks", Unit.percent()), cell -> limit(cell).locks())
                .add(
                        Column.of("cachePercent", "cold", Unit.percent()),
                        cell -> limit(cell).caches())
                .add(
                        Column.of("interruptPercent", "irq", Unit.percent()),
                        cell -> figures(cell).percent(Level.HARD_INTERRUPT))
                .add(
                        Column.of("busyPercent", "busy", Unit.percent()),
                        cell -> figures(cell).busyPercent())
                .add(Column.words("limit", "limit"), cell -> limit(cell).words())
                .addAll(PointColumns.fates(), ScalingView::figures)
                .grid("points", groups.stream().flatMap(List::stream).toList());
    }

    private static Figures figures(final Cell cell) {
        return cell.lossFree().figures();
    }

    private Limit limit(final Cell cell) {
        return Limit.of(cell.lossFree(), result.base().costs().costs());
    }

    /** Null for NaN. */
    private static Double orNone(final double value) {
        return Double.isNaN(value) ? null : value;
    }

    private List<Section> sections(final Grid grid) {
        final List<Section> sections = new ArrayList<>();
        if (!groups.isEmpty()) {
            sections.add(
                    new Section(
                            "Speedup",
                            "A machine that shares out everything would follow the diagonal.",
                            curves()));
            sections.add(
                    new Section(
                            "Efficiency",
                            "Speedup for each processor: what is left of a processor among many.",
                            heat()));
            sections.add(
                    new Section(
                            "Where the processors' time goes",
                            "On the largest machine that was done, at the load that it bears.",
                            bars().chart()));
            sections.add(new Section("Every machine", "", grid.table("Every machine")));
        }
        sections.add(new Section("Where it ends, and why", "", new Prose(notes())));
        return sections;
    }

    private Curves curves() {
        final List<Curves.Series> lines = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            final List<Curves.Point> points = new ArrayList<>();
            for (int k = 0; k < groups.get(i).size(); k++) {
                final Cell cell = groups.get(i).get(k);
                points.add(
                        new Curves.Point(
                                cell.processors(),
                                LabResult.Series.figure(i, k, result.speedup(cell))));
            }
            lines.add(Curves.Series.of(words.name(groups.get(i).get(0)), points));
        }
        return new Curves(
                "Speedup over processors",
                Axis.log("processors", Unit.count()),
                Axis.log("speedup", Unit.ratio()),
                lines);
    }

    private HeatMap heat() {
        final List<Integer> counts =
                result.cells().stream()
                        .filter(Cell::isDone)
                        .map(Cell::processors)
                        .distinct()
                        .sorted()
                        .toList();
        final List<HeatMap.Row> rows = new ArrayList<>();
        for (final List<Cell> group : groups) {
            final List<Figure> values = new ArrayList<>();
            for (final int count : counts) {
                values.add(
                        group.stream()
                                .filter(cell -> cell.processors() == count)
                                .findFirst()
                                .map(cell -> Figure.of(Math.rint(result.efficiencyPercent(cell))))
                                .orElse(Figure.NONE));
            }
            rows.add(new HeatMap.Row(words.name(group.get(0)), values));
        }
        return new HeatMap(
                "Efficiency",
                "way and traffic",
                "processors",
                Unit.percent(),
                Axis.Scale.LINEAR,
                counts.stream().map(String::valueOf).collect(Collectors.toList()),
                rows);
    }

    private CpuBars bars() {
        final CpuBars bars = new CpuBars("Processors' time by account on the largest machine");
        for (final List<Cell> group : groups) {
            final Cell last = group.get(group.size() - 1);
            bars.all(words.name(last) + ", " + last.processors(), last.lossFree().figures());
        }
        return bars;
    }
}
