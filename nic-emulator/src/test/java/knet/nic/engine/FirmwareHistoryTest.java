package knet.nic.engine;

import static org.assertj.core.api.Assertions.assertThat;

import knet.nic.engine.FirmwareHistory.Period;
import org.junit.jupiter.api.Test;

class FirmwareHistoryTest {
    private final FirmwareHistory history = new FirmwareHistory();

    @Test
    void tellsWhatBeginsAndHowTheOneBeforeHasSpreadItsFrames() {
        assertThat(history.begin(0, "a", 0, 5, 5)).isEqualTo("from frame 0 on a");
        assertThat(history.begin(1000, "b", 1200, 905, 105))
                .isEqualTo(
                        "from frame 1000 on b; before it a: 1,000 frames, max/mean 1.80, 1,200 failures");
        assertThat(history.begin(1000, "c", 0, 905, 105))
                .isEqualTo("from frame 1000 on c; before it b: 0 frames");
        assertThat(history.periods(1010, 910, 108))
                .containsExactly(
                        new Period(0, 999, "a", 1000, 900),
                        new Period(1000, 999, "b", 0, 0),
                        new Period(1000, 1009, "c", 8, 5));
        assertThat(history.left()).isZero();
    }

    @Test
    void keepsTheFirstAndTheLastOfMany() {
        for (int i = 0; i < FirmwareHistory.MOST_PERIODS + 10; i++) {
            history.begin(i, "v" + i, 0, i);
        }
        assertThat(history.periods(300, 0)).hasSize(FirmwareHistory.MOST_PERIODS);
        assertThat(history.left()).isEqualTo(10);
        assertThat(history.periods(300, 0).get(0).firmware()).isEqualTo("v0");
        assertThat(history.periods(300, 0).get(1).firmware()).isEqualTo("v11");
    }
}
