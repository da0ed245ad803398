package knet.tools.cli.lab;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import knet.tools.cli.lab.Grid.Column;
import knet.tools.lab.experiment.ModelCheck;
import knet.tools.lab.experiment.ModelCheck.Cell;
import knet.tools.lab.experiment.ModelWords;
import knet.tools.report.Units;
import knet.tools.report.page.Answer;
import knet.tools.report.page.Axis;
import knet.tools.report.page.Curves;
import knet.tools.report.page.Prose;
import knet.tools.report.page.Section;
import knet.tools.report.page.Unit;

/** {@code knet lab model}, for readers and programs. */
public final class ModelView {
    private static final String NAME = "model";
    private static final double CLOSE = 1e-9;

    /** Of the paper's section 5.2: application against network, and the model's speedup. */
    private record Given(double ratio, double speedup) {}

    private static final int PAPERS_PROCESSORS = 4;
    private static final List<Given> PAPER = List.of(new Given(3, 1), new Given(55.0 / 45, 1.8));

    private final ModelCheck.Result result;
    private final List<Cell> cells;

    public ModelView(final ModelCheck.Result result) {
        this.result = result;
        this.cells = result.cells().stream().filter(Cell::isDone).toList();
    }

    /** What it came to. */
    public LabResult result() {
        final Grid grid = grid();
        final List<LabResult.Series> series = series();
        return new LabResult(
                NAME,
                Answer.of(ModelWords.verdict(cells), ""),
                String.join(", ", result.workload())
                        + (cells.isEmpty()
                                ? ""
                                : ", Te "
                                        + Units.time((long) cells.get(0).model().eventNs())
                                        + " a request")
                        + ", "
                        + result.base().way().firmware(),
                result.base().costs(),
                result.base().seed(),
                result.isWhole(),
                rows(),
                series,
                grid,
                notes(),
                "R1: one processor runs the stack (napi, interrupts on one processor); Rp: all do;"
                        + " requests a second\n"
                        + "alpha = Rp/R1; stay: the model with user threads that stay on their"
                        + " processor\n\n"
                        + grid.text(),
                sections(grid));
    }

    private List<String> notes() {
        final List<String> notes = new ArrayList<>(ModelWords.notes(result));
        if (!result.isWhole()) {
            notes.add(Prices.STOPPED);
        }
        return notes;
    }

    private static String key(final Cell cell) {
        return "model-"
                + cell.mode().name()
                + "-p"
                + cell.model().processors()
                + "-"
                + new BigDecimal(cell.ratio())
                        .setScale(2, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private List<LabResult.Row> rows() {
        final List<LabResult.Row> rows = new ArrayList<>();
        for (final Cell cell : cells) {
            rows.add(new LabResult.Row(key(cell), paper(cell), cell.speedup(), "ratio"));
        }
        return rows;
    }

    /** What the paper gives, in figures; null if it does not. */
    private static Double paper(final Cell cell) {
        return cell.model().processors() != PAPERS_PROCESSORS
                ? null
                : PAPER.stream()
                        .filter(given -> Math.abs(given.ratio() - cell.ratio()) < CLOSE)
                        .map(Given::speedup)
                        .findFirst()
                        .orElse(null);
    }

    private Grid grid() {
        final Unit rate = Unit.prefixed("/s");
        final Grid grid =
                new Grid(
                        "points",
                        Column.words("mode", "mode"),
                        Column.of("cpus", "p", Unit.count()),
                        Column.of("ratio", "Ta/Te", Unit.ratio()),
                        Column.of("singleModel", "R1 paper", rate),
                        Column.of("singleStay", "R1 stay", rate),
                        Column.of("single", "R1 ours", rate),
                        Column.of("parallelModel", "Rp paper", rate),
                        Column.of("parallel", "Rp ours", rate),
                        Column.of("speedupModel", "alpha paper", Unit.ratio()),
                        Column.of("speedupStay", "stay", Unit.ratio()),
                        Column.of("speedup", "ours", Unit.ratio()),
                        Column.of("deviationPercent", "to paper", Unit.percent()),
                        Column.of("deviationStayPercent", "to stay", Unit.percent()),
                        Column.of("imbalancePercent", "imbalance", Unit.percent()),
                        Column.words("reason", "because"),
                        Column.map("frames"),
                        Column.map("singleFrames"));
        for (final Cell cell : cells) {
            grid.row(
                    cell.mode().name(),
                    cell.model().processors(),
                    cell.ratio(),
                    cell.model().singlePerSecond(),
                    cell.model().boundSinglePerSecond(),
                    cell.single().consumedPerSecond(),
                    cell.model().parallelPerSecond(),
                    cell.parallel().consumedPerSecond(),
                    cell.model().speedup(),
                    cell.model().boundSpeedup(),
                    cell.speedup(),
                    cell.deviationPercent(),
                    cell.boundDeviationPercent(),
                    cell.imbalancePercent(),
                    ModelWords.reason(cell, result.base().costs()),
                    PointColumns.frames(cell.parallel().figures()),
                    PointColumns.frames(cell.single().figures()));
        }
        return grid;
    }

    /** Cells of the same mode and number of processors. */
    private List<List<Cell>> groups() {
        final List<List<Cell>> groups = new ArrayList<>();
        for (final Cell cell : cells) {
            final List<Cell> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (last.isEmpty()
                    || last.get(0).mode() != cell.mode()
                    || last.get(0).model().processors() != cell.model().processors()) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(cell);
        }
        return groups;
    }

    private static String title(final List<Cell> group) {
        return String.format(
                Locale.ROOT,
                "%s, %d processors",
                group.get(0).mode().name(),
                group.get(0).model().processors());
    }

    private List<LabResult.Series> series() {
        final List<LabResult.Series> series = new ArrayList<>();
        for (final List<Cell> group : groups()) {
            series.add(series(group, "paper", cell -> cell.model().speedup()));
            series.add(series(group, "stay", cell -> cell.model().boundSpeedup()));
            series.add(series(group, "simulated", Cell::speedup));
        }
        return series;
    }

    private static LabResult.Series series(
            final List<Cell> group, final String what, final ToDoubleFunction<Cell> value) {
        return new LabResult.Series(
                NAME,
                title(group) + ": " + what,
                group.stream().map(Cell::ratio).toList(),
                group.stream().map(value::applyAsDouble).toList());
    }

    private List<Section> sections(final Grid grid) {
        final List<Section> sections = new ArrayList<>();
        for (final List<Cell> group : groups()) {
            sections.add(
                    new Section(
                            "Speedup: " + title(group),
                            "All processors run the stack, against one that does it for all.",
                            new Curves(
                                    "Speedup over Ta/Te: " + title(group),
                                    Axis.log("Ta/Te", Unit.ratio()),
                                    Axis.linear("speedup", Unit.ratio()),
                                    List.of(
                                            line(
                                                    group,
                                                    "the paper's model",
                                                    cell -> cell.model().speedup()),
                                            line(
                                                    group,
                                                    "with user threads that stay",
                                                    cell -> cell.model().boundSpeedup()),
                                            line(group, "simulated", Cell::speedup)))));
        }
        if (!cells.isEmpty()) {
            sections.add(new Section("Every pair of machines", "", grid.table("Every pair")));
        }
        sections.add(new Section("Why they differ", "", new Prose(notes())));
        return sections;
    }

    private static Curves.Series line(
            final List<Cell> group, final String name, final ToDoubleFunction<Cell> value) {
        return Curves.Series.of(
                name,
                group.stream()
                        .map(cell -> Curves.Point.of(cell.ratio(), value.applyAsDouble(cell)))
                        .toList());
    }
}
