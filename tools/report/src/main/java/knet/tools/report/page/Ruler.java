package knet.tools.report.page;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An axis as it is drawn: tells whether labels have room along it.
 *
 * @param length of the axis, px
 * @param extent of a label along the axis, px
 * @param gap least space between two labels, px
 */
record Ruler(double length, ToDoubleFunction<String> extent, double gap) {
    /** An axis from left to right, its labels in a font of that size. */
    static Ruler across(final double length, final double fontPx) {
        return new Ruler(length, label -> TextWidth.em(label) * fontPx, fontPx);
    }

    /** An axis from bottom to top. */
    static Ruler up(final double length, final double fontPx) {
        return new Ruler(length, label -> fontPx, fontPx);
    }

    /** Whether no two neighbours touch; ticks stand in rising order. */
    boolean fits(final List<Tick> ticks, final AxisScale scale) {
        for (int i = 1; i < ticks.size(); i++) {
            final Tick low = ticks.get(i - 1);
            final Tick high = ticks.get(i);
            final double distance = length * (scale.at(high.value()) - scale.at(low.value()));
            final double needed =
                    (extent.applyAsDouble(low.label()) + extent.applyAsDouble(high.label())) / 2;
            if (distance < needed + gap) {
                return false;
            }
        }
        return true;
    }
}
