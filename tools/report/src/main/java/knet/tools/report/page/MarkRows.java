package knet.tools.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Places the labels of vertical lines above a plot, in rows, so that none covers another. */
final class MarkRows {
    private static final double GAP = 5;

    private final List<Placed> placed = new ArrayList<>();

    /**
     * A label that waits for its place.
     *
     * @param x of its line, px
     * @param width px
     */
    record Label(String text, LineStyle style, String tip, double x, double width) {}

    /**
     * A label in its place.
     *
     * @param left where it begins, px
     * @param row 0 is next to the plot
     */
    record Placed(Label label, double left, int row) {
        double right() {
            return left + label.width();
        }
    }

    /**
     * Places labels between two edges.
     *
     * @param left edge, px
     * @param right edge, px
     */
    MarkRows(final List<Label> labels, final double left, final double right) {
        final List<Label> fromRight = new ArrayList<>(labels);
        fromRight.sort(Comparator.comparingDouble(Label::x).reversed());
        for (final Label label : fromRight) {
            placed.add(place(label, left, right));
        }
    }

    List<Placed> placed() {
        return placed;
    }

    int rows() {
        return placed.stream().mapToInt(p -> p.row() + 1).max().orElse(0);
    }

    private Placed place(final Label label, final double left, final double right) {
        // To the right of its line, to its left where the edge is near, else wherever it fits.
        double start = label.x() + GAP;
        if (start + label.width() > right) {
            start = label.x() - GAP - label.width();
        }
        start = Math.max(left, Math.min(start, right - label.width()));
        Placed free = null;
        for (int row = 0; row <= placed.size(); row++) {
            final Placed candidate = new Placed(label, start, row);
            if (placed.stream().noneMatch(other -> covers(candidate, other))) {
                if (placed.stream().noneMatch(other -> crosses(candidate, other))) {
                    return candidate;
                }
                free = free == null ? candidate : free;
            }
        }
        return free;
    }

    private static boolean covers(final Placed a, final Placed b) {
        return a.row() == b.row() && a.left() < b.right() + GAP && b.left() < a.right() + GAP;
    }

    /** Whether the line of one, on its way down to the plot, goes through the other's label. */
    private static boolean crosses(final Placed a, final Placed b) {
        final Placed upper = a.row() > b.row() ? a : b;
        final Placed lower = a.row() > b.row() ? b : a;
        return upper.row() > lower.row()
                && upper.label().x() > lower.left() - 1
                && upper.label().x() < lower.right() + 1;
    }
}
