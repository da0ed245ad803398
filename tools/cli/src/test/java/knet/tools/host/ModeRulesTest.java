package knet.tools.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.agent.Next;
import knet.threads.mode.Mode;
import knet.threads.mode.ModeSettings;
import knet.threads.mode.Modes;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of notification, kept by every mode against the real NIC and its interrupt unit. In all
 * of them {@link WatchedRing} fails the test if the NIC raises while a queue is polled, if an agent
 * polls what it has armed, or if it arms after a poll that used up its budget.
 */
@Timeout(60)
class ModeRulesTest {
    private static final int BUDGET = ModeSettings.DEFAULT_BUDGET;

    /** Of which an agent masks its queue while it polls. */
    static Stream<Mode> masking() {
        return Modes.all().stream()
                .filter(mode -> mode.interruptMode() == DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK);
    }

    /** Of which an agent sleeps at all. */
    static Stream<Named<Mode>> sleeping() {
        return Modes.all().stream()
                .filter(mode -> mode.interruptMode() != DeviceDescriptor.INTERRUPT_MODE_OFF)
                .map(mode -> Named.of(mode.name(), mode));
    }

    @ParameterizedTest
    @MethodSource("masking")
    void exactlyTheBudgetMeansPollAgainWithoutANewInterrupt(final Mode mode) {
        try (ModeByHand bench = new ModeByHand(mode)) {
            bench.runToSleep();
            bench.nic.receive(1);
            bench.runToSleep();
            assertThat(bench.notifications()).as("of the first frame").isEqualTo(1);
            final long arms = bench.arms();

            // With one queue all of them come to it; with two the poller of the other sleeps on.
            int frames = 1;
            final WatchedRing ring = bench.rings().get(0);
            final Turns poller = bench.poller(0);
            while (bench.nic.depth(0) < BUDGET) {
                bench.nic.receive(1);
                frames++;
            }
            final long notifications = bench.notifications();
            poller.step(0);

            assertThat(ring.lastPolled()).isEqualTo(BUDGET);
            assertThat(poller.agent().next()).as("polls again").isEqualTo(Next.RUN);
            assertThat(bench.nic.isArmed(0)).isFalse();
            final int armsOfRing = ring.arms;
            do {
                bench.nic.receive(1);
                frames++;
            } while (bench.nic.depth(0) == 0);
            assertThat(bench.notifications() - notifications)
                    .as("of frames that came to the other queue")
                    .isLessThanOrEqualTo(bench.rings().size() - 1L);
            poller.step(0);
            assertThat(ring.arms - armsOfRing).as("not armed in between").isLessThanOrEqualTo(1);
            bench.runToSleep();
            bench.assertAllProcessed(frames);
            assertThat(bench.arms()).isGreaterThan(arms);
        }
    }

    /** The poll that unmasks is the one that found fewer than it asked for: see WatchedRing. */
    @ParameterizedTest
    @MethodSource("sleeping")
    void unmasksOnlyAfterItIsComplete(final Mode mode) {
        try (ModeByHand bench = new ModeByHand(mode)) {
            final Random random = new Random(17);
            int frames = 0;
            for (int turn = 0; turn < 20_000; turn++) {
                final int burst = random.nextInt(30) == 0 ? random.nextInt(3 * BUDGET) : 0;
                bench.nic.receive(burst);
                frames += burst;
                final Turns agent = bench.agents().get(random.nextInt(bench.agents().size()));
                if (random.nextInt(50) == 0) {
                    agent.ring(); // A sleep may end without a notification.
                }
                agent.step(turn);
                for (int queue = 0; queue < bench.rings().size(); queue++) {
                    if (bench.poller(queue).isAsleep()) {
                        assertThat(bench.nic.depth(queue)).as("frames slept on").isZero();
                    }
                }
                if (random.nextInt(200) == 0) {
                    bench.runToSleep(); // Rings and backlogs never fill up.
                }
            }
            bench.runToSleep();

            bench.assertAllProcessed(frames);
            assertThat(bench.arms()).isGreaterThan(100);
        }
    }

    @ParameterizedTest
    @MethodSource("masking")
    void nothingIsRaisedWhileAQueueIsPolled(final Mode mode) {
        try (ModeByHand bench = new ModeByHand(mode)) {
            bench.runToSleep();
            final int[] left = {200};
            for (final WatchedRing ring : bench.rings()) {
                // It is polled still: the NIC must see that, and the poller the frames.
                ring.afterPoll =
                        () -> {
                            if (left[0]-- > 0) {
                                final int before = ring.notifications;
                                while (ring.ring().depth() == 0) {
                                    bench.nic.receive(1);
                                }
                                assertThat(ring.notifications).isEqualTo(before);
                            }
                        };
            }
            bench.nic.receive(1);
            bench.runToSleep();

            assertThat(left[0]).isNegative();
            bench.assertAllProcessed(bench.nic.wire.taken());
            assertThat(bench.notifications())
                    .as("of each queue's first frame")
                    .isBetween(1L, 1L + 2 * bench.arms());
        }
    }

    @ParameterizedTest
    @MethodSource("masking")
    void framesBetweenTheLastPollAndArmingRaiseNothingAndAreNotLost(final Mode mode) {
        try (ModeByHand bench = new ModeByHand(mode)) {
            final WatchedRing ring = bench.rings().get(0);
            final int[] rounds = {0};
            ring.beforeArm =
                    () -> {
                        if (rounds[0]++ < 50) {
                            final int before = ring.notifications;
                            while (ring.ring().depth() < 3) {
                                bench.nic.receive(1);
                            }
                            assertThat(ring.notifications).as("polled still").isEqualTo(before);
                        }
                    };

            bench.runToSleep();

            assertThat(rounds[0]).isGreaterThan(50);
            assertThat(ring.notifications).as("none was needed").isZero();
            bench.assertAllProcessed(bench.nic.wire.taken());
        }
    }

    @ParameterizedTest
    @MethodSource("masking")
    void framesBetweenArmingAndSleepRaiseOnceAndAreNotSleptOn(final Mode mode) {
        try (ModeByHand bench = new ModeByHand(mode)) {
            final WatchedRing ring = bench.rings().get(0);
            final int[] rounds = {0};
            ring.afterArm =
                    () -> {
                        if (rounds[0]++ < 50) {
                            while (ring.ring().depth() < 3) {
                                bench.nic.receive(1);
                            }
                        }
                    };

            bench.runToSleep();

            assertThat(ring.notifications).as("one for three frames").isEqualTo(50);
            bench.assertAllProcessed(bench.nic.wire.taken());
        }
    }

    /** As many as frames, in the classic mode: so it livelocks, and so the others do not. */
    @ParameterizedTest
    @MethodSource("sleeping")
    void onlyTheClassicModeIsNotifiedForEveryFrame(final Mode mode) {
        try (ModeByHand bench = new ModeByHand(mode)) {
            bench.runToSleep();
            bench.nic.receive(200);

            assertThat(bench.nic.raised())
                    .isEqualTo(
                            mode.interruptMode() == DeviceDescriptor.INTERRUPT_MODE_UNMASKED
                                    ? 200
                                    : bench.rings().size());
            bench.runToSleep();
            bench.assertAllProcessed(200);
        }
    }
}
