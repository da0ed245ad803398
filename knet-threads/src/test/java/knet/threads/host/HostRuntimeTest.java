package knet.threads.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    @TempDir Path temp;

    private DeviceDirectory devices;

    private final TestHosts.Listener listener = new TestHosts.Listener();

    @BeforeEach
    void makeRoom() {
        devices = DeviceDirectory.at(temp.resolve("devices"));
    }

    static Stream<String> modes() {
        return Modes.all().stream().map(Mode::name);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void everyModeDeliversEveryFrame(final String mode) throws Exception {
        try (HostRuntime host =
                        HostRuntime.open(TestHosts.config(devices, mode, 2).build(), listener);
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

            final DeviceResult result = TestHosts.resultOf(run).device();

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
            assertThat(listener.events()).containsExactly("d0 up 1 test");
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
            try (HostRuntime host =
                            HostRuntime.open(TestHosts.config(devices, mode, 1).build(), listener);
                    TestNic nic = new TestNic(devices, "d0", "test")) {
                final var run = host.start();
                nic.awaitHost();
                nic.send(0, 2_000);
                nic.wireDone();
                final var queue = TestHosts.resultOf(run).device().queues().get(0);
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

            final FrameTotals frames = TestHosts.resultOf(host.start()).device().frames();

            assertThat(frames.offered()).isEqualTo(1_000);
            assertThat(frames.dropped().get(FrameTotals.BACKLOG_FULL)).isEqualTo(700);
            assertThat(frames.delivered()).isEqualTo(300);
            assertThat(frames.unaccounted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"knet", "interrupt", "software-classify"})
    void aStopAsksTheNicToEndItsWireAndKeepsTheResult(final String mode) throws Exception {
        try (HostRuntime host =
                        HostRuntime.open(
                                TestHosts.config(devices, mode, 2).stays(true).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final var run = host.start();
            nic.awaitHost();
            nic.send(0, 100);
            host.stop();
            await().atMost(TestHosts.PATIENCE)
                    .until(() -> nic.device().hostState() == DeviceDescriptor.HOST_STATE_STOP_WIRE);
            nic.hash(-1).send(nic.device().config().queues() - 1, 10);
            nic.wireDone();

            final HostResult result = TestHosts.resultOf(run);

            assertThat(result.device().frames().delivered()).isEqualTo(110);
            assertThat(result.device().frames().unaccounted()).isZero();
            assertThat(result.device().protocols().ip()).containsEntry("frames", 110L);
            assertThat(result.threads()).isEqualTo(mode.equals("software-classify") ? 3 : 2);
        }
    }

    @Test
    void aHostThatStaysOutlivesTheWire() throws Exception {
        try (HostRuntime host =
                        HostRuntime.open(
                                TestHosts.config(devices, "knet", 1).stays(true).build(),
                                listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final var run = host.start();
            nic.awaitHost();
            nic.send(0, 10);
            nic.wireDone();
            await().atMost(TestHosts.PATIENCE).until(() -> host.framesDelivered() == 10);
            assertThat(run).isNotDone();
            host.stop();

            assertThat(TestHosts.resultOf(run).device().frames().delivered()).isEqualTo(10);
        }
    }

    @Test
    void oneNetworkThreadServesSeveralNics() throws Exception {
        final DeviceConfig sizes = new DeviceConfig(1, TestHosts.RING, 8, 256, TestHosts.RING);
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

            final HostResult result = TestHosts.resultOf(run);

            assertThat(result.devices().get(0).frames().delivered()).isEqualTo(1_500);
            assertThat(result.devices().get(1).frames().delivered()).isEqualTo(1_007);
            assertThat(result.devices())
                    .extracting(DeviceResult::firmware)
                    .containsExactly("a", "b");
        }
    }

    @Test
    void fewerThreadsThanQueues() throws Exception {
        try (HostRuntime host =
                        HostRuntime.open(
                                TestHosts.config(devices, "knet", 4).threads(2).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final var run = host.start();
            nic.awaitHost();
            for (int queue = 0; queue < 4; queue++) {
                nic.send(queue, 300);
            }
            nic.wireDone();

            final HostResult result = TestHosts.resultOf(run);

            assertThat(result.threads()).isEqualTo(2);
            assertThat(result.device().frames().delivered()).isEqualTo(1_200);
        }
    }

    @Test
    void aDeviceHasOneHost() {
        try (HostRuntime host =
                HostRuntime.open(TestHosts.config(devices, "knet", 1).build(), listener)) {
            assertThat(host.threads()).isEqualTo(1);
            assertThatThrownBy(
                            () ->
                                    HostRuntime.open(
                                            TestHosts.config(devices, "knet", 1).build(), listener))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("owned by a live process");
        }
    }

    @Test
    void refusesNonsenseBeforeAnythingIsMade() {
        assertThatThrownBy(() -> HostConfig.builder().build()).hasMessageContaining("a device");
        assertThatThrownBy(() -> TestHosts.config(devices, "knet", 1).budget(0).build())
                .hasMessageContaining("budget 0");
        assertThatThrownBy(() -> TestHosts.config(devices, "knet", 1).threads(-1).build())
                .hasMessageContaining("-1");
        assertThatThrownBy(
                        () -> TestHosts.config(devices, "knet", 1).moderation(-5, 0, false).build())
                .hasMessageContaining("rx-usecs");
        assertThatThrownBy(() -> TestHosts.config(devices, "knet", 1).processors(257).build())
                .hasMessageContaining("processors must be 0 to 256: 257");
        assertThatThrownBy(
                        () ->
                                TestHosts.config(devices, "software-classify", 2)
                                        .echoes(true)
                                        .build())
                .hasMessageContaining("software-classify")
                .hasMessageContaining("no transmit queue");
        assertThatThrownBy(() -> TestHosts.config(devices, "knet", 1).cpus(-1).build())
                .hasMessageContaining("CPU");
        assertThat(devices.root()).doesNotExist();
    }
}
