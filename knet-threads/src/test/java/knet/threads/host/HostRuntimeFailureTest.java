package knet.threads.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.HostQueueCounter;
import knet.threads.result.DeviceResult;
import knet.threads.result.FrameTotals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host whose NIC dies, is replaced or misbehaves, and one whose files are lost. */
@Timeout(60)
class HostRuntimeFailureTest {
    @TempDir Path temp;

    private DeviceDirectory devices;

    private final TestHosts.Listener listener = new TestHosts.Listener();

    @BeforeEach
    void makeRoom() {
        devices = DeviceDirectory.at(temp.resolve("devices"));
    }

    @Test
    void aRegisterFileThatIsRemovedEndsTheRun() throws Exception {
        try (HostRuntime host =
                        HostRuntime.open(
                                TestHosts.config(devices, "knet", 2).stays(true).build(),
                                listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final var run = host.start();
            nic.awaitHost();
            Files.delete(devices.path("d0").resolve(DeviceDescriptor.FILE_NAME));

            assertThatThrownBy(() -> TestHosts.resultOf(run))
                    .hasStackTraceContaining(
                            "HostFailure: device d0: its register file was cut or removed");
        }
    }

    @Test
    void noticesADeadNicAndGoesOnWithTheNextOne() throws Exception {
        try (HostRuntime host =
                HostRuntime.open(TestHosts.config(devices, "knet", 1).build(), listener)) {
            final var run = host.start();
            final TestNic first = new TestNic(devices, "d0", "flow-hash");
            first.awaitHost().send(0, 10);
            first.die();
            await().atMost(TestHosts.PATIENCE).until(() -> listener.events().contains("d0 died"));
            assertThat(first.device().hostState())
                    .as("the next NIC waits until its classifier was looked at")
                    .isEqualTo(DeviceDescriptor.HOST_STATE_DOWN);
            try (TestNic second = new TestNic(devices, "d0", "flow-hash")) {
                second.awaitHost();
                second.send(0, 20);
                second.wireDone();
                final DeviceResult result = TestHosts.resultOf(run).device();
                assertThat(result.frames().delivered()).isEqualTo(30);
                assertThat(result.frames().unaccounted()).isZero();
                assertThat(result.nicEpoch()).isEqualTo(2);
            }
            assertThat(listener.events())
                    .containsExactly("d0 up 1 flow-hash", "d0 died", "d0 up 2 flow-hash");
            first.close();
        }
    }

    @Test
    void framesInsideANicThatDiedAndWasNotReplacedAreCountedAsNicRestart() throws Exception {
        try (HostRuntime host =
                        HostRuntime.open(TestHosts.config(devices, "knet", 1).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "flow-hash")) {
            final var run = host.start();
            nic.awaitHost().send(0, 10);
            nic.dieWith(3);
            host.stop();

            final FrameTotals frames = TestHosts.resultOf(run).device().frames();
            assertThat(frames.offered()).isEqualTo(13);
            assertThat(frames.delivered()).isEqualTo(10);
            assertThat(frames.dropped()).containsEntry("nic-restart", 3L);
            assertThat(frames.unaccounted()).isZero();
        }
    }

    @Test
    void anotherClassifierStartsTheFlowsAnewAndKeepsWhatWasCounted() throws Exception {
        try (HostRuntime host =
                HostRuntime.open(TestHosts.config(devices, "knet", 2).build(), listener)) {
            final var run = host.start();
            final TestNic first = new TestNic(devices, "d0", "flow-hash");
            first.awaitHost().send(0, 10);
            await().atMost(TestHosts.PATIENCE).until(() -> host.framesDelivered() == 10);
            first.die();
            await().atMost(TestHosts.PATIENCE).until(() -> listener.events().contains("d0 died"));
            try (TestNic second =
                    new TestNic(devices, "d0", "round-robin", DeviceDescriptor.FEATURE_SPRAYING)) {
                second.awaitHost();
                second.send(0, 20);
                second.send(1, 20);
                second.wireDone();
                final DeviceResult result = TestHosts.resultOf(run).device();
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
        try (HostRuntime host =
                        HostRuntime.open(TestHosts.config(devices, "knet", 1).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "hangs")) {
            final var run = host.start();
            nic.awaitHost();
            nic.send(0, 10);
            await().atMost(TestHosts.PATIENCE).until(() -> host.framesDelivered() == 10);
            nic.device().firmware("queue-zero");
            nic.device().nicFeatures(DeviceDescriptor.FEATURE_SPRAYING);
            Thread.sleep(5);
            nic.send(0, 10);
            nic.wireDone();

            final DeviceResult result = TestHosts.resultOf(run).device();

            assertThat(result.spraying()).isTrue();
            assertThat(result.protocols().ip()).containsEntry("frames", 20L);
            assertThat(result.steering().flows()).isEqualTo(20);
        }
    }

    @Test
    void aQueueThatFailsACheckIsQuarantinedAndTheOthersGoOn() throws Exception {
        try (HostRuntime host =
                        HostRuntime.open(TestHosts.config(devices, "knet", 2).build(), listener);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final var run = host.start();
            nic.awaitHost();
            nic.send(0, 5);
            nic.corrupt(0);
            await().atMost(TestHosts.PATIENCE)
                    .until(() -> listener.events().contains("d0 quarantine 0"));
            nic.send(1, 500);
            nic.wireDone();

            final DeviceResult result = TestHosts.resultOf(run).device();

            assertThat(result.queues().get(1).host(HostQueueCounter.DELIVERED)).isEqualTo(500);
            assertThat(result.queues().get(0).quarantined()).contains("buffer 2147483647");
            assertThat(result.queues().get(1).quarantined()).isNull();
            assertThat(result.frames().unaccounted()).isZero();
            assertThat(result.warnings()).hasSize(1);
        }
    }
}
