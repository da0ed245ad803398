package knet.tools.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide a text gets, before a browser has chosen its font: the widths of DejaVu Sans, about the
 * widest sans-serif that is in use. Other fonts leave a little more room.
 */
final class TextWidth {
    private static final String NARROW = " ijlftrIJ.,:;'|!()[]/-";
    private static final double NARROW_EM = 0.42;
    private static final String WIDE = "mwMW%@";
    private static final double WIDE_EM = 1;
    private static final String SIGNS = "+=<>#~^&";
    private static final double SIGN_EM = 0.84;
    private static final double UPPER_EM = 0.79;
    private static final double LOWER_EM = 0.64;
    private static final double OTHER_EM = 1.05;

    private TextWidth() {}

    /** Width in em. */
    static double em(final String text) {
        double width = 0; // a stream's sum would round in another way than cut() does
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            width += em(text.codePointAt(i));
        }
        return width;
    }

    private static double em(final int c) {
        if (c > '~') {
            return OTHER_EM;
        }
        if (NARROW.indexOf(c) >= 0) {
            return NARROW_EM;
        }
        if (WIDE.indexOf(c) >= 0) {
            return WIDE_EM;
        }
        if (SIGNS.indexOf(c) >= 0) {
            return SIGN_EM;
        }
        return Character.isUpperCase(c) ? UPPER_EM : LOWER_EM;
    }

    /** Lines that are at most so wide, broken at blanks; a word that is wider is broken too. */
    static List<String> wrap(final String text, final double mostEm) {
        final List<String> lines = new ArrayList<>();
        final StringBuilder line = new StringBuilder();
        for (final String word : text.split(" +")) {
            String rest = word;
            if (line.length() > 0 && em(line + " " + rest) > mostEm) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (em(rest) > mostEm && rest.codePointCount(0, rest.length()) > 1) {
                final int cut = cut(rest, mostEm);
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line.append(line.length() > 0 && !rest.isEmpty() ? " " : "").append(rest);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** Text that is at most so wide, cut with an ellipsis if it has to be. */
    static String fit(final String text, final double mostEm) {
        return em(text) <= mostEm
                ? text
                : text.substring(0, cut(text, mostEm - OTHER_EM)) + "\u2026";
    }

    /** Where the part that fits ends: after one character at least. */
    private static int cut(final String text, final double mostEm) {
        int end = text.offsetByCodePoints(0, 1);
        double width = em(text.substring(0, end));
        while (end < text.length()) {
            width += em(text.codePointAt(end));
            if (width > mostEm) {
                break;
            }
            end = text.offsetByCodePoints(end, 1);
        }
        return end;
    }
}
