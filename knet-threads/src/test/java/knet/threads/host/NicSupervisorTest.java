package knet.threads.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.driver.HostDevice;
import knet.driver.HostSettings;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Driven by hand: the time is what the test says, and a NIC beats when the test says so. */
class NicSupervisorTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir Path temp;
    private DeviceDirectory devices;
    private HostDevice device;
    private NicSupervisor supervisor;
    private final List<String> events = new ArrayList<>();
    private long nowNs = System.nanoTime();

    @BeforeEach
    void open() {
        devices = DeviceDirectory.at(temp.resolve("devices"));
        devices.create("d0", new DeviceConfig(1, 8, 8, 256, 8));
        device =
                HostDevice.open(
                        devices.open("d0"),
                        HostSettings.of(
                                DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK,
                                DeviceDescriptor.ON_FULL_WAIT),
                        nowNs);
        supervisor = supervisor(false);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private NicSupervisor supervisor(final boolean stays) {
        return new NicSupervisor(
                device,
                new HostListener() {
                    @Override
                    public void onNicUp(
                            final String name, final long epoch, final String firmware) {
                        events.add("up " + epoch + " " + firmware);
                    }

                    @Override
                    public void onNicDied(final String name) {
                        events.add("died");
                    }

                    @Override
                    public void onNicLeft(final String name) {
                        events.add("left");
                    }

                    @Override
                    public void onNicDone(final String name) {
                        events.add("done");
                    }

                    @Override
                    public void onNicStalled(final String name) {
                        events.add("stalled");
                    }

                    @Override
                    public void onNicRecovered(final String name) {
                        events.add("recovered");
                    }
                },
                () -> events.add("new"),
                stays);
    }

    private void look(final long afterNs) {
        nowNs += afterNs;
        supervisor.look(nowNs);
    }

    private void beat(final TestNic nic) {
        nic.device().nicHeartbeatNs(nowNs);
    }

    private int hostState() {
        return device.memory().hostState();
    }

    @Test
    void letsTheWireRunOnceTheClassifierIsKnown() {
        look(0);
        assertThat(hostState()).isEqualTo(DeviceDescriptor.HOST_STATE_DOWN);
        try (TestNic nic = new TestNic(devices, "d0", "fw")) {
            nic.device().nicState(DeviceDescriptor.NIC_STATE_DOWN);
            beat(nic);
            look(SECOND / 2);
            assertThat(hostState()).as("the NIC is not ready").isZero();
            assertThat(events).isEmpty();

            nic.device().nicState(DeviceDescriptor.NIC_STATE_READY);
            beat(nic);
            look(SECOND / 2);

            assertThat(hostState()).isEqualTo(DeviceDescriptor.HOST_STATE_UP);
            assertThat(events).containsExactly("new", "up 1 fw");
        }
    }

    @Test
    void aSilentNicIsStalledNotDead() {
        try (TestNic nic = new TestNic(devices, "d0", "fw")) {
            beat(nic);
            look(0);
            look(2 * SECOND);
            assertThat(supervisor.isAlive()).isFalse();
            look(2 * SECOND);
            beat(nic);
            look(SECOND / 2);

            assertThat(events).containsExactly("new", "up 1 fw", "stalled", "recovered");
            assertThat(supervisor.isAlive()).isTrue();
        }
    }

    @Test
    void tellsDeathFromLeaving() {
        final TestNic first = new TestNic(devices, "d0", "fw");
        beat(first);
        look(0);
        first.device().nicState(DeviceDescriptor.NIC_STATE_RUNNING);
        first.die();
        look(SECOND / 2);
        assertThat(hostState()).isEqualTo(DeviceDescriptor.HOST_STATE_DOWN);
        final TestNic second = new TestNic(devices, "d0", "fw");
        beat(second);
        look(SECOND / 2);
        second.device().nicState(DeviceDescriptor.NIC_STATE_DOWN);
        second.die();
        look(SECOND / 2);

        assertThat(events).containsExactly("new", "up 1 fw", "died", "new", "up 2 fw", "left");
        first.close();
        second.close();
    }

    @Test
    void aDeviceThatLiesAboutFromAnEarlierRunIsNotOver() {
        final TestNic earlier = new TestNic(devices, "d0", "fw");
        earlier.wireDone();
        earlier.die();
        look(0);

        assertThat(supervisor.isWireOver(nowNs)).isFalse();
        earlier.close();
        try (TestNic nic = new TestNic(devices, "d0", "fw")) {
            beat(nic);
            look(SECOND / 2);
            nic.wireDone();
            assertThat(supervisor.isWireOver(nowNs)).isTrue();
        }
    }

    @Test
    void aHostThatStaysIsNotOverWithTheWire() {
        supervisor = supervisor(true);
        try (TestNic nic = new TestNic(devices, "d0", "fw")) {
            beat(nic);
            look(0);
            nic.wireDone();
            assertThat(supervisor.isWireOver(nowNs)).isFalse();
            supervisor.stop(nowNs);
            assertThat(supervisor.isWireOver(nowNs)).isTrue();
        }
    }

    /** Also if one goes and the next comes between two looks. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNicThatHasDoneItsWireIsNoDeath(final boolean isLookedAtInBetween) {
        supervisor = supervisor(true);
        final TestNic first = new TestNic(devices, "d0", "fw");
        beat(first);
        look(0);
        first.wireDone();
        beat(first);
        look(SECOND / 2);
        first.die();
        first.close();
        if (isLookedAtInBetween) {
            look(SECOND / 2);
            look(SECOND / 2);
        }
        try (TestNic second = new TestNic(devices, "d0", "fw2")) {
            beat(second);
            look(SECOND / 2);
        }

        assertThat(events).containsExactly("new", "up 1 fw", "done", "new", "up 2 fw2");
    }

    @Test
    void aNicThatDoesNotStopIsLeftAlone() {
        try (TestNic nic = new TestNic(devices, "d0", "fw")) {
            beat(nic);
            look(0);
            supervisor.stop(nowNs);
            assertThat(hostState()).isEqualTo(DeviceDescriptor.HOST_STATE_STOP_WIRE);
            assertThat(supervisor.isWireOver(nowNs)).isFalse();
            assertThat(supervisor.isWireOver(nowNs + 3 * SECOND)).isTrue();
            beat(nic);
            look(SECOND / 2);
            assertThat(hostState())
                    .as("stopping is not taken back")
                    .isEqualTo(DeviceDescriptor.HOST_STATE_STOP_WIRE);
        }
    }
}
