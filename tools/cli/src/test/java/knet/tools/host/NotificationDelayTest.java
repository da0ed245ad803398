package knet.tools.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.host.HostConfig;
import knet.threads.mode.Mode;
import knet.threads.mode.Modes;
import knet.threads.result.DeviceResult;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No frame waits in a queue whose notification is armed for longer than interrupt moderation
 * allows, in whatever order frames come and threads get their turns; and in the end every frame is
 * accounted for.
 */
@Timeout(120)
class NotificationDelayTest {
    private static final int TURNS = 60_000;
    private static final int RING = 256;

    /** The longest delay of adaptive moderation. */
    private static final long MOST_ADAPTIVE_NS = 128_000;

    private record Moderation(int usecs, int frames, boolean isAdaptive) {
        long delayNs() {
            return isAdaptive ? MOST_ADAPTIVE_NS : usecs * 1_000L;
        }
    }

    static Stream<Arguments> everyModeAndModeration() {
        final List<Arguments> all = new ArrayList<>();
        for (final Mode mode : Modes.all()) {
            for (final Moderation moderation :
                    List.of(
                            new Moderation(0, 0, false),
                            new Moderation(50, 0, false),
                            new Moderation(50, 8, false),
                            new Moderation(0, 0, true))) {
                all.add(Arguments.of(Named.of(mode.name(), mode), moderation));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyModeAndModeration")
    void noFrameWaitsBehindAnArmedNotificationForLonger(
            final Mode mode, final Moderation moderation) {
        final UnaryOperator<HostConfig.Builder> settings =
                config ->
                        config.lossless(false)
                                .moderation(
                                        moderation.usecs(),
                                        moderation.frames(),
                                        moderation.isAdaptive());
        try (HostByHand run = new HostByHand(mode, RING, settings)) {
            final Random random = new Random(23);
            boolean isBusy = false;
            for (int turn = 0; turn < TURNS; turn++) {
                if (random.nextInt(2_000) == 0) {
                    isBusy = !isBusy;
                }
                if (random.nextInt(isBusy ? 4 : 40) == 0) {
                    run.nic.receive(1 + random.nextInt(isBusy ? 20 : 3));
                    assertNoneWaitsTooLong(run, mode, moderation);
                }
                if (random.nextInt(3) == 0) {
                    run.nic.pass(random.nextInt(20_000));
                    assertNoneWaitsTooLong(run, mode, moderation);
                }
                run.stepAny(random);
                assertNoneWaitsTooLong(run, mode, moderation);
                if (turn % 500 == 0) {
                    run.supervise();
                }
            }
            run.nic.wire.end();

            final DeviceResult result = run.finish();

            assertThat(result.frames().offered()).isEqualTo(run.nic.wire.taken());
            assertThat(result.frames().unaccounted()).isZero();
            assertThat(result.frames().inFlight()).isZero();
            assertThat(result.protocols().ip())
                    .containsEntry("frames", result.frames().delivered());
            assertThat(result.protocols().udp()).containsValue(result.frames().delivered());
            assertThat(result.warnings()).isEmpty();
        }
    }

    private static void assertNoneWaitsTooLong(
            final HostByHand run, final Mode mode, final Moderation moderation) {
        final boolean masks = mode.interruptMode() == DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK;
        for (int queue = 0; queue < run.queues(); queue++) {
            final boolean isUpToTheNic =
                    masks ? run.nic.isArmed(queue) : run.threadOfQueue(queue).isAsleep();
            if (isUpToTheNic && run.nic.depth(queue) > 0) {
                assertThat(run.nic.waitNs(queue))
                        .as("wait of the first frame in queue %d, ns: 0 is none at all", queue)
                        .isLessThan(moderation.delayNs());
                if (moderation.frames() > 0) {
                    assertThat(run.nic.depth(queue)).isLessThan(moderation.frames());
                }
            }
        }
    }

    /** Frames that wait in backlogs and rings when the wire is stopped are worked off. */
    @ParameterizedTest
    @MethodSource("everyMode")
    void aStopInMidRunAccountsForEveryFrame(final Mode mode) {
        for (final boolean lossless : new boolean[] {true, false}) {
            try (HostByHand run = new HostByHand(mode, 64, config -> config.lossless(lossless))) {
                final Random random = new Random(29);
                for (int turn = 0; turn < 5_000; turn++) {
                    run.nic.receive(random.nextInt(8));
                    run.stepAny(random);
                    run.nic.pass(random.nextInt(500));
                }
                run.host.stop();

                final DeviceResult result = run.finish();

                assertThat(run.nic.isWireDone()).isTrue();
                assertThat(result.frames().offered()).isEqualTo(run.nic.wire.taken());
                assertThat(result.frames().unaccounted()).isZero();
                assertThat(result.frames().inFlight()).isZero();
                assertThat(result.protocols().ip())
                        .containsEntry("frames", result.frames().delivered());
                // What was taken from the wire and found no room yet is dropped as stopped.
                assertThat(result.frames().droppedTotal())
                        .isLessThanOrEqualTo(lossless ? 1 : Long.MAX_VALUE);
            }
        }
    }

    static Stream<Named<Mode>> everyMode() {
        return Modes.all().stream().map(mode -> Named.of(mode.name(), mode));
    }
}
