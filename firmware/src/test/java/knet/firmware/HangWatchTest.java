package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class HangWatchTest {
    /** Looks as often as it takes, from inside its second call, as if that did not return. */
    private static final class Stuck implements Classifier {
        private int calls;
        private String told;

        @Override
        public int classify(final Packet packet, final QueueState queues) {
            for (int look = 0; calls > 0 && look < 11; look++) {
                assertThat(told).isNull();
                told = HangWatch.look();
            }
            calls++;
            return 1;
        }
    }

    @Test
    void aCallThatDoesNotReturnIsToldWithItsPacketAfterTenLooks() {
        final Stuck stuck = new Stuck();
        final WatchedClassifier watched = new WatchedClassifier(stuck);
        HangWatch.add(watched);
        final Decisions decisions = new Decisions(watched, 4);
        for (int i = 0; i < 2; i++) {
            assertThat(decisions.decide(new UnsafeBuffer(new byte[60]), 0, 60, 0)).isEqualTo(1);
            assertThat(watched.current()).isEqualTo(WatchedClassifier.IDLE);
        }
        assertThat(stuck.told)
                .isEqualTo("Stuck: the classifier did not return from packet 1 for 5 s");
    }

    @Test
    void oneThatComesBackIsNotTold() {
        final WatchedClassifier watched = new WatchedClassifier((packet, queues) -> 2);
        HangWatch.add(watched);
        final Decisions decisions = new Decisions(watched, 4);
        for (int i = 0; i < 20; i++) {
            decisions.decide(new UnsafeBuffer(new byte[60]), 0, 60, 0);
            assertThat(HangWatch.look()).isNull();
        }
    }
}
