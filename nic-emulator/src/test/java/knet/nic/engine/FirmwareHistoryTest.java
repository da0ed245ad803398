package knet.nic.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
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
                        new Period(0, 999, "a", false, List.of(900L, 100L)),
                        new Period(1000, 999, "b", false, List.of(0L, 0L)),
                        new Period(1000, 1009, "c", false, List.of(5L, 3L)));
        assertThat(history.periods(1010, 910, 108))
                .extracting(Period::frames, Period::most)
                .containsExactly(tuple(1000L, 900L), tuple(0L, 0L), tuple(8L, 5L));
        assertThat(history.left()).isZero();
        assertThat(history.swaps()).isEqualTo(2);
    }

    @Test
    void goesOnInAnotherProcessAfterOneThatHungAtAFrame() {
        final FirmwareHistory next = afterTwo();
        next.endByHang("b", 1498, 1500, 1000, 400);
        next.begin(1500, "queue-0", 0, 1000, 400);
        next.begin(1600, "c", 0, 1100, 400);
        assertThat(next.periods(1650, 1110, 440))
                .containsExactly(
                        new Period(0, 999, "a", false, List.of(900L, 100L)),
                        new Period(1000, 1498, "b", true, List.of(100L, 300L)),
                        new Period(1500, 1599, "queue-0", false, List.of(100L, 0L)),
                        new Period(1600, 1649, "c", false, List.of(10L, 40L)));
        assertThat(next.swaps()).as("a to b, and to c").isEqualTo(2);
    }

    @Test
    void whatHangsAtItsStartHasDecidedOnNothing() {
        final FirmwareHistory next = afterTwo();
        next.endByHang("c", 1499, 1500, 1000, 400);
        next.begin(1500, "queue-0", 0, 1000, 400);
        assertThat(next.periods(1500, 1000, 400))
                .containsExactly(
                        new Period(0, 999, "a", false, List.of(900L, 100L)),
                        new Period(1000, 1499, "b", false, List.of(100L, 300L)),
                        new Period(1500, 1499, "c", true, List.of()),
                        new Period(1500, 1499, "queue-0", false, List.of(0L, 0L)));
    }

    @Test
    void theSameFirmwareInAnotherProcessGoesOn() {
        final FirmwareHistory next = afterTwo();
        next.begin(1500, "b", 0, 1000, 400);
        assertThat(next.periods(1600, 1100, 400))
                .containsExactly(
                        new Period(0, 999, "a", false, List.of(900L, 100L)),
                        new Period(1000, 1599, "b", false, List.of(200L, 300L)));
        assertThat(next.swaps()).isEqualTo(1);
    }

    /** What another process goes on with: a until frame 1000, then b. */
    private static FirmwareHistory afterTwo() {
        final List<FirmwareHistory.Kept> kept = new ArrayList<>();
        final FirmwareHistory first = new FirmwareHistory(FirmwareHistory.Kept.NOTHING, kept::add);
        first.begin(0, "a", 0, 0, 0);
        first.begin(1000, "b", 0, 900, 100);
        return new FirmwareHistory(kept.get(1), ignored -> {});
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
