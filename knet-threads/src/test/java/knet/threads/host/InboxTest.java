package knet.threads.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InboxTest {
    private static final int LONGEST = 67_000;

    private final Inbox inbox = new Inbox();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LONGEST]);

    @Test
    void isEmptyUntilSomebodyUsesIt() {
        assertThat(inbox.isEmpty()).isTrue();
        assertThat(inbox.read((type, buffer, index, length) -> {}, 10)).isZero();
    }

    @Test
    void refusesWhenFullAndLosesNothing() {
        int taken = 0;
        while (inbox.offer(message, 0, LONGEST)) {
            taken++;
        }
        final AtomicInteger read = new AtomicInteger();
        while (inbox.read((type, buffer, index, length) -> read.incrementAndGet(), 3) > 0) {
            assertThat(read.get()).isPositive();
        }

        assertThat(taken).isGreaterThanOrEqualTo(8);
        assertThat(read.get()).isEqualTo(taken);
        assertThat(inbox.isEmpty()).isTrue();
        assertThat(inbox.offer(message, 0, LONGEST)).isTrue();
    }

    @Test
    void wakesItsOwnerWithEveryDatagram() {
        final AtomicInteger rings = new AtomicInteger();
        inbox.ownersBell(rings::incrementAndGet);

        inbox.offer(message, 0, 10);
        inbox.offer(message, 0, 10);

        assertThat(rings.get()).isEqualTo(2);
    }

    @Test
    void manySendersOneReader() throws InterruptedException {
        final int senders = 4;
        final int each = 5_000;
        final List<Thread> threads = new ArrayList<>();
        for (int sender = 0; sender < senders; sender++) {
            final int id = sender;
            final Thread thread =
                    new Thread(
                            () -> {
                                final UnsafeBuffer own = new UnsafeBuffer(new byte[64]);
                                for (int i = 0; i < each; i++) {
                                    own.putInt(0, id);
                                    own.putInt(4, i);
                                    while (!inbox.offer(own, 0, 8 + i % 50)) {
                                        Thread.yield();
                                    }
                                }
                            });
            threads.add(thread);
            thread.start();
        }
        final int[] next = new int[senders];
        int read = 0;
        while (read < senders * each) {
            final int now =
                    inbox.read(
                            (type, buffer, index, length) -> {
                                final int id = buffer.getInt(index);
                                final int number = buffer.getInt(index + 4);
                                assertThat(number).isEqualTo(next[id]++);
                                assertThat(length).isEqualTo(8 + number % 50);
                            },
                            64);
            read += now;
            if (now == 0) {
                Thread.yield();
            }
        }
        for (final Thread thread : threads) {
            thread.join();
        }

        assertThat(inbox.isEmpty()).isTrue();
    }
}
