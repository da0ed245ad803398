package knet.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceException;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.NotificationDescriptor;
import knet.driver.abi.OwnerLock;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostDeviceTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final HostSettings SETTINGS =
            new HostSettings(
                    DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK,
                    DeviceDescriptor.ON_FULL_WAIT,
                    20,
                    16,
                    true);

    @TempDir Path temp;
    private DeviceDirectory devices;

    @BeforeEach
    void setUp() {
        devices = DeviceDirectory.at(temp);
    }

    private HostDevice open(final String name, final int queues, final int wake) {
        devices.create(name, new DeviceConfig(queues, 8, 8, 256, 8), wake);
        return HostDevice.open(devices.open(name), SETTINGS, 5);
    }

    @Test
    void openingWritesTheHostsRegisters() {
        try (HostDevice host = open("d", 1, DeviceDescriptor.WAKE_PARK);
                DeviceMemory nic = devices.open("d")) {
            assertThat(nic.hostPid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(nic.hostHeartbeatNs()).isEqualTo(5);
            assertThat(nic.interruptMode()).isEqualTo(DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK);
            assertThat(nic.onFull()).isEqualTo(DeviceDescriptor.ON_FULL_WAIT);
            assertThat(nic.rxUsecs()).isEqualTo(20);
            assertThat(nic.rxFrames()).isEqualTo(16);
            assertThat(nic.adaptiveRx()).isTrue();
            assertThat(nic.hostState()).isEqualTo(DeviceDescriptor.HOST_STATE_DOWN);
            host.up();
            assertThat(nic.hostState()).isEqualTo(DeviceDescriptor.HOST_STATE_UP);
            host.stopWire();
            assertThat(nic.hostState()).isEqualTo(DeviceDescriptor.HOST_STATE_STOP_WIRE);
            host.heartbeat(77);
            assertThat(nic.hostHeartbeatNs()).isEqualTo(77);
            assertThat(host.wakeName()).isEqualTo("park");
            assertThat(host.previousPid()).isZero();
        }
        assertThat(devices.status("d").hostPid()).isZero();
    }

    @Test
    void aDeviceHasOneHost() {
        try (HostDevice host = open("d", 1, DeviceDescriptor.WAKE_PARK)) {
            assertThatThrownBy(() -> HostDevice.open(devices.open("d"), SETTINGS, 0))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining(
                            "host side is owned by a live process, pid "
                                    + ProcessHandle.current().pid());
            assertThat(host.faults()).isEmpty();
        }
    }

    @Test
    void aQueueFileThatIsNotThereIsSaid() throws Exception {
        devices.create("d", new DeviceConfig(2, 8, 8, 256, 8));
        java.nio.file.Files.delete(devices.path("d").resolve("queue-1"));

        assertThatThrownBy(() -> HostDevice.open(devices.open("d"), SETTINGS, 0))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("queue-1: no such file");
        assertThat(devices.status("d").isLive()).isFalse();
    }

    @Test
    void theNicIsDeadWhenItsLockIsFreeOrItsHeartStill() {
        try (HostDevice host = open("d", 1, DeviceDescriptor.WAKE_PARK);
                DeviceMemory nic = devices.open("d")) {
            assertThat(host.nicLiveness(0)).isEqualTo(NicLiveness.NEVER_STARTED);
            final OwnerLock lock = OwnerLock.acquire(devices.path("d"), Side.NIC);
            nic.nicEpoch(1);
            nic.nicHeartbeatNs(10 * SECOND_NS);
            assertThat(host.nicLiveness(11 * SECOND_NS)).isEqualTo(NicLiveness.ALIVE);
            assertThat(host.nicLiveness(11 * SECOND_NS + 1)).isEqualTo(NicLiveness.SILENT);
            lock.close();
            assertThat(host.nicLiveness(10 * SECOND_NS)).isEqualTo(NicLiveness.GONE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {DeviceDescriptor.WAKE_SOCKET, DeviceDescriptor.WAKE_PARK})
    void oneThreadSleepsOverTheQueuesOfTwoNics(final int wake) throws InterruptedException {
        try (HostDevice first = open("a", 2, wake);
                HostDevice second = open("b", 1, wake);
                DeviceMemory nic = devices.open("b");
                QueueMemory queue = nic.openQueue(0);
                QueueWaiter waiter =
                        new QueueWaiter(List.of(first.rx(0), first.rx(1), second.rx(0)))) {
            for (int i = 0; i < 20; i++) {
                assertThat(first.rx(0).arm() && first.rx(1).arm() && second.rx(0).arm()).isTrue();
                final Thread raiser =
                        new Thread(
                                () -> {
                                    final ScriptedNic scripted = new ScriptedNic(queue);
                                    scripted.frame(60, 1).publishAndSignal();
                                    knet.driver.abi.Wake.notification(nic, queue).ring();
                                });
                raiser.start();
                while (waiter.sleep(20 * SECOND_NS) == 0) {
                    assertThat(second.rx(0).depth()).isLessThan(2);
                }
                raiser.join();
                assertThat(second.rx(0).poll(frame -> assertThat(frame.length()).isEqualTo(60), 8))
                        .isEqualTo(1);
                assertThat(first.rx(0).disarm()).isTrue();
                assertThat(first.rx(1).poll(frame -> {}, 8)).isZero();
            }
            assertThat(queue.notificationVolatile()).isEqualTo(NotificationDescriptor.POLLED);
        }
    }

    @Test
    void anotherThreadEndsTheSleep() throws InterruptedException {
        try (HostDevice host = open("d", 2, knet.driver.abi.Wake.best());
                QueueWaiter waiter = new QueueWaiter(List.of(host.rx(0), host.rx(1)))) {
            for (int i = 0; i < 20; i++) {
                assertThat(host.rx(0).arm() && host.rx(1).arm()).isTrue();
                final Thread caller = new Thread(waiter::wakeUp);
                caller.start();
                assertThat(waiter.sleep(20 * SECOND_NS)).isZero();
                caller.join();
            }
            assertThat(waiter.name()).isEqualTo(host.wakeName());
        }
    }

    @Test
    void aDeviceMayBeInMemory() {
        final DeviceMemory memory = DeviceMemory.inMemory("m", new DeviceConfig(2, 8, 8, 256, 8));
        try (HostDevice host = HostDevice.open(memory, SETTINGS, 0)) {
            final ScriptedNic nic = new ScriptedNic(memory.openQueue(1));
            assertThat(host.rx(1).arm()).isTrue();
            assertThat(nic.frame(60, 1).publishAndSignal()).isTrue();
            assertThat(host.rx(1).poll(frame -> {}, 8)).isEqualTo(1);
            assertThat(host.name()).isEqualTo("m");
            assertThat(host.checkFiles()).isFalse();
            assertThat(host.nicLiveness(0)).isEqualTo(NicLiveness.NEVER_STARTED);
            memory.nicEpoch(1);
            assertThat(host.nicLiveness(0)).isEqualTo(NicLiveness.ALIVE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0, 0, 0, interrupt mode must be 0 to 2: 3",
        "0, 2, 0, 0, on-full must be 0 to 1: 2",
        "0, 0, -1, 0, rx-usecs must be 0 to 1000000: -1",
        "0, 0, 0, 70000, rx-frames must be 0 to 65536: 70000"
    })
    void settingsOutOfRangeAreNamed(
            final int mode,
            final int onFull,
            final int usecs,
            final int frames,
            final String message) {
        assertThatThrownBy(() -> new HostSettings(mode, onFull, usecs, frames, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
