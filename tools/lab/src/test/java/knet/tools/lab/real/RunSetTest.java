package knet.tools.lab.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunSetTest {
    @Test
    void runsThatNobodyDisturbedCount() {
        final RunSet set =
                RunSet.of(
                        List.of(
                                FakeRuns.of(1, 0.5),
                                FakeRuns.of(5, 0),
                                FakeRuns.of(6, 0.1),
                                FakeRuns.of(7, Double.NaN)));

        assertThat(set.of(Comparand.THROUGHPUT)).containsExactly(5, 6, 7);
    }

    @Test
    void whereAllAreDisturbedTheLeastDisturbedHalfCounts() {
        final RunSet set =
                RunSet.of(
                        List.of(
                                FakeRuns.of(1, 0.9),
                                FakeRuns.of(2, 0.3),
                                FakeRuns.of(3, 0.8),
                                FakeRuns.of(4, 0.2),
                                FakeRuns.of(5, 0.7),
                                FakeRuns.of(6, 0.4)));

        assertThat(set.of(Comparand.THROUGHPUT)).containsExactlyInAnyOrder(2, 4, 6);
        assertThat(set.foreignLoad()).isEqualTo(0.3);
    }

    @Test
    void aSingleRunCountsWhateverDisturbedIt() {
        assertThat(RunSet.of(List.of(FakeRuns.of(1, 0.9))).runs()).hasSize(1);
        assertThatThrownBy(() -> RunSet.of(List.of())).hasMessageContaining("no run");
    }
}
