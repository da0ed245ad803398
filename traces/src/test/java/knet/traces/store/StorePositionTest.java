package knet.traces.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorePositionTest {
    @Test
    void aPointMakesItATime() {
        assertThat(StorePosition.parse("1500").kind()).isEqualTo(StorePosition.Kind.INDEX);
        final StorePosition time = StorePosition.parse("1795248300.25");
        assertThat(time.kind()).isEqualTo(StorePosition.Kind.TIME_NS);
        assertThat(time.value()).isEqualTo(1_795_248_300_250_000_000L);
        assertThat(StorePosition.parse("1.").value()).isEqualTo(1_000_000_000L);
    }

    @Test
    void zonesCount() {
        final long utc = StorePosition.parse("2026-11-21T08:05:00.25Z").value();
        assertThat(StorePosition.parse("2026-11-21T09:05:00.25+01:00").value()).isEqualTo(utc);
        assertThat(StorePosition.ofTimeNs(utc)).hasToString("2026-11-21T08:05:00.250Z");
    }

    @Test
    void secondsAfterTheFirstFrame() {
        final StorePosition position = StorePosition.parse("+2.5");
        assertThat(position.kind()).isEqualTo(StorePosition.Kind.AFTER_FIRST_NS);
        assertThat(position.value()).isEqualTo(2_500_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "x",
                "+",
                "08:05:00",
                "2026-11-21",
                "2026-11-21T08:05:00",
                "9999-01-01T00:00:00Z",
                "9999999999.999",
                "1e9",
                "99999999999999999999",
                "\u001b[2J",
            })
    void refusesInOneLine(final String text) {
        assertThatThrownBy(() -> StorePosition.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is none of a frame's number")
                .hasMessageNotContaining("\u001b");
    }
}
