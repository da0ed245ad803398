package knet.firmware.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowLimitTest {
    @Test
    void aFlowMayHaveHalfOfTheHistoryAndNoMore() {
        final FlowLimit limit = new FlowLimit(4096);
        for (int i = 1; i <= 64; i++) {
            assertThat(limit.isOver(7)).isFalse();
        }
        for (int i = 0; i < 200; i++) {
            assertThat(limit.isOver(7)).isTrue();
        }
    }

    @Test
    void twoFlowsInTurnHaveHalfEachAndAreLeftAlone() {
        final FlowLimit limit = new FlowLimit(4096);
        for (int i = 0; i < 1000; i++) {
            assertThat(limit.isOver(i % 2)).isFalse();
        }
    }

    /** By the definition: a queue of the last 128 buckets, and a count of each. */
    @Test
    void countsWhatTheLast128PacketsWere() {
        final FlowLimit limit = new FlowLimit(16);
        final Deque<Integer> history = new ArrayDeque<>();
        final Map<Integer, Integer> counts = new HashMap<>();
        final Random random = new Random(3);
        int over = 0;
        for (int i = 0; i < 20_000; i++) {
            final int hash = random.nextInt(3) > 0 ? 5 : random.nextInt();
            final int bucket = (int) ((hash * 0x61c88647L & 0xffff_ffffL) >> 28);
            history.add(bucket);
            counts.merge(bucket, 1, Integer::sum);
            if (history.size() > FlowLimit.HISTORY) {
                counts.merge(history.remove(), -1, Integer::sum);
            }
            final boolean isOver = counts.get(bucket) > 64;
            // It begins with 128 packets of bucket 0, forgotten before any count is high.
            assertThat(limit.isOver(hash)).as("packet %d", i).isEqualTo(isOver);
            over += isOver ? 1 : 0;
        }
        assertThat(over).isBetween(5_000, 19_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 1 << 17})
    void refusesOtherNumbersOfBuckets(final int buckets) {
        assertThatThrownBy(() -> new FlowLimit(buckets))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
