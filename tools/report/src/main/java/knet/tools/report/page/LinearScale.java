package knet.tools.report.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Equal distances for equal differences, with ticks at 1, 2 or 5 times a power of ten. */
final class LinearScale extends AxisScale {
    private static final int MOST_TICKS = 8;

    /** Narrower ranges have no digits left to tell ticks apart. */
    private static final double LEAST_RANGE = 1e-9;

    /** A lowest value below that part of the highest is near to zero. */
    private static final double NEAR_ZERO = 0.25;

    /** Part of the range within which a tick is near to an end. */
    private static final double NEAR_TICK = 0.06;

    private final double low;
    private final double high;
    private final List<Tick> ticks;
    private final Shared shared;

    private LinearScale(
            final double low, final double high, final List<Tick> ticks, final Shared shared) {
        this.low = low;
        this.high = high;
        this.ticks = ticks;
        this.shared = shared;
    }

    static LinearScale of(
            final Unit unit, final double[] values, final Fit fit, final Ruler ruler) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (final double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, clamp(value));
                high = Math.max(high, clamp(value));
            }
        }
        if (low > high) {
            low = 0;
            high = 1;
        }
        if (fit == Fit.LOOSE || fit == Fit.NEAR && low > 0 && low < high * NEAR_ZERO) {
            low = Math.min(0, low);
            high = Math.max(0, high);
        }
        final double size = Math.max(Math.abs(low), Math.abs(high));
        if (size == 0) {
            high = 1;
        } else if (high - low <= size * LEAST_RANGE) {
            low -= size / 2;
            high += size / 2;
        }
        return fitting(unit, low, high, fit, ruler);
    }

    /** The scale with as many ticks as have room. */
    private static LinearScale fitting(
            final Unit unit,
            final double low,
            final double high,
            final Fit fit,
            final Ruler ruler) {
        final Shared shared = unit.shared(Math.max(Math.abs(low), Math.abs(high)));
        for (int most = MOST_TICKS; most > 1; most--) {
            final LinearScale scale = scale(low, high, most, fit, shared, unit);
            if (ruler.fits(scale.ticks, scale)) {
                return scale;
            }
        }
        final LinearScale coarse = scale(low, high, 2, fit, shared, unit);
        return new LinearScale(
                coarse.low,
                coarse.high,
                coarse.ticks.subList(0, Math.min(1, coarse.ticks.size())),
                shared);
    }

    private static LinearScale scale(
            final double low,
            final double high,
            final int most,
            final Fit fit,
            final Shared shared,
            final Unit unit) {
        final BigDecimal divisor = new BigDecimal(shared.divisor());
        final BigDecimal from = Numbers.shortest(low).divide(divisor);
        final BigDecimal to = Numbers.shortest(high).divide(divisor);
        final BigDecimal step = step(from, to, most, unit);
        BigDecimal first = from.divide(step, 0, RoundingMode.CEILING);
        BigDecimal last = to.divide(step, 0, RoundingMode.FLOOR);
        if (fit == Fit.LOOSE) {
            first = from.divide(step, 0, RoundingMode.FLOOR);
            last = to.divide(step, 0, RoundingMode.CEILING);
        }
        if (fit == Fit.NEAR) {
            first = near(first, from, to.subtract(from), step, -1);
            last = near(last, to, to.subtract(from), step, 1);
        }
        final List<Tick> ticks = new ArrayList<>();
        for (BigDecimal i = first; i.compareTo(last) <= 0; i = i.add(BigDecimal.ONE)) {
            final BigDecimal shown = i.multiply(step);
            ticks.add(new Tick(shown.multiply(divisor).doubleValue(), label(shown, step)));
        }
        return ticks.isEmpty() || fit == Fit.EXACT
                ? new LinearScale(low, high, ticks, shared)
                : new LinearScale(
                        Math.min(low, ticks.get(0).value()),
                        Math.max(high, ticks.get(ticks.size() - 1).value()),
                        ticks,
                        shared);
    }

    /** The tick beyond an end if it is near, else the one before it. */
    private static BigDecimal near(
            final BigDecimal tick,
            final BigDecimal end,
            final BigDecimal range,
            final BigDecimal step,
            final int direction) {
        final BigDecimal next = tick.add(BigDecimal.valueOf(direction));
        final BigDecimal distance = next.multiply(step).subtract(end).abs();
        final boolean isOn = tick.multiply(step).compareTo(end) == 0;
        return !isOn && distance.doubleValue() <= range.doubleValue() * NEAR_TICK ? next : tick;
    }

    /** The least of 1, 2, 5, 10, ... that makes no more than so many ticks. */
    private static BigDecimal step(
            final BigDecimal from, final BigDecimal to, final int most, final Unit unit) {
        final BigDecimal range = to.subtract(from);
        int exponent = range.precision() - range.scale() - 1 - 2;
        if (unit.form() == Unit.Form.COUNT && range.compareTo(BigDecimal.ONE) >= 0) {
            exponent = Math.max(0, exponent); // there is no half frame
        }
        while (true) {
            for (final int digit : new int[] {1, 2, 5}) {
                final BigDecimal step = BigDecimal.valueOf(digit, -exponent);
                if (range.divide(step, 0, RoundingMode.FLOOR).intValueExact() < most) {
                    return step;
                }
            }
            exponent++;
        }
    }

    /** As many decimals as the step has. */
    private static String label(final BigDecimal shown, final BigDecimal step) {
        final int decimals = Math.max(0, step.stripTrailingZeros().scale());
        final String plain = Numbers.grouped(shown);
        if (plain.contains("e") || shown.signum() == 0) {
            return plain;
        }
        return String.format(Locale.ROOT, "%,." + decimals + "f", shown);
    }

    @Override
    double at(final double value) {
        return Double.isFinite(value) ? (clamp(value) - low) / (high - low) : Double.NaN;
    }

    @Override
    List<Tick> ticks() {
        return ticks;
    }

    @Override
    String symbol() {
        return shared.symbol();
    }
}
