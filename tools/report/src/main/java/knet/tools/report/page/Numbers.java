package knet.tools.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import knet.tools.report.Units;

/** Numbers in decimal, the same on every JDK. */
final class Numbers {
    /** Every decimal of so many digits is told apart by a double. */
    private static final int SAFE_DIGITS = 15;

    /** So many digits tell every double apart. */
    private static final int ALL_DIGITS = 17;

    /** Beyond, zeros would be counted rather than read. */
    private static final int LONGEST = 16;

    private static final int READABLE_DIGITS = 9;

    /** Three decimals would show one digit or none. */
    private static final double LEAST_DECIMAL = 0.01;

    private static final double MOST_DECIMAL = 1e15;

    private Numbers() {}

    /** The decimal that stands for a double: Double.toString differs between JDKs. */
    static BigDecimal shortest(final double value) {
        final BigDecimal exact = new BigDecimal(value);
        for (int digits = SAFE_DIGITS; digits < ALL_DIGITS; digits++) {
            final BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return stripped(rounded);
            }
        }
        return stripped(exact.round(new MathContext(ALL_DIGITS, RoundingMode.HALF_EVEN)));
    }

    /** A figure's exact value. */
    static BigDecimal of(final Number value) {
        return value instanceof Long || value instanceof Integer
                ? BigDecimal.valueOf(value.longValue())
                : shortest(value.doubleValue());
    }

    /** Nine significant digits, and all that stand before the point. */
    static BigDecimal nine(final BigDecimal value) {
        final int digits = Math.max(READABLE_DIGITS, value.precision() - value.scale());
        return value.scale() > 0
                ? value.round(new MathContext(digits, RoundingMode.HALF_EVEN))
                : value;
    }

    /** Thousands apart, as 1,234.5; as 1.2e30 if that is much shorter. */
    static String grouped(final BigDecimal value) {
        final BigDecimal number = stripped(value);
        final boolean isLong =
                number.precision() - number.scale() > LONGEST || number.scale() > LONGEST;
        return isLong
                ? scientific(number)
                : String.format(Locale.ROOT, "%,." + number.scale() + "f", number);
    }

    /** About three significant digits. */
    static String three(final double value) {
        final double size = Math.abs(value);
        if (size != 0 && (size < LEAST_DECIMAL || size >= MOST_DECIMAL)) {
            return grouped(new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN)));
        }
        return size < 999.5 ? Units.ratio(value) : Units.count(Math.round(value));
    }

    /** Without zeros at the end of the fraction, and with those at the end of a whole number. */
    private static BigDecimal stripped(final BigDecimal value) {
        final BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.precision() - stripped.scale() <= LONGEST
                ? stripped.setScale(0)
                : stripped;
    }

    private static String scientific(final BigDecimal value) {
        final int exponent = value.precision() - value.scale() - 1;
        return value.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
}
