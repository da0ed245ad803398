package knet.tools.lab.real;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonsTest {
    private static final double OFFERED = 1e6;
    private static final Reasons SAME_DISTANCE = new Reasons(50, 55);

    private static String why(
            final Reasons reasons,
            final double predicted,
            final double predictedSaturation,
            final RunSet runs) {
        final ValidationRow row =
                new ValidationRow(
                        "knet",
                        0.5,
                        Comparand.LATENCY,
                        new double[] {predicted},
                        runs.of(Comparand.LATENCY),
                        "");
        return reasons.explain(row, new Reasons.Case(runs, predictedSaturation)).why();
    }

    @Test
    void aGoodPredictionNeedsNoReason() {
        assertThat(why(SAME_DISTANCE, 1_000, 4e6, FakeRuns.paced(OFFERED, 0.9, 0, 990, 1_010)))
                .isEmpty();
    }

    @Test
    void coresThatHaveMovedAreNamed() {
        final RunSet runs = FakeRuns.paced(OFFERED, 0, 0, 3_000, 3_100);

        assertThat(why(new Reasons(40, 190), 1_000, 4e6, runs))
                .isEqualTo(
                        "the cores are another distance apart than at the calibration: a line takes"
                                + " 190 ns, then 40");
        assertThat(why(new Reasons(0, 190), 1_000, 4e6, runs)).isEqualTo(Reasons.NOT_EXPLAINED);
    }

    @Test
    void othersAndRunsThatDifferAreNamed() {
        assertThat(why(SAME_DISTANCE, 1_000, 4e6, FakeRuns.paced(OFFERED, 0.3, 0, 800, 4_000)))
                .contains("took 30 % of the processors")
                .contains("by a factor of 5.00, and the prediction lies between them");
    }

    @Test
    void aQueueCloseToSaturationIsNamed() {
        assertThat(why(SAME_DISTANCE, 1_000, 1.1e6, FakeRuns.paced(OFFERED, 0, 0, 3_000)))
                .contains("close to saturation (1.10 Mpps predicted)");
    }

    @Test
    void aWireThatWasLateBroughtBursts() {
        assertThat(why(SAME_DISTANCE, 1_000, 4e6, FakeRuns.paced(OFFERED, 0, 40_000, 3_000)))
                .contains("late by up to 40.0 us (p99), 40 frames");
        assertThat(why(SAME_DISTANCE, 1_000, 4e6, FakeRuns.paced(OFFERED, 0, 2_000, 3_000)))
                .isEqualTo(Reasons.NOT_EXPLAINED);
    }
}
