package knet.tools.report;

import java.util.Locale;

/** Figures for people: three significant digits and the unit that makes them short. */
public final class Units {
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final String[] BITS = {"bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"};
    private static final String[] PACKETS = {"pps", "kpps", "Mpps", "Gpps"};
    private static final String[] TIMES = {"ns", "us", "ms", "s"};

    private static final double NS_PER_HOUR = 3.6e12;
    private static final double DAYS_PER_YEAR = 365.25;

    /** Seconds have four digits up to here. */
    private static final double LEAST_HOURS = 10_000 / 3600.0;

    /** Three decimals would show nothing but zeros. */
    private static final double LEAST_SHOWN = 0.0005;

    private Units() {}

    /** 118,901. */
    public static String count(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** 1 flow, 2 flows. */
    public static String plural(final long value, final String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /** Decimal: 1 kB is 1000 bytes. */
    public static String bytes(final long value) {
        return scaled(value, BYTES);
    }

    public static String bitsPerSecond(final double value) {
        return scaled(value, BITS);
    }

    public static String packetsPerSecond(final double value) {
        return scaled(value, PACKETS);
    }

    /** Nanoseconds, in ns, us, ms or s; what is longer than most captures in h, days or years. */
    public static String time(final long ns) {
        final double hours = ns / NS_PER_HOUR;
        if (Math.abs(hours) < LEAST_HOURS) {
            return scaled(ns, TIMES);
        }
        if (Math.abs(hours) < 100) {
            return digits(hours) + " h";
        }
        final double days = hours / 24;
        return Math.abs(days) < 1000
                ? digits(days) + " days"
                : digits(days / DAYS_PER_YEAR) + " years";
    }

    /** A ratio or percentage: three significant digits. */
    public static String ratio(final double value) {
        return digits(value);
    }

    /**
     * Three significant digits in the unit that makes them short.
     *
     * @param units from the value's own on, each 1000 times the one before
     */
    public static String scaled(final double value, final String... units) {
        double rest = value;
        int unit = 0;
        while (Math.abs(rest) >= 999.5 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        final String number =
                unit == 0 && rest == Math.rint(rest)
                        ? String.format(Locale.ROOT, "%.0f", rest)
                        : digits(rest);
        return number + " " + units[unit];
    }

    private static String digits(final double value) {
        final double size = Math.abs(value);
        if (size > 0 && size < LEAST_SHOWN) {
            return "<0.001";
        }
        final String format;
        if (size >= 99.95 || size == 0) {
            format = "%.0f";
        } else if (size >= 9.995) {
            format = "%.1f";
        } else if (size >= 0.9995) {
            format = "%.2f";
        } else {
            format = "%.3f";
        }
        return String.format(Locale.ROOT, format, value);
    }
}
