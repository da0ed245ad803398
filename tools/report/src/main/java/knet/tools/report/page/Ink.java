package knet.tools.report.page;

import java.util.Locale;

/**
 * Colours of areas, after Okabe and Ito's palette for colour-blind readers: neighbours in this list
 * differ in lightness too. The style sheet gives each a shade for light and for dark pages.
 */
public enum Ink {
    VERMILION,
    ORANGE,
    BLUE,
    GREEN,
    PURPLE,
    SKY,
    OLIVE,
    GREY;

    /** Its name in the style sheet. */
    String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
