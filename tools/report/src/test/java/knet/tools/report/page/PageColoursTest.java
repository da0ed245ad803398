package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import knet.tools.report.Html;
import knet.tools.report.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The style sheet's colours, by the measure of WCAG 2.2. */
final class PageColoursTest {
    private static final double TEXT = 4.5;
    private static final double SHAPE = 3;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textCanBeReadOnItsGround(final boolean isDark) {
        final Map<String, String> colours = colours(isDark);

        for (final String ground : new String[] {"panel", "ground"}) {
            for (final String text :
                    new String[] {"ink", "soft", "good", "note", "bad", "mark", "bar"}) {
                contrast(colours, text, ground, TEXT);
            }
        }
        for (final Ink ink : Ink.values()) {
            contrast(colours, "on-" + ink.css(), ink.css(), TEXT);
        }
        for (int step = 0; step < 9; step++) {
            contrast(colours, "on-h" + step, "h" + step, TEXT);
        }
        for (int line = 0; line < 8; line++) {
            contrast(colours, "l" + line, "panel", TEXT); // labels of marks have them too
        }
        contrast(colours, "soft", "track", TEXT); // a cell without a value
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shapesThatMeanSomethingStandOut(final boolean isDark) {
        final Map<String, String> colours = colours(isDark);

        for (final String shape :
                new String[] {"raised", "suppressed", "moderated", "lost-frame", "edge"}) {
            contrast(colours, shape, "panel", SHAPE);
            contrast(colours, shape, "track", SHAPE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theKindsOfWorkDifferInLightnessFromTheirNeighbours(final boolean isDark) {
        final Map<String, String> colours = colours(isDark);
        final String[] order = {"vermilion", "orange", "blue", "green"};

        for (int i = 1; i < order.length; i++) {
            contrast(colours, order[i - 1], order[i], 2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void heatRisesInLightnessFromStepToStep(final boolean isDark) {
        final Map<String, String> colours = colours(isDark);

        for (int step = 1; step < 9; step++) {
            final double before = luminance(colours.get("h" + (step - 1)));
            final double after = luminance(colours.get("h" + step));
            assertThat(isDark ? after - before : before - after).as("h" + step).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyColourThatIsUsedIsDefined(final boolean isDark) {
        final Set<String> used = new HashSet<>();
        final Matcher uses = Pattern.compile("var\\(--([\\w-]+)\\)").matcher(css());
        while (uses.find()) {
            used.add(uses.group(1));
        }
        used.removeAll(Set.of("name", "value", "mean")); // set where they are used

        assertThat(colours(isDark).keySet()).containsAll(used);
    }

    private static void contrast(
            final Map<String, String> colours,
            final String over,
            final String ground,
            final double least) {
        assertThat(colours).containsKeys(over, ground);
        final double one = luminance(colours.get(over));
        final double other = luminance(colours.get(ground));
        assertThat((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05))
                .as(over + " on " + ground)
                .isGreaterThanOrEqualTo(least);
    }

    /** Names and colours; those of dark pages over those of light ones. */
    private static Map<String, String> colours(final boolean isDark) {
        final Map<String, String> colours = new HashMap<>();
        final Matcher blocks = Pattern.compile("(:root[^{]*)\\{([^}]*)\\}").matcher(css());
        while (blocks.find()) {
            if (isDark || !blocks.group(1).contains("paper")) {
                final Matcher colour =
                        Pattern.compile("--([\\w-]+):\\s*(#\\w+)").matcher(blocks.group(2));
                while (colour.find()) {
                    colours.put(colour.group(1), colour.group(2));
                }
            }
        }
        return colours;
    }

    private static String css() {
        return Resources.text(Html.class, "report.css")
                + Resources.text(PageHtml.class, "page.css");
    }

    private static double luminance(final String hex) {
        final String six =
                hex.length() == 4
                        ? ""
                                + hex.charAt(1)
                                + hex.charAt(1)
                                + hex.charAt(2)
                                + hex.charAt(2)
                                + hex.charAt(3)
                                + hex.charAt(3)
                        : hex.substring(1);
        final int rgb = Integer.parseInt(six, 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(final int channel) {
        final double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
