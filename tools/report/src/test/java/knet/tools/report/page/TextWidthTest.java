package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class TextWidthTest {
    @Test
    void linesBreakAtBlanks() {
        assertThat(TextWidth.wrap("napi-multi with flow-hash", 11))
                .containsExactly("napi-multi with", "flow-hash");
    }

    @Test
    void aWordThatIsTooLongIsBroken() {
        assertThat(TextWidth.wrap("short aaaaaaaaaaaa", 5))
                .containsExactly("short", "aaaaaaa", "aaaaa");
    }

    @Property
    void noLineIsWiderAndNoCharacterIsLost(
            @ForAll @StringLength(max = 60) final String text,
            @ForAll @DoubleRange(min = 2, max = 30) final double em) {
        final var lines = TextWidth.wrap(text, em);

        assertThat(lines).allMatch(line -> TextWidth.em(line) <= em);
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo(text.replace(" ", ""));
    }

    @Property
    void whatDoesNotFitEndsInAnEllipsis(@ForAll @StringLength(max = 60) final String text) {
        final String fitting = TextWidth.fit(text, 10);

        assertThat(TextWidth.em(fitting)).isLessThanOrEqualTo(10);
        assertThat(fitting.equals(text) || fitting.endsWith("\u2026")).isTrue();
    }
}
