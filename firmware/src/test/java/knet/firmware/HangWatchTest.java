package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** As {@link Stuck}, in another call. */
    private static final class StuckElsewhere implements Classifier {
        private final String where;
        private String told;

        private StuckElsewhere(final String where) {
            this.where = where;
        }

        private void hangIn(final String call) {
            for (int look = 0; where.equals(call) && look < 11; look++) {
                told = HangWatch.look();
            }
        }

        @Override
        public int classify(final Packet packet, final QueueState queues) {
            return 0;
        }

        @Override
        public void onStart(final FirmwareContext context) {
            hangIn("onStart");
        }

        @Override
        public Affinity affinity() {
            hangIn("affinity");
            return Affinity.FLOW;
        }

        @Override
        public boolean isSymmetric() {
            hangIn("isSymmetric");
            return false;
        }

        @Override
        public long tickIntervalNs() {
            hangIn("tickIntervalNs");
            return 0;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onStart", "affinity", "isSymmetric", "tickIntervalNs"})
    void aCallThatBelongsToNoPacketIsToldByItsName(final String call) {
        final StuckElsewhere stuck = new StuckElsewhere(call);
        final WatchedClassifier watched = new WatchedClassifier(stuck);
        HangWatch.add(watched);
        FirmwareContext.of(4).start(watched);
        watched.affinity();
        watched.isSymmetric();
        watched.tickIntervalNs();
        assertThat(stuck.told)
                .isEqualTo(
                        "StuckElsewhere: the classifier did not return from " + call + " for 5 s");
        assertThat(watched.current()).isEqualTo(WatchedClassifier.IDLE);
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
