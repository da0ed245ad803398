package knet.tools.lab.experiment;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: 250ns, 1.5us, 5ms, 2s. */
public final class TimeText {
    private static final Pattern TIME = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|ms|s)");

    private static final BigDecimal MOST_NS = BigDecimal.valueOf(1_000_000_000_000_000_000L);

    private TimeText() {}

    /**
     * Nanoseconds of a time.
     *
     * @throws IllegalArgumentException if it is none, with one line that says what may be written
     */
    public static long parseNs(final String text) {
        if (text.equals("0")) {
            return 0;
        }
        final Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + printable(text) + "' is no time such as 250ns, 1.5us, 5ms, 2s");
        }
        final int power =
                switch (matcher.group(2)) {
                    case "ns" -> 0;
                    case "us" -> 3;
                    case "ms" -> 6;
                    default -> 9;
                };
        final BigDecimal ns = new BigDecimal(matcher.group(1)).movePointRight(power);
        if (ns.compareTo(MOST_NS) > 0) {
            throw new IllegalArgumentException("'" + text + "' is longer than 1000000000s");
        }
        return ns.longValue();
    }

    static String printable(final String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
