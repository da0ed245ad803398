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

    static String quote(final String text) {
        final String cut =
                text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "...";
        return "'" + cut + "'";
    }

    /** "; did you mean 'x'" for the nearest of the known names, if one is near. */
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
        return nearest == null ? "" : "; did you mean '" + nearest + "'?";
    }

    /** Insertions, deletions and replacements from one word to the other (Levenshtein). */
    private static int distance(final String from, final String to) {
        final String a = from.toLowerCase(Locale.ROOT);
        final String b = to.toLowerCase(Locale.ROOT);
        if (a.length() > MAX_QUOTED) {
            return Integer.MAX_VALUE;
        }
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            final int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int replaced = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] =
                        Math.min(
                                previous[j - 1] + replaced,
                                1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
