package knet.tools.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.experiment.ModelCheck.Cell;

/** Says how far simulated machines follow the paper's model, and why not further. */
public final class ModelWords {
    /** Closer is called the same, percent: the rates are found to one or two. */
    private static final double SAME_PERCENT = 5;

    private static final double PERCENT = 100;

    /** Less is printed as 0.0%. */
    private static final double LEAST_SHOWN_PERCENT = 0.05;

    private ModelWords() {}

    /** What all cells come to, in a sentence. */
    public static String verdict(final List<Cell> cells) {
        final List<Cell> done = cells.stream().filter(Cell::isDone).toList();
        if (done.isEmpty()) {
            return "nothing was run to its end";
        }
        final double paper = most(done, Cell::deviationPercent);
        final double bound = most(done, Cell::boundDeviationPercent);
        if (paper <= SAME_PERCENT) {
            return String.format(
                    Locale.ROOT, "the simulated speedup is the paper's, to %.0f%%", paper);
        }
        return String.format(
                Locale.ROOT,
                "the simulated speedup differs from the paper's by up to %.0f%%; from the same"
                        + " model with user threads that stay on their processor by up to %.0f%%",
                paper,
                bound);
    }

    private static double most(final List<Cell> cells, final ToDoubleFunction<Cell> deviation) {
        return cells.stream().mapToDouble(deviation).map(Math::abs).max().orElse(0);
    }

    /**
     * Why a cell differs from the paper's model.
     *
     * @param costs what else costs something
     */
    public static String reason(final Cell cell, final CostModel costs) {
        if (Math.abs(cell.deviationPercent()) <= SAME_PERCENT) {
            return "-";
        }
        final double stayPercent =
                PERCENT * (cell.model().boundSpeedup() / cell.model().speedup() - 1);
        final List<String> causes = new ArrayList<>();
        if (explains(stayPercent, cell.deviationPercent())) {
            causes.add("user threads stay");
        }
        final double rest = cell.boundDeviationPercent();
        if (Math.abs(rest) > SAME_PERCENT) {
            if (explains(-cell.imbalancePercent(), rest)) {
                causes.add("imbalance");
            }
            // They let the machine that has more of them look slower.
            final double others =
                    rest < 0
                            ? -cell.othersPercent(cell.parallel())
                            : cell.othersPercent(cell.single());
            if (costsElse(costs) && explains(others, rest)) {
                causes.add("other costs");
            }
        }
        return causes.isEmpty() ? "not explained" : String.join(", ", causes);
    }

    /** True if a figure goes the same way as a deviation, and is half of it or more. */
    private static boolean explains(final double percent, final double deviationPercent) {
        return percent / deviationPercent >= 0.5;
    }

    private static boolean costsElse(final CostModel costs) {
        return costs.ns(Cost.INTERRUPT) > 0
                || costs.ns(Cost.WAKE) > 0
                || costs.ns(Cost.CONTEXT_SWITCH) > 0;
    }

    /** What stands behind the deviations; nothing if there are none. */
    public static List<String> notes(final ModelCheck.Result result) {
        final List<Cell> done = result.cells().stream().filter(Cell::isDone).toList();
        final List<String> notes = new ArrayList<>();
        if (done.isEmpty()) {
            return notes;
        }
        notes.add(
                costsElse(result.base().costs())
                        ? "Interrupts, wake-ups, switches and the rest cost what "
                                + result.base().costs().name()
                                + " says; the paper neglects them."
                        : "Nothing but the stack (Te) and the application (Ta) costs anything, as in"
                                + " the paper's model.");
        notes.add(
                "The paper's model lets user threads run wherever there is time. Here the user thread"
                        + " of a connection stays on its processor, and the single stack processor"
                        + " has no time left for its own"
                        + lower(done)
                        + ". The model with user threads that stay has R1 = the greatest over the"
                        + " offered rate R of (p - 1) min(R/p, 1/Ta) + min(R/p, (1 - R Te)/Ta), R at"
                        + " most 1/Te.");
        final double imbalance = most(done, Cell::imbalancePercent);
        if (imbalance >= LEAST_SHOWN_PERCENT) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "Hashing is not even: the busiest queue of all processors gets up to"
                                    + " %.1f%% more than its share, and Rp is lower by up to that.",
                            imbalance));
        }
        if (result.dataShare() != 1) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "Of the frames %.1f%% carry data for an application; a request is one"
                                    + " of them with its part of the others.",
                            PERCENT * result.dataShare()));
        }
        return notes;
    }

    /** In how many rows that shows; nothing if in none. */
    private static String lower(final List<Cell> done) {
        final long rows =
                done.stream()
                        .filter(
                                cell ->
                                        cell.single().consumedPerSecond()
                                                        < cell.model().singlePerSecond()
                                                && cell.deviationPercent() > SAME_PERCENT)
                        .count();
        if (rows == 0) {
            return "";
        }
        final String effect = "R1 is lower than the paper's, and the speedup greater";
        return rows == done.size()
                ? ": " + effect
                : ": in " + rows + " of " + done.size() + " rows " + effect;
    }
}
