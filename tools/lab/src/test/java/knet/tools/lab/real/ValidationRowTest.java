package knet.tools.lab.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ValidationRowTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    private static ValidationRow row(
            final Comparand figure, final double[] predictions, final double... measured) {
        return new ValidationRow("knet", 0.5, figure, predictions, measured, "");
    }

    @Test
    void onePredictionIsHeldAgainstTheMedianOfTheRuns() {
        final ValidationRow row = row(Comparand.LATENCY, new double[] {1_200}, 900, 1_000, 30_000);

        assertThat(row.deviation()).isCloseTo(0.2, EXACT);
        assertThat(row.isWithin()).isTrue();
        assertThat(row.min()).isEqualTo(900);
        assertThat(row.max()).isEqualTo(30_000);
    }

    @Test
    void predictionsOfEachRunAreHeldAgainstItAndTheMedianCounts() {
        final ValidationRow row =
                row(Comparand.THROUGHPUT, new double[] {4e6, 2.2e6, 1e6}, 4e6, 2e6, 3e6);

        // The machine was at half its speed in the second run, and so was the prediction.
        assertThat(row.deviation()).isZero();
        assertThat(row.predicted()).isEqualTo(2.2e6);
        assertThat(row.isWithin()).isTrue();
    }

    @Test
    void moreThanAQuarterIsOff() {
        assertThat(row(Comparand.LATENCY, new double[] {126}, 100).isWithin()).isFalse();
        assertThat(row(Comparand.LATENCY, new double[] {125}, 100).isWithin()).isTrue();
        assertThat(row(Comparand.LATENCY, new double[] {74}, 100).isWithin()).isFalse();
    }

    @Test
    void aFewNotificationsMoreInAThousandFramesAreNoDifference() {
        assertThat(row(Comparand.NOTIFICATIONS, new double[] {0}, 0.004).isWithin()).isTrue();
        assertThat(row(Comparand.NOTIFICATIONS, new double[] {0.02}, 0.004).isWithin()).isFalse();
        assertThat(row(Comparand.NOTIFICATIONS, new double[] {0}, 0).deviation()).isZero();
    }

    @Test
    void nothingMeasuredHasNoRatio() {
        assertThat(row(Comparand.LATENCY, new double[] {5}, 0).deviation()).isNaN();
        assertThat(row(Comparand.LATENCY, new double[] {5}, 0).isWithin()).isFalse();
    }

    @Test
    void figuresThatDoNotBelongTogetherAreRefused() {
        assertThatThrownBy(() -> row(Comparand.LATENCY, new double[] {5}))
                .hasMessageContaining("no run");
        assertThatThrownBy(() -> row(Comparand.LATENCY, new double[] {5, 6}, 1, 2, 3))
                .hasMessageContaining("2 predictions of 3");
    }
}
