package knet.threads.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import knet.driver.QueueFault;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceException;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.NicQueueCounter;
import knet.threads.mode.Mode;
import knet.threads.mode.Modes;
import knet.threads.result.DeviceResult;
import knet.threads.result.FrameTotals;
import knet.threads.result.HostResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostRuntimeTest {
    private static final int RING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path temp;
    private DeviceDirectory devices;
    private final List<String> events = new CopyOnWriteArrayList<>();

    private final HostListener listener =
            new HostListener() {
                @Override
                public void onNicUp(final String device, final long epoch, final String firmware) {
                    events.add(device + " up " + epoch + " " + firmware);
                }

                @Override
                public void onNicDied(final String device) {
                    events.add(device + " died");
                }

                @Override
                public void onQuarantine(final String device, final QueueFault fault) {
                    events.add(device + " quarantine " + fault.queue());
                }
            };

    @BeforeEach
    void makeRoom() {
        devices = DeviceDirectory.at(temp.resolve("devices"));
    }

    private HostConfig.Builder config(final String mode, final int queues) {
        return HostConfig.builder()
                .device(devices, "d0", new DeviceConfig(queues, RING, 8, 256, RING + 16))
                .mode(mode);
    }

    private static HostResult resultOf(final CompletableFuture<HostResult> run) throws Exception {
        return run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    static Stream<String> modes() {
        return Modes.all().stream().map(Mode::name);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void everyModeDeliversEveryFrame(final String mode) throws Exception {
        try (HostRuntime host = HostRuntime.open(config(mode, 2).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final var run = host.start();
            nic.awaitHost();
            final int queues = nic.device().config().queues();
            for (int round = 0; round < 20; round++) {
                for (int queue = 0; queue < queues; queue++) {
                    nic.hash(round << 30).send(queue, 250);
                }
            }
            nic.wireDone();

            final DeviceResult result = resultOf(run).device();

            assertThat(queues).isEqualTo(Modes.byName(mode).queues(2));
            final long sent = 20L * 250 * queues;
            assertThat(result.frames().offered()).isEqualTo(sent);
            assertThat(result.frames().delivered()).isEqualTo(sent);
            assertThat(result.frames().unaccounted()).isZero();
            assertThat(result.frames().inFlight()).isZero();
            assertThat(result.protocols().udp().values()).contains(sent);
            assertThat(result.latency().getTotalCount()).isEqualTo(sent);
            assertThat(result.elapsedNs()).isPositive();
            assertThat(result.warnings()).isEmpty();
            for (int queue = 0; queue < queues; queue++) {
                assertThat(result.queues().get(queue).host(HostQueueCounter.DELIVERED))
                        .isEqualTo(5_000);
                assertThat(result.queues().get(queue).flows()).isPositive();
            }
            assertThat(events).containsExactly("d0 up 1 test");
            if (mode.equals("busy-poll")) {
                assertThat(result.queues().get(0).host(HostQueueCounter.SLEEPS)).isZero();
                assertThat(result.queues().get(0).nic(NicQueueCounter.NOTIFICATIONS_RAISED))
                        .isZero();
            }
        }
    }

    @Test
    void everyFrameRaisesInInterruptModeAndNoneWhilePolledInKnet() throws Exception {
        for (final String mode : List.of("interrupt", "knet")) {
            try (HostRuntime host = HostRuntime.open(config(mode, 1).build(), listener);
                    TestNic nic = new TestNic(devices, "d0", "test")) {
                final var run = host.start();
                nic.awaitHost();
                nic.send(0, 2_000);
                nic.wireDone();
                final var queue = resultOf(run).device().queues().get(0);
                final long raised = queue.nic(NicQueueCounter.NOTIFICATIONS_RAISED);
                if (mode.equals("interrupt")) {
                    assertThat(raised).isEqualTo(2_000);
                } else {
                    // Each raise was found by a sleep or absorbed: none came while it polled.
                    assertThat(
                                    queue.host(HostQueueCounter.WAKEUPS)
                                            + queue.host(HostQueueCounter.ABSORBED))
                            .isEqualTo(raised);
                }
            }
            devices.remove("d0");
        }
    }

    @Test
    void aFullBacklogDropsUnderItsOwnReason() throws Exception {
        final HostConfig config =
                HostConfig.builder()
                        .device(devices, "d0", new DeviceConfig(1, 1024, 8, 256, 1040))
                        .mode("interrupt")
                        .budget(1024)
                        .lossless(false)
                        .build();
        try (HostRuntime host = HostRuntime.open(config, listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            nic.device().onFull(DeviceDescriptor.ON_FULL_DROP);
            // A burst that is there when the interrupt part first looks.
            nic.send(0, 1_000);
            nic.wireDone();

            final FrameTotals frames = resultOf(host.start()).device().frames();

            assertThat(frames.offered()).isEqualTo(1_000);
            assertThat(frames.dropped().get(FrameTotals.BACKLOG_FULL)).isEqualTo(700);
            assertThat(frames.delivered()).isEqualTo(300);
            assertThat(frames.unaccounted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"knet", "interrupt", "software-classify"})
    void aStopAsksTheNicToEndItsWireAndKeepsTheResult(final String mode) throws Exception {
        try (HostRuntime host = HostRuntime.open(config(mode, 2).stays(true).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final var run = host.start();
            nic.awaitHost();
            nic.send(0, 100);
            host.stop();
            await().atMost(PATIENCE)
                    .until(() -> nic.device().hostState() == DeviceDescriptor.HOST_STATE_STOP_WIRE);
            nic.hash(-1).send(nic.device().config().queues() - 1, 10);
            nic.wireDone();

            final HostResult result = resultOf(run);

            assertThat(result.device().frames().delivered()).isEqualTo(110);
            assertThat(result.device().frames().unaccounted()).isZero();
            assertThat(result.device().protocols().ip()).containsEntry("frames", 110L);
            assertThat(result.threads()).isEqualTo(mode.equals("software-classify") ? 3 : 2);
        }
    }

    @Test
    void aRegisterFileThatIsRemovedEndsTheRun() throws Exception {
        try (HostRuntime host = HostRuntime.open(config("knet", 2).stays(true).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final var run = host.start();
            nic.awaitHost();
            Files.delete(devices.path("d0").resolve(DeviceDescriptor.FILE_NAME));

            assertThatThrownBy(() -> resultOf(run))
                    .hasStackTraceContaining(
                            "HostFailure: device d0: its register file was cut or removed");
        }
    }

    @Test
    void aHostThatStaysOutlivesTheWire() throws Exception {
        try (HostRuntime host = HostRuntime.open(config("knet", 1).stays(true).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final var run = host.start();
            nic.awaitHost();
            nic.send(0, 10);
            nic.wireDone();
            await().atMost(PATIENCE).until(() -> host.framesDelivered() == 10);
            assertThat(run).isNotDone();
            host.stop();

            assertThat(resultOf(run).device().frames().delivered()).isEqualTo(10);
        }
    }

    @Test
    void noticesADeadNicAndGoesOnWithTheNextOne() throws Exception {
        try (HostRuntime host = HostRuntime.open(config("knet", 1).build(), listener)) {
            final var run = host.start();
            final TestNic first = new TestNic(devices, "d0", "flow-hash");
            first.awaitHost().send(0, 10);
            first.die();
            await().atMost(PATIENCE).until(() -> events.contains("d0 died"));
            assertThat(first.device().hostState())
                    .as("the next NIC waits until its classifier was looked at")
                    .isEqualTo(DeviceDescriptor.HOST_STATE_DOWN);
            try (TestNic second = new TestNic(devices, "d0", "flow-hash")) {
                second.awaitHost();
                second.send(0, 20);
                second.wireDone();
                final DeviceResult result = resultOf(run).device();
                assertThat(result.frames().delivered()).isEqualTo(30);
                assertThat(result.frames().unaccounted()).isZero();
                assertThat(result.nicEpoch()).isEqualTo(2);
            }
            assertThat(events).containsExactly("d0 up 1 flow-hash", "d0 died", "d0 up 2 flow-hash");
            first.close();
        }
    }

    @Test
    void framesInsideANicThatDiedAndWasNotReplacedAreCountedAsNicRestart() throws Exception {
        try (HostRuntime host = HostRuntime.open(config("knet", 1).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "flow-hash")) {
            final var run = host.start();
            nic.awaitHost().send(0, 10);
            nic.dieWith(3);
            host.stop();

            final FrameTotals frames = resultOf(run).device().frames();
            assertThat(frames.offered()).isEqualTo(13);
            assertThat(frames.delivered()).isEqualTo(10);
            assertThat(frames.dropped()).containsEntry("nic-restart", 3L);
            assertThat(frames.unaccounted()).isZero();
        }
    }

    @Test
    void anotherClassifierStartsTheFlowsAnewAndKeepsWhatWasCounted() throws Exception {
        try (HostRuntime host = HostRuntime.open(config("knet", 2).build(), listener)) {
            final var run = host.start();
            final TestNic first = new TestNic(devices, "d0", "flow-hash");
            first.awaitHost().send(0, 10);
            await().atMost(PATIENCE).until(() -> host.framesDelivered() == 10);
            first.die();
            await().atMost(PATIENCE).until(() -> events.contains("d0 died"));
            try (TestNic second =
                    new TestNic(devices, "d0", "round-robin", DeviceDescriptor.FEATURE_SPRAYING)) {
                second.awaitHost();
                second.send(0, 20);
                second.send(1, 20);
                second.wireDone();
                final DeviceResult result = resultOf(run).device();
                assertThat(result.spraying()).isTrue();
                assertThat(result.firmware()).isEqualTo("round-robin");
                assertThat(result.protocols().ip()).containsEntry("frames", 50L);
            }
            first.close();
        }
    }

    /** The NIC may exchange its classifier while it runs. */
    @Test
    void anExchangedClassifierIsNoticedWithoutARestart() throws Exception {
        try (HostRuntime host = HostRuntime.open(config("knet", 1).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "hangs")) {
            final var run = host.start();
            nic.awaitHost();
            nic.send(0, 10);
            await().atMost(PATIENCE).until(() -> host.framesDelivered() == 10);
            nic.device().firmware("queue-zero");
            nic.device().nicFeatures(DeviceDescriptor.FEATURE_SPRAYING);
            Thread.sleep(5);
            nic.send(0, 10);
            nic.wireDone();

            final DeviceResult result = resultOf(run).device();

            assertThat(result.spraying()).isTrue();
            assertThat(result.protocols().ip()).containsEntry("frames", 20L);
            assertThat(result.steering().flows()).isEqualTo(20);
        }
    }

    @Test
    void aQueueThatFailsACheckIsQuarantinedAndTheOthersGoOn() throws Exception {
        try (HostRuntime host = HostRuntime.open(config("knet", 2).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final var run = host.start();
            nic.awaitHost();
            nic.send(0, 5);
            nic.corrupt(0);
            await().atMost(PATIENCE).until(() -> events.contains("d0 quarantine 0"));
            nic.send(1, 500);
            nic.wireDone();

            final DeviceResult result = resultOf(run).device();

            assertThat(result.queues().get(1).host(HostQueueCounter.DELIVERED)).isEqualTo(500);
            assertThat(result.queues().get(0).quarantined()).contains("buffer 2147483647");
            assertThat(result.queues().get(1).quarantined()).isNull();
            assertThat(result.frames().unaccounted()).isZero();
            assertThat(result.warnings()).hasSize(1);
        }
    }

    @Test
    void oneNetworkThreadServesSeveralNics() throws Exception {
        final DeviceConfig sizes = new DeviceConfig(1, RING, 8, 256, RING);
        final HostConfig config =
                HostConfig.builder()
                        .devices(
                                new HostConfig.Device(devices, "d0", sizes),
                                new HostConfig.Device(devices, "d1", sizes))
                        .threads(1)
                        .build();
        try (HostRuntime host = HostRuntime.open(config, listener);
                TestNic first = new TestNic(devices, "d0", "a");
                TestNic second = new TestNic(devices, "d1", "b")) {
            assertThat(host.threads()).isEqualTo(1);
            final var run = host.start();
            first.awaitHost();
            second.awaitHost();
            for (int i = 0; i < 50; i++) {
                first.send(0, 30);
                second.send(0, 20);
            }
            first.wireDone();
            second.send(0, 7);
            second.wireDone();

            final HostResult result = resultOf(run);

            assertThat(result.devices().get(0).frames().delivered()).isEqualTo(1_500);
            assertThat(result.devices().get(1).frames().delivered()).isEqualTo(1_007);
            assertThat(result.devices())
                    .extracting(DeviceResult::firmware)
                    .containsExactly("a", "b");
        }
    }

    @Test
    void fewerThreadsThanQueues() throws Exception {
        try (HostRuntime host = HostRuntime.open(config("knet", 4).threads(2).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final var run = host.start();
            nic.awaitHost();
            for (int queue = 0; queue < 4; queue++) {
                nic.send(queue, 300);
            }
            nic.wireDone();

            final HostResult result = resultOf(run);

            assertThat(result.threads()).isEqualTo(2);
            assertThat(result.device().frames().delivered()).isEqualTo(1_200);
        }
    }

    @Test
    void aDeviceHasOneHost() {
        try (HostRuntime host = HostRuntime.open(config("knet", 1).build(), listener)) {
            assertThat(host.threads()).isEqualTo(1);
            assertThatThrownBy(() -> HostRuntime.open(config("knet", 1).build(), listener))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("owned by a live process");
        }
    }

    @Test
    void refusesNonsenseBeforeAnythingIsMade() {
        assertThatThrownBy(() -> HostConfig.builder().build()).hasMessageContaining("a device");
        assertThatThrownBy(() -> config("knet", 1).budget(0).build())
                .hasMessageContaining("budget 0");
        assertThatThrownBy(() -> config("knet", 1).threads(-1).build()).hasMessageContaining("-1");
        assertThatThrownBy(() -> config("knet", 1).moderation(-5, 0, false).build())
                .hasMessageContaining("rx-usecs");
        assertThatThrownBy(() -> config("knet", 1).processors(257).build())
                .hasMessageContaining("processors must be 0 to 256: 257");
        assertThatThrownBy(() -> config("software-classify", 2).echoes(true).build())
                .hasMessageContaining("software-classify")
                .hasMessageContaining("no transmit queue");
        assertThatThrownBy(() -> config("knet", 1).cpus(-1).build()).hasMessageContaining("CPU");
        assertThat(devices.root()).doesNotExist();
    }
}
