package knet.threads.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.driver.abi.DeviceDescriptor;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SteeredBacklogTest {
    private static final int CAPACITY = 300;
    private static final int LONGEST = DeviceDescriptor.MAX_FRAME_BYTES;

    private final CountingMeter meter = new CountingMeter();
    private final SteeredBacklog backlog = new SteeredBacklog(3, CAPACITY, meter);
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[LONGEST + 100]);
    private final RxFrame frame = new RxFrame();
    private final List<String> received = new ArrayList<>();
    private int arrival;
    private int wakes;

    /** Where a frame's bytes begin depends on its number, so that one cannot stand for another. */
    private void offer(final int length) {
        final int offset = arrival % 90;
        bytes.setMemory(offset, length, (byte) arrival);
        frame.wrap(
                bytes,
                offset,
                length,
                arrival ^ 5,
                arrival * 31,
                arrival,
                arrival + 1000L,
                arrival + 2000L,
                7);
        arrival++;
        backlog.offer(frame);
    }

    private int announce() {
        VarHandle.fullFence();
        return backlog.announce();
    }

    private final RxHandler handler =
            from -> {
                final int number = from.arrival();
                assertThat(from.flags()).isEqualTo(number ^ 5);
                assertThat(from.hash()).isEqualTo(number * 31);
                assertThat(from.captureNs()).isEqualTo(number + 1000L);
                assertThat(from.arrivalNs()).isEqualTo(number + 2000L);
                assertThat(from.queue()).isEqualTo(7);
                for (int i = 0; i < from.length(); i += 97) {
                    assertThat(from.buffer().getByte(from.offset() + i)).isEqualTo((byte) number);
                }
                received.add(number + ":" + from.length());
            };

    @Test
    void framesComeOutInOrderAsTheyWentIn() {
        for (final int length : new int[] {60, 0, 1514, 9000, LONGEST, 60}) {
            offer(length);
        }
        announce();

        assertThat(backlog.depth()).isEqualTo(6);
        assertThat(backlog.poll(handler, 4)).isEqualTo(4);
        assertThat(backlog.poll(handler, 64)).isEqualTo(2);
        assertThat(received)
                .containsExactly("0:60", "1:0", "2:1514", "3:9000", "4:" + LONGEST, "5:60");
        assertThat(backlog.depth()).isZero();
        assertThat(backlog.index()).isEqualTo(3);
    }

    @Test
    void moreThanItHoldsIsDroppedAndCounted() {
        for (int i = 0; i < CAPACITY + 17; i++) {
            offer(60);
        }

        assertThat(announce()).isEqualTo(17);

        assertThat(backlog.depth()).isEqualTo(CAPACITY);
        assertThat(backlog.room()).isZero();
        backlog.poll(handler, 1000);
        assertThat(received).hasSize(CAPACITY).last().isEqualTo("299:60");
        assertThat(announce()).as("counted once").isZero();
        assertThat(meter.figures()).isEqualTo("steered 300, dropped 17, wakes 0, taken 300");
    }

    /** Also across the end of the memory, wherever the frames before have left it. */
    @Test
    void whatIsPromisedToHaveRoomHasItWhateverItsLength() {
        final Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            final int room = backlog.room();
            assertThat(room).isBetween(1, CAPACITY);
            final int frames = 1 + random.nextInt(room);
            for (int i = 0; i < frames; i++) {
                offer(random.nextInt(4) == 0 ? random.nextInt(LONGEST) : LONGEST);
            }
            assertThat(announce()).as("dropped in round %d", round).isZero();
            while (backlog.room() == 0 || random.nextBoolean()) {
                backlog.poll(handler, 1 + random.nextInt(5));
            }
        }
        backlog.poll(handler, CAPACITY);
        assertThat(received).hasSize(arrival);
    }

    @Test
    void aPollGoesOnBeyondTheEndOfTheMemory() {
        // 21 frames of 200 KB do not fit in it: the last ones are at its beginning.
        for (int i = 0; i < 18; i++) {
            offer(200_000);
            backlog.poll(handler, 1);
        }
        for (int i = 0; i < 10; i++) {
            offer(200_000);
        }
        assertThat(backlog.nextArrival()).isEqualTo(18);

        assertThat(backlog.poll(handler, 10)).isEqualTo(10);
    }

    @Test
    void tellsTheNextFrameAndTakesNothing() {
        assertThat(backlog.nextBytes()).isZero();
        offer(1514);
        offer(0);

        assertThat(backlog.nextBytes()).isEqualTo(1514);
        assertThat(backlog.nextArrival()).isZero();
        assertThat(backlog.depth()).isEqualTo(2);
        backlog.poll(handler, 1);
        assertThat(backlog.nextBytes()).as("a frame without bytes is one").isEqualTo(1);
        assertThat(backlog.nextArrival()).isEqualTo(1);
        backlog.poll(handler, 1);
        assertThat(backlog.nextBytes()).isZero();
    }

    @Test
    void theFirstFrameOfAnEmptyBacklogWakesAndNoOther() {
        backlog.ownersBell(() -> wakes++);
        offer(60);
        announce();
        assertThat(wakes).as("polled from the start").isZero();
        backlog.poll(handler, 64);
        assertThat(backlog.arm()).isTrue();

        for (int i = 0; i < 5; i++) {
            offer(60);
            offer(60);
            announce();
        }

        assertThat(wakes).isEqualTo(1);
        assertThat(backlog.disarm()).as("the wake took it back to polled").isFalse();
        backlog.poll(handler, 64);
        assertThat(backlog.arm()).isTrue();
        assertThat(backlog.disarm()).isTrue();
        offer(60);
        announce();
        assertThat(wakes).isEqualTo(1);
        assertThat(meter.figures()).isEqualTo("steered 12, dropped 0, wakes 1, taken 11");
    }

    @Test
    void framesThatCameBetweenTheLastPollAndArmingAreNotSleptOn() {
        backlog.ownersBell(() -> wakes++);
        assertThat(backlog.poll(handler, 64)).isZero();
        offer(60);
        announce();

        assertThat(backlog.arm()).isFalse();

        assertThat(wakes).isZero();
        assertThat(backlog.poll(handler, 64)).isEqualTo(1);
    }

    @Test
    void nothingCanBeHeld() {
        offer(60);
        backlog.poll(from -> assertThat(backlog.hold(from)).isEqualTo(-1), 1);
        assertThatThrownBy(() -> backlog.release(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The two threads race for the notification: a frame that is slept on ends the test. */
    @Test
    void betweenTwoThreadsNothingIsLostNorSleptOn() throws Exception {
        final int frames = 300_000;
        final Semaphore bell = new Semaphore(0);
        backlog.ownersBell(bell::release);
        final CompletableFuture<Integer> sleeps =
                CompletableFuture.supplyAsync(() -> receive(frames, bell));
        final Random random = new Random(5);
        while (arrival < frames && !sleeps.isDone()) {
            final int batch = Math.min(Math.min(64, frames - arrival), backlog.room());
            for (int i = 0; i < batch; i++) {
                offer(random.nextInt(300));
            }
            assertThat(announce()).isZero();
            if (random.nextInt(8) == 0) {
                Thread.yield();
            }
        }

        assertThat(sleeps.get(50, TimeUnit.SECONDS)).isEqualTo((int) meter.wakes);
        assertThat(received).hasSize(frames);
        assertThat(received.get(frames - 1)).startsWith(frames - 1 + ":");
        assertThat(meter.steered).isEqualTo(frames);
        assertThat(meter.taken).isEqualTo(frames);
    }

    /** As an agent does: polls to empty, arms, looks again, sleeps. Returns how often it slept. */
    private int receive(final int frames, final Semaphore bell) {
        int left = frames;
        int sleeps = 0;
        while (left > 0) {
            final int polled = backlog.poll(handler, 64);
            left -= polled;
            if (polled == 0 && backlog.arm()) {
                try {
                    if (!bell.tryAcquire(20, TimeUnit.SECONDS)) {
                        throw new AssertionError(left + " frames to come, and nobody wakes");
                    }
                } catch (final InterruptedException e) {
                    throw new AssertionError(e);
                }
                sleeps++;
                backlog.disarm();
            }
        }
        return sleeps + bell.drainPermits();
    }

    /** Sums up. */
    static final class CountingMeter implements SteeringMeter {
        long steered;
        long dropped;
        long wakes;
        long taken;

        @Override
        public void onSteered(final int frames) {
            steered += frames;
        }

        @Override
        public void onDropped(final int frames) {
            dropped += frames;
        }

        @Override
        public void onWake() {
            wakes++;
        }

        @Override
        public void onTaken(final int frames) {
            taken += frames;
        }

        String figures() {
            return "steered "
                    + steered
                    + ", dropped "
                    + dropped
                    + ", wakes "
                    + wakes
                    + ", taken "
                    + taken;
        }
    }
}
