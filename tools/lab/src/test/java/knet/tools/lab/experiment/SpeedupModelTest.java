package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedupModelTest {
    private static SpeedupModel of(final int processors, final double ratio) {
        return new SpeedupModel(processors, 10_000, 10_000 * ratio);
    }

    @Test
    void thePapersOwnFiguresComeOut() {
        // Section 5.2.1: 75 % and 25 % on 4 processors; 5.2.2: 55 % and 45 %.
        assertThat(of(4, 3).speedup()).isEqualTo(1);
        assertThat(of(4, 55.0 / 45).speedup()).isEqualTo(1.8, within(1e-9));
    }

    @Test
    void aSingleStackProcessorIsTheLimitWhileTheOthersKeepUp() {
        assertThat(of(4, 1).singlePerSecond()).isEqualTo(100_000);
        assertThat(of(4, 1).parallelPerSecond()).isEqualTo(200_000);
        assertThat(of(4, 3).isStackBound()).isFalse();
        assertThat(of(4, 2.99).isStackBound()).isTrue();
        assertThat(of(2, 6).singlePerSecond()).isEqualTo(of(2, 6).parallelPerSecond());
        assertThat(of(1, 1).speedup()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1", "2, 0.25", "2, 1", "2, 6", "4, 0.5", "4, 3", "4, 10", "16, 2", "16, 40", "4, 0"
    })
    void withUserThreadsThatStayTheMaximumIsThatOfAllOfferedRates(
            final int processors, final double ratio) {
        final double te = 10_000;
        final double ta = te * ratio;
        double most = 0;
        for (int i = 1; i <= 200_000; i++) {
            final double rate = i / (200_000 * te);
            final double share = rate / processors;
            final double own = Math.max(0, 1 - rate * te);
            most =
                    Math.max(
                            most,
                            (processors - 1) * Math.min(share, ta == 0 ? share : 1 / ta)
                                    + Math.min(share, ta == 0 ? share : own / ta));
        }

        assertThat(of(processors, ratio).boundSinglePerSecond())
                .isEqualTo(most * 1e9, within(most * 1e9 / 10_000));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new SpeedupModel(0, 1, 1)).hasMessageContaining("p 0");
        assertThatThrownBy(() -> new SpeedupModel(1, 0, 1)).hasMessageContaining("Te 0.0");
        assertThatThrownBy(() -> new SpeedupModel(1, 1, Double.NaN)).hasMessageContaining("Ta NaN");
    }
}
