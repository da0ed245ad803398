package knet.tools.report.page;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Equal distances for equal ratios. Zero has no place on such a scale, so that it gets one beside
 * it, at the axis's start; what is below zero stands there too, and the tick says so.
 */
final class LogScale extends AxisScale {
    /** Part of the axis that zero gets. */
    private static final double ZERO_BAND = 0.1;

    /** Digits at which ticks stand in every so many decades: dense ones first. */
    private static final Steps[] STEPS = {
        new Steps("123456789", 1), new Steps("125", 1), new Steps("13", 1), new Steps("1", 1),
        new Steps("1", 2), new Steps("1", 3), new Steps("1", 6), new Steps("1", 12),
        new Steps("1", 30), new Steps("1", 60), new Steps("1", 120)
    };

    private static final int MOST_TICKS = 10;

    /** Narrower ranges are widened: one value stands inside its scale. */
    private static final double LEAST_RATIO = 1.01;

    private record Steps(String digits, int decades) {}

    private final double low;
    private final double high;
    private final double start;
    private final Unit unit;
    private List<Tick> ticks = List.of();

    private LogScale(final double low, final double high, final double start, final Unit unit) {
        this.low = low;
        this.high = high;
        this.start = start;
        this.unit = unit;
    }

    static LogScale of(final Unit unit, final double[] values, final Fit fit, final Ruler ruler) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        boolean hasZero = false;
        boolean hasNegative = false;
        for (final double value : values) {
            if (Double.isFinite(value)) {
                hasZero |= value <= 0;
                hasNegative |= value < 0;
                if (value > 0) {
                    low = Math.min(low, Math.max(1 / MOST, value));
                    high = Math.max(high, Math.max(1 / MOST, clamp(value)));
                }
            }
        }
        if (high == 0) {
            low = 1;
            high = 10;
        }
        if (high / low < LEAST_RATIO) {
            low = down(low / LEAST_RATIO);
            high = up(high * LEAST_RATIO);
        } else if (fit == Fit.LOOSE) {
            low = down(low);
            high = up(high);
        }
        final LogScale scale =
                new LogScale(
                        StrictMath.log10(low),
                        StrictMath.log10(high),
                        hasZero ? ZERO_BAND : 0,
                        unit);
        scale.ticks = scale.fitting(hasZero ? (hasNegative ? "\u2264 0" : "0") : "", ruler);
        return scale;
    }

    private List<Tick> fitting(final String zero, final Ruler ruler) {
        List<Tick> sparse = List.of();
        for (final Steps steps : STEPS) {
            final List<Tick> ticks = new ArrayList<>();
            if (!zero.isEmpty()) {
                ticks.add(new Tick(0, zero));
            }
            add(steps, ticks);
            if (ticks.size() <= MOST_TICKS && ruler.fits(ticks, this)) {
                return ticks.size() > (zero.isEmpty() ? 1 : 2) ? ticks : narrow(zero, ruler);
            }
            sparse = ticks;
        }
        return sparse.subList(0, Math.min(1, sparse.size()));
    }

    /** For a range in which there is no 1, 2, .. 9 of a decade: equal steps. */
    private List<Tick> narrow(final String zero, final Ruler ruler) {
        final double[] range = {StrictMath.pow(10, low), StrictMath.pow(10, high)};
        final List<Tick> ticks = new ArrayList<>();
        if (!zero.isEmpty()) {
            ticks.add(new Tick(0, zero));
        }
        for (final Tick tick : LinearScale.of(unit, range, Fit.EXACT, ruler).ticks()) {
            ticks.add(new Tick(tick.value(), label(Numbers.shortest(tick.value()))));
            if (!ruler.fits(ticks, this)) {
                ticks.remove(ticks.size() - 1);
            }
        }
        return ticks;
    }

    private void add(final Steps steps, final List<Tick> ticks) {
        final int first = (int) Math.floor(low);
        final int from = Math.floorDiv(first, steps.decades) * steps.decades;
        for (int decade = from;
                decade <= high && ticks.size() <= MOST_TICKS;
                decade += steps.decades) {
            for (int i = 0; i < steps.digits.length(); i++) {
                final BigDecimal tick =
                        BigDecimal.valueOf(steps.digits.charAt(i) - '0').scaleByPowerOfTen(decade);
                final double value = tick.doubleValue();
                final double log = StrictMath.log10(value);
                if (log >= low - 1e-12 && log <= high + 1e-12) {
                    ticks.add(new Tick(value, label(tick)));
                }
            }
        }
    }

    /** With its prefix: ticks of one axis may have different ones. */
    private String label(final BigDecimal tick) {
        if (unit.form() == Unit.Form.COUNT || unit.form() == Unit.Form.PLAIN) {
            return compact(tick);
        }
        final Shared shared = unit.shared(tick.doubleValue());
        return compact(tick.divide(new BigDecimal(shared.divisor()))) + " " + shared.symbol();
    }

    private static String compact(final BigDecimal tick) {
        final double value = tick.doubleValue();
        if (value < 1e6 && value >= 1e-4) {
            return Numbers.grouped(tick);
        }
        final int exponent = tick.precision() - tick.scale() - 1;
        return tick.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** The next of 1, 2, 5, 10, ... that is not greater. */
    private static double down(final double value) {
        final double decade = StrictMath.pow(10, Math.floor(StrictMath.log10(value) + 1e-12));
        final double digit = value / decade;
        return decade * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
    }

    /** The next of 1, 2, 5, 10, ... that is greater, or equal if it is the value itself. */
    private static double up(final double value) {
        final double decade = StrictMath.pow(10, Math.floor(StrictMath.log10(value) + 1e-12));
        final double digit = value / decade;
        return decade * (digit > 5 ? 10 : digit > 2 ? 5 : digit > 1 ? 2 : 1);
    }

    @Override
    double at(final double value) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        if (value <= 0) {
            return 0;
        }
        final double log = StrictMath.log10(Math.max(1 / MOST, clamp(value)));
        final double place = high > low ? (log - low) / (high - low) : 0.5;
        return start + (1 - start) * place;
    }

    @Override
    List<Tick> ticks() {
        return ticks;
    }

    @Override
    String symbol() {
        return unit.form() == Unit.Form.COUNT || unit.form() == Unit.Form.PLAIN
                ? unit.symbol()
                : "";
    }
}
