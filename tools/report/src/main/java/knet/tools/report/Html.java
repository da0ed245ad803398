package knet.tools.report;

/** A growing piece of HTML. Whatever comes from outside goes through {@link #text}. */
public final class Html {
    private final StringBuilder out = new StringBuilder(16 * 1024);

    /** Appends markup as it is: literals of this program alone. */
    public Html raw(final String markup) {
        out.append(markup);
        return this;
    }

    /** Appends text from anywhere, escaped for element content and quoted attributes alike. */
    public Html text(final String text) {
        out.append(escape(PlainText.printable(text)));
        return this;
    }

    /**
     * Appends a name for element content, not for attributes: where a line is too short for it, it
     * is broken after {@code =}, {@code ,} or {@code :} rather than inside a word.
     */
    public Html breakable(final String name) {
        int begin = 0;
        for (int i = 0; i < name.length() - 1; i++) {
            if ("=,:".indexOf(name.charAt(i)) >= 0 && name.charAt(i + 1) != ' ') {
                text(name.substring(begin, i + 1)).raw("<wbr>");
                begin = i + 1;
            }
        }
        return text(name.substring(begin));
    }

    /** Appends a coordinate: two decimals, without zeros at the end. */
    public Html number(final double value) {
        final long hundredths = Math.round(value * 100);
        final long rest = Math.abs(hundredths % 100);
        if (hundredths < 0) {
            out.append('-');
        }
        out.append(Math.abs(hundredths / 100));
        if (rest != 0) {
            out.append('.').append(rest / 10);
            if (rest % 10 != 0) {
                out.append(rest % 10);
            }
        }
        return this;
    }

    /**
     * An element whose exact value a program can read: {@code data-key} names it as the JSON does.
     */
    public Html figure(final String tag, final String key, final Object value, final String shown) {
        raw("<").raw(tag).raw(" data-key=\"").text(key).raw("\" data-value=\"");
        text(String.valueOf(value)).raw("\">").text(shown);
        return raw("</").raw(tag).raw(">");
    }

    static String escape(final String text) {
        final StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
