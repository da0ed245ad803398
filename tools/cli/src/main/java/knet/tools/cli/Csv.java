package knet.tools.cli;

import java.util.StringJoiner;

/** Comma-separated values as RFC 4180 quotes them, with a line feed at the end of a line. */
final class Csv {
    private Csv() {}

    static String line(final Object... fields) {
        final StringJoiner line = new StringJoiner(",", "", "\n");
        for (final Object field : fields) {
            line.add(field(String.valueOf(field)));
        }
        return line.toString();
    }

    /** One value, quoted if it has to be. */
    static String field(final String text) {
        if (text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) {
            return text;
        }
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
