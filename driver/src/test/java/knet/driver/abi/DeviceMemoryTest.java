package knet.driver.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceMemoryTest {
    @TempDir Path temp;
    private DeviceMemory device;

    @BeforeEach
    void setUp() {
        final DeviceDirectory devices = DeviceDirectory.at(temp);
        devices.create("m", new DeviceConfig(256, 8, 8, 256, 8));
        device = devices.open("m");
    }

    @AfterEach
    void tearDown() {
        device.close();
    }

    @Test
    void registersKeepWhatWasWritten() {
        device.nicPid(1);
        device.nicEpoch(2);
        device.nicHeartbeatNs(3);
        device.nicState(DeviceDescriptor.NIC_STATE_RUNNING);
        device.nicFeatures(DeviceDescriptor.FEATURE_SPRAYING);
        device.wirePositionRelease(4);
        device.wireBase(5);
        device.firmwareHung(6);
        device.hostPid(7);
        device.hostEpoch(8);
        device.hostHeartbeatNs(9);
        device.hostState(DeviceDescriptor.HOST_STATE_STOP_WIRE);
        device.interruptMode(DeviceDescriptor.INTERRUPT_MODE_UNMASKED);
        device.rxUsecs(10);
        device.rxFrames(11);
        device.onFull(DeviceDescriptor.ON_FULL_WAIT);
        device.adaptiveRx(true);
        device.addDoorbell();
        device.doorbellWaiting(true);

        assertThat(
                        new long[] {
                            device.nicPid(),
                            device.nicEpoch(),
                            device.nicHeartbeatNs(),
                            device.nicState(),
                            device.nicFeatures(),
                            device.wirePosition(),
                            device.wireBase(),
                            device.firmwareHung(),
                            device.hostPid(),
                            device.hostEpoch(),
                            device.hostHeartbeatNs(),
                            device.hostState(),
                            device.interruptMode(),
                            device.rxUsecs(),
                            device.rxFrames(),
                            device.onFull(),
                            device.doorbell()
                        })
                .containsExactly(1, 2, 3, 2, 1, 4, 5, 6, 7, 8, 9, 2, 1, 10, 11, 1, 1);
        assertThat(device.adaptiveRx()).isTrue();
        assertThat(device.isDoorbellWaiting()).isTrue();
    }

    @Test
    void textIsCutToItsField() {
        assertThat(device.firmware()).isEmpty();
        device.firmware("flow-hash:udp=2tuple");
        device.wire("pcap:/tmp/ä.pcap");
        assertThat(device.firmware()).isEqualTo("flow-hash:udp=2tuple");
        assertThat(device.wire()).isEqualTo("pcap:/tmp/ä.pcap");
        device.wire("w".repeat(5000));
        assertThat(device.wire()).hasSize(DeviceDescriptor.WIRE_LENGTH - 4);
    }

    @Test
    void textLengthsThatAreWrongDoNoHarm() {
        for (final int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            device.buffer().putInt(DeviceDescriptor.FIRMWARE_OFFSET, length);
            assertThat(device.firmware().length())
                    .isBetween(0, DeviceDescriptor.FIRMWARE_LENGTH - 4);
        }
    }

    @Test
    void quarantineBitsAreOnePerQueueAndSide() {
        for (final int queue : new int[] {0, 31, 32, 255}) {
            assertThat(device.isNicQuarantined(queue)).isFalse();
            device.nicQuarantine(queue);
            assertThat(device.isNicQuarantined(queue)).isTrue();
            assertThat(device.isHostQuarantined(queue)).isFalse();
            device.hostQuarantine(queue);
            assertThat(device.isHostQuarantined(queue)).isTrue();
        }
        assertThat(device.isNicQuarantined(1)).isFalse();
        assertThat(device.isHostQuarantined(254)).isFalse();
        assertThat(device.hostPid()).isZero();
        assertThat(device.firmware()).isEmpty();
    }
}
