package knet.threads.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
    private final LatencyRecorder recorder = new LatencyRecorder();

    @Test
    void measuresFromTheArrivalOfEachFrameToTheEndOfTheStep() {
        recorder.onDelivered(1_000);
        recorder.onDelivered(1_500);
        recorder.complete(2_000);

        final Histogram histogram = recorder.histogram();
        assertThat(histogram.getTotalCount()).isEqualTo(2);
        assertThat(histogram.getMinValue()).isEqualTo(500);
        assertThat(histogram.getMaxValue()).isEqualTo(1_000);
    }

    @Test
    void framesOfOneStampAreCountedEach() {
        for (int i = 0; i < 64; i++) {
            recorder.onDelivered(100);
        }
        recorder.onDelivered(90);
        recorder.complete(200);

        assertThat(recorder.histogram().getCountAtValue(100)).isEqualTo(64);
        assertThat(recorder.histogram().getCountAtValue(110)).isEqualTo(1);
    }

    @Test
    void nothingDeliveredIsNothingRecorded() {
        recorder.complete(1_000);
        recorder.onDelivered(1_000);
        recorder.complete(1_100);
        recorder.complete(9_000);

        assertThat(recorder.histogram().getTotalCount()).isEqualTo(1);
    }

    @Test
    void hostileStampsAreHeldWithinBounds() {
        recorder.onDelivered(Long.MAX_VALUE);
        recorder.onDelivered(Long.MIN_VALUE / 2);
        recorder.onDelivered(-5_000_000_000_000_000L);
        recorder.complete(1_000);

        assertThat(recorder.histogram().getTotalCount()).isEqualTo(3);
        assertThat(recorder.histogram().getMinValue()).isZero();
        assertThat(recorder.histogram().getMaxValue())
                .isBetween(LatencyRecorder.MAX_NS, (long) (LatencyRecorder.MAX_NS * 1.001));
    }

    /** A filled gap completes thousands of frames in one step: none is lost. */
    @Test
    void moreStampsThanItKeepsAreRecordedAllTheSame() {
        recorder.complete(10_000);
        for (int i = 0; i < 5_000; i++) {
            recorder.onDelivered(i);
        }
        recorder.complete(11_000);

        assertThat(recorder.histogram().getTotalCount()).isEqualTo(5_000);
        assertThat(recorder.histogram().getMaxValue()).isBetween(9_990L, 11_010L);
    }
}
