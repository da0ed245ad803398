package knet.threads.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import knet.driver.TxQueue;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TxOutboxTest {
    /** A transmit ring with as many free slots as a test says. */
    private static final class FakeTx implements TxQueue {
        private final List<Long> frames = new ArrayList<>();
        private int room;
        private int flushed;

        @Override
        public boolean offer(
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final long timestampNs) {
            if (room == 0) {
                return false;
            }
            room--;
            assertThat(buffer.getLong(offset)).as("bytes").isEqualTo(timestampNs * 3);
            assertThat(length).isEqualTo(8 + (int) (timestampNs % 100));
            frames.add(timestampNs);
            return true;
        }

        @Override
        public void flush() {
            flushed = frames.size();
        }

        @Override
        public int pending() {
            return frames.size();
        }
    }

    private final FakeTx tx = new FakeTx();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[200]);

    private void send(final TxOutbox outbox, final long number) {
        frame.putLong(5, number * 3);
        outbox.send(frame, 5, 8 + (int) (number % 100), number);
    }

    @Test
    void keepsWhatFindsTheRingFullAndSendsItInOrder() {
        final TxOutbox outbox = new TxOutbox(tx, true);
        tx.room = 10;
        for (int i = 0; i < 1_000; i++) {
            send(outbox, i);
        }
        assertThat(outbox.isEmpty()).isFalse();
        while (!outbox.isEmpty()) {
            tx.room += 7;
            outbox.retry();
        }

        assertThat(tx.frames).hasSize(1_000).isSorted();
        assertThat(tx.flushed).isEqualTo(1_000);
        assertThat(outbox.retry()).isZero();
    }

    @Test
    void nothingOvertakesWhatWaits() {
        final TxOutbox outbox = new TxOutbox(tx, true);
        send(outbox, 1);
        tx.room = 5;
        send(outbox, 2);
        outbox.retry();

        assertThat(tx.frames).containsExactly(1L, 2L);
    }

    @Test
    void aFullRingDropsWhereLossIsAllowed() {
        final TxOutbox outbox = new TxOutbox(tx, false);
        send(outbox, 1);

        assertThat(outbox.isEmpty()).isTrue();
        tx.room = 1;
        send(outbox, 2);
        assertThat(tx.frames).containsExactly(2L);
    }

    @Test
    void givesUpWhenNobodyMakesRoomAnyMore() {
        final TxOutbox outbox = new TxOutbox(tx, true);
        send(outbox, 1);
        outbox.giveUp();
        outbox.retry();

        assertThat(outbox.isEmpty()).isTrue();
        send(outbox, 2);
        assertThat(outbox.isEmpty()).as("nothing waits any more").isTrue();
    }
}
