package knet.firmware.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountMinSketchTest {
    private static final int ADDITIONS = 200_000;

    /** The paper's two promises, and with so few counters that they are put to the test. */
    @ParameterizedTest
    @CsvSource({"64, 1", "64, 3", "256, 2", "1024, 4"})
    void estimatesAreNeverLowAndSeldomFarTooHigh(final int width, final int depth) {
        final CountMinSketch sketch = new CountMinSketch(width, depth);
        final Map<Long, Integer> truth = new HashMap<>();
        final Random random = new Random(11);
        for (int i = 0; i < ADDITIONS; i++) {
            // Few keys come often, and many seldom.
            final double rank = random.nextDouble();
            final long key = (long) (rank * rank * rank * 20_000);
            final int count = truth.merge(key, 1, Integer::sum);
            assertThat(sketch.add(Mix.mix(key))).isGreaterThanOrEqualTo(count);
        }
        final double error = StrictMath.E / width * ADDITIONS;
        final long far =
                truth.entrySet().stream()
                        .filter(
                                entry ->
                                        sketch.estimate(Mix.mix(entry.getKey()))
                                                > entry.getValue() + error)
                        .count();
        assertThat((double) far / truth.size()).isLessThanOrEqualTo(StrictMath.exp(-depth));
        truth.forEach(
                (key, count) ->
                        assertThat(sketch.estimate(Mix.mix(key))).isGreaterThanOrEqualTo(count));
    }

    @Test
    void fewKeysAreCountedExactly() {
        final CountMinSketch sketch = new CountMinSketch(1024, 4);
        for (int i = 1; i <= 50; i++) {
            assertThat(sketch.add(Mix.mix(1))).isEqualTo(i);
            assertThat(sketch.add(Mix.mix(2))).isEqualTo(i);
        }
        assertThat(sketch.estimate(Mix.mix(3))).isZero();
        sketch.clear();
        assertThat(sketch.estimate(Mix.mix(1))).isZero();
    }

    @ParameterizedTest
    @CsvSource({"8, 1", "100, 1", "2097152, 1", "64, 0", "64, 9"})
    void refusesOtherSizes(final int width, final int depth) {
        assertThatThrownBy(() -> new CountMinSketch(width, depth))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
