package knet.tools.lab.experiment;

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
        if (Math.abs(cell.boundDeviationPercent()) <= SAME_PERCENT) {
            return "user threads stay";
        }
        if (-cell.boundDeviationPercent() <= cell.imbalancePercent() + SAME_PERCENT) {
            return cell.boundDeviationPercent() < 0
                    ? "user threads stay, imbalance"
                    : "user threads stay, and the one of the stack gets more";
        }
        return costsElse(costs) ? "other costs" : "imbalance";
    }

    private static boolean costsElse(final CostModel costs) {
        return costs.ns(Cost.INTERRUPT) > 0
                || costs.ns(Cost.WAKE) > 0
                || costs.ns(Cost.CONTEXT_SWITCH) > 0;
    }

    /** What stands behind the deviations. */
    public static List<String> notes(final ModelCheck.Result result) {
        final double imbalance = most(result.cells(), ModelWords::imbalance);
        final String stays =
                "The paper's model lets user threads run wherever there is time. Here the user thread"
                        + " of a connection stays on its processor, and the single stack processor"
                        + " has no time left for its own: R1 is lower than the paper's, and the"
                        + " speedup greater. The model with user threads that stay has R1 = the"
                        + " greatest over the offered rate R of (p - 1) min(R/p, 1/Ta) +"
                        + " min(R/p, (1 - R Te)/Ta), R at most 1/Te.";
        final String hashing =
                String.format(
                        Locale.ROOT,
                        "Hashing is not even: the busiest queue of all processors gets up to %.1f%%"
                                + " more than its share, and Rp is lower by up to that.",
                        imbalance);
        final String data =
                result.dataShare() == 1
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "Of the frames %.1f%% carry data for an application; a request is one"
                                        + " of them with its part of the others.",
                                100 * result.dataShare());
        final String others =
                costsElse(result.base().costs())
                        ? "Interrupts, wake-ups, switches and the rest cost what "
                                + result.base().costs().name()
                                + " says; the paper neglects them."
                        : "Nothing but the stack (Te) and the application (Ta) costs anything, as in"
                                + " the paper's model.";
        return data.isEmpty()
                ? List.of(others, stays, hashing)
                : List.of(others, stays, hashing, data);
    }

    private static double imbalance(final Cell cell) {
        return cell.isDone() ? cell.imbalancePercent() : 0;
    }
}
