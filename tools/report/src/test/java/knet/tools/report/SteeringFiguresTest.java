package knet.tools.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class SteeringFiguresTest {
    @Test
    void measuresOfBalance() {
        final SteeringFigures figures = of(100, 150, 50, 100);

        assertThat(figures.imbalancePercent()).isEqualTo(200);
        assertThat(figures.maxOverMean()).isEqualTo(1.5);
        // 400^2 / (4 * (100^2 + 150^2 + 50^2 + 100^2))
        assertThat(figures.jain()).isEqualTo(160_000.0 / 180_000, within(1e-12));
    }

    @Test
    void perfectBalance() {
        final SteeringFigures figures = of(7, 7, 7);

        assertThat(figures.imbalancePercent()).isZero();
        assertThat(figures.maxOverMean()).isEqualTo(1);
        assertThat(figures.jain()).isEqualTo(1);
    }

    @Test
    void imbalanceHasNoValueWhenAQueueGotNothing() {
        final SteeringFigures figures = of(0, 10);

        assertThat(figures.imbalancePercent()).isNull();
        assertThat(figures.maxOverMean()).isEqualTo(2);
        assertThat(figures.jain()).isEqualTo(0.5);
    }

    @Test
    void nothingHasAValueWithoutFrames() {
        final SteeringFigures figures = of(0, 0);

        assertThat(figures.imbalancePercent()).isNull();
        assertThat(figures.maxOverMean()).isNull();
        assertThat(figures.jain()).isNull();
    }

    @Property
    void boundsHold(
            @ForAll @Size(min = 1, max = 64) final long[] drawn,
            @ForAll @LongRange(min = 1, max = 1L << 40) final long bound) {
        final long[] frames = new long[drawn.length];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Math.floorMod(drawn[i], bound) + 1;
        }
        final SteeringFigures figures = of(frames);

        assertThat(figures.jain()).isBetween(1.0 / frames.length - 1e-9, 1 + 1e-9);
        assertThat(figures.maxOverMean()).isBetween(1 - 1e-9, frames.length + 1e-9);
        assertThat(figures.imbalancePercent()).isNotNegative();
    }

    private static SteeringFigures of(final long... frames) {
        return SteeringFigures.of(frames, 1, 0, Map.of(), Map.of(), 0);
    }
}
