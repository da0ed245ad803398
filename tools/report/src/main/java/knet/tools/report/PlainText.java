package knet.tools.report;

/** Text from outside, made safe for a terminal. */
public final class PlainText {
    private PlainText() {}

    /** Each line made {@link #printable}, and ended by a line feed. */
    public static String printableLines(final String lines) {
        final StringBuilder safe = new StringBuilder(lines.length());
        lines.lines().forEach(line -> safe.append(printable(line)).append('\n'));
        return safe.toString();
    }

    /**
     * Replaces control and formatting characters, which could move the cursor, recolour the
     * terminal or reverse the reading order, by a question mark.
     */
    public static String printable(final String text) {
        final StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(
                        c ->
                                Character.isISOControl(c)
                                                || Character.getType(c) == Character.FORMAT
                                                || Character.getType(c) == Character.LINE_SEPARATOR
                                                || Character.getType(c)
                                                        == Character.PARAGRAPH_SEPARATOR
                                                || Character.getType(c) == Character.SURROGATE
                                        ? '?'
                                        : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
