package knet.tools.report.page;

import knet.tools.report.Html;

/** Figures in HTML, each with its place in the JSON. */
final class Figures {
    private Figures() {}

    /**
     * An element with a figure in it.
     *
     * @param attributes as they follow the tag's name, literals of this program
     * @param shown what a reader sees
     */
    static void write(
            final String tag,
            final String attributes,
            final Figure figure,
            final String shown,
            final Html html) {
        html.raw("<").raw(tag).raw(attributes);
        place(figure, html);
        html.raw(">").text(shown).raw("</").raw(tag).raw(">");
    }

    /** The attributes that say where in the JSON a figure stands, and what it is there. */
    static void place(final Figure figure, final Html html) {
        if (figure.isPresent() && !figure.key().isEmpty()) {
            html.raw(" data-key=\"")
                    .text(figure.key())
                    .raw("\" data-value=\"")
                    .text(Numbers.of(figure.value()).toString())
                    .raw("\"");
        }
    }

    /** A figure in words, with all its digits if the short form leaves some out. */
    static String inFull(final Unit unit, final Number value) {
        final String text = unit.text(value == null ? Double.NaN : value.doubleValue());
        final String exact = unit.exact(value);
        return text.equals(exact) || isSame(text, exact) ? text : text + " (" + exact + ")";
    }

    /** Whether they differ in nothing but zeros at the end of a fraction: 12.0% and 12%. */
    private static boolean isSame(final String text, final String exact) {
        return text.replaceFirst("\\.0+(?=\\D|$)", "").equals(exact)
                || text.replaceFirst("(\\.\\d*?)0+(?=\\D|$)", "$1").equals(exact);
    }
}
