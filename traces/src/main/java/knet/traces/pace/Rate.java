package knet.traces.pace;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A replay rate as written on the command line.
 *
 * @param text as written
 * @param speed multiple of the capture's own, for {@link Kind#CAPTURE}
 * @param milliUnitsPerSecond thousandths of frames or bits a second, for the counted kinds
 */
record Rate(String text, Kind kind, double speed, long milliUnitsPerSecond) {
    /** What paces. */
    enum Kind {
        MAX,
        CAPTURE,
        FRAMES,
        BITS
    }

    private static final Pattern SPEED = Pattern.compile("x(\\d{1,12}(?:\\.\\d{1,12})?)");
    private static final Pattern COUNTED =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,12})?)([kKMG]?)(pps|bps)");
    private static final BigDecimal LEAST = new BigDecimal("0.001");

    /** Of frames or bits: 10^15 leaves room to add a frame's bits in thousandths. */
    private static final BigDecimal MOST = new BigDecimal("1e15");

    private static final double LEAST_SPEED = 1e-6;
    private static final double MOST_SPEED = 1e9;

    static Rate parse(final String text) {
        if (text.equals("max")) {
            return new Rate(text, Kind.MAX, 0, 0);
        }
        if (text.equals("original")) {
            return new Rate(text, Kind.CAPTURE, 1, 0);
        }
        final Matcher speed = SPEED.matcher(text);
        if (speed.matches()) {
            return ofSpeed(text, Double.parseDouble(speed.group(1)));
        }
        final Matcher counted = COUNTED.matcher(text);
        if (counted.matches()) {
            return ofCount(text, counted);
        }
        throw new IllegalArgumentException(
                "rate '"
                        + text.replaceAll("\\p{Cntrl}", "?")
                        + "' is none of original, max, xN (x2, x0.5), Npps (10kpps, 1.5Mpps), Nbps"
                        + " (100Mbps, 10Gbps)");
    }

    private static Rate ofSpeed(final String text, final double speed) {
        if (speed < LEAST_SPEED || speed > MOST_SPEED) {
            throw new IllegalArgumentException(
                    "rate '" + text + "' is out of range: x0.000001 to x1000000000");
        }
        return new Rate(text, Kind.CAPTURE, speed, 0);
    }

    private static Rate ofCount(final String text, final Matcher counted) {
        final int power =
                switch (counted.group(2)) {
                    case "k", "K" -> 3;
                    case "M" -> 6;
                    case "G" -> 9;
                    default -> 0;
                };
        final BigDecimal perSecond = new BigDecimal(counted.group(1)).movePointRight(power);
        if (perSecond.compareTo(LEAST) < 0 || perSecond.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "rate '" + text + "' is out of range: 0.001 to 1000000G a second");
        }
        return new Rate(
                text,
                counted.group(3).equals("pps") ? Kind.FRAMES : Kind.BITS,
                0,
                perSecond.movePointRight(3).longValue());
    }
}
