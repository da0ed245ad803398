package knet.firmware;

import java.util.Collection;
import java.util.Locale;

/** Words for messages. */
final class Text {
    private static final int MAX_QUOTED = 100;
    private static final int MAX_LINE = 1000;

    private Text() {}

    /** Without control characters, and not endless. */
    static String oneLine(final String text) {
        final String clean = text.replaceAll("\\p{Cntrl}+", " ");
        return clean.length() <= MAX_LINE ? clean : clean.substring(0, MAX_LINE) + "...";
    }

    /**
     * Lines fit for a terminal: what could move the cursor, recolour it or turn the reading order
     * about is a question mark.
     */
    static String printable(final String lines) {
        return lines.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\t\n]]", "?");
    }

    static String quote(final String text) {
        final String cut =
                text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "...";
        return "'" + cut + "'";
    }

    /** " (did you mean 'x'?)" for the nearest of the known names, if one is near. */
    static String suggestion(final String wrong, final Collection<String> known) {
        String nearest = null;
        int best = Math.max(1, Math.min(wrong.length(), MAX_QUOTED) / 3) + 1;
        for (final String name : known) {
            final int distance = distance(wrong, name);
            if (distance < best) {
                best = distance;
                nearest = name;
            }
        }
        return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
    }

    /**
     * Insertions, deletions, replacements and swaps of neighbours from one word to the other
     * (Damerau's distance, optimal string alignment).
     */
    private static int distance(final String from, final String to) {
        final String a = from.toLowerCase(Locale.ROOT);
        final String b = to.toLowerCase(Locale.ROOT);
        if (a.length() > MAX_QUOTED) {
            return Integer.MAX_VALUE;
        }
        final int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                final int replaced = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] =
                        Math.min(
                                d[i - 1][j - 1] + replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
