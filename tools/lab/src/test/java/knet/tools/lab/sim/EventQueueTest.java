package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private record Seen(long atNs, long what) {}

    @Test
    void eventsHappenInTimeAndThoseOfAMomentInTheOrderOfPlanning() {
        final EventQueue queue = new EventQueue();
        final Random random = new Random(7);
        final List<Seen> planned = new ArrayList<>();
        final List<Seen> seen = new ArrayList<>();
        final Actor actor = (nowNs, what) -> seen.add(new Seen(nowNs, what));
        for (int i = 0; i < 10_000; i++) {
            final long atNs = queue.nowNs() + random.nextInt(50);
            queue.add(atNs, actor, i);
            planned.add(new Seen(atNs, i));
            if (random.nextInt(3) == 0) {
                queue.step();
            }
        }
        while (!queue.isEmpty()) {
            assertThat(queue.nextNs()).isGreaterThanOrEqualTo(queue.nowNs());
            queue.step();
        }

        planned.sort(Comparator.comparingLong(Seen::atNs).thenComparingLong(Seen::what));
        assertThat(seen).isEqualTo(planned);
        assertThat(queue.added()).isEqualTo(10_000);
    }

    @Test
    void thePastIsOver() {
        final EventQueue queue = new EventQueue();
        queue.add(10, (nowNs, what) -> {}, 0);
        queue.step();

        assertThatThrownBy(() -> queue.add(9, (nowNs, what) -> {}, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
