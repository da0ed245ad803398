package knet.nic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.driver.abi.RxDescriptor;
import knet.nic.ListSource;
import knet.nic.NicRig;
import knet.nic.TestDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory as a NIC may leave it that is killed between any two of its stores. */
class RecoveryTest {
    private static final int RING = 16;
    private static final int BUFFER = 256;

    @TempDir Path root;
    private TestDevice device;

    @BeforeEach
    void open() {
        device = new TestDevice(root, new DeviceConfig(2, RING, 8, BUFFER, RING));
        device.hostUp();
        device.memory().onFull(DeviceDescriptor.ON_FULL_WAIT);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private NicRig ran(final int frames) {
        final NicRig rig =
                new NicRig(device, ListSource.repeat(new byte[60], frames).endless()).start();
        rig.steps(4);
        return rig;
    }

    private Recovered recover() {
        final Recovered recovered = device.recover("test");
        long accounted = 0;
        for (int i = 0; i < 2; i++) {
            accounted += device.counters().get(NicQueueCounter.PACKETS, i);
        }
        for (final DropReason reason : DropReason.values()) {
            accounted += device.counters().get(NicCounter.dropped(reason));
        }
        if (recovered.framesUnexplained() == 0) {
            assertThat(accounted).isEqualTo(device.memory().wirePosition());
        }
        return recovered;
    }

    private long dropped(final DropReason reason) {
        return device.counters().get(NicCounter.dropped(reason));
    }

    /** Writes a descriptor as the dead NIC did, without publishing it. */
    private void descriptor(final int slot, final int length, final int flags) {
        final int at = device.queue(0).rxDescriptorOffset(slot);
        device.queue(0).buffer().putShort(at + RxDescriptor.LENGTH_OFFSET, (short) length);
        device.queue(0).buffer().putShort(at + RxDescriptor.FLAGS_OFFSET, (short) flags);
    }

    @Test
    void aNewDeviceHasNothingToRecover() {
        final Recovered recovered = recover();
        assertThat(recovered.wirePosition()).isZero();
        assertThat(recovered.framesLost()).isZero();
        assertThat(recovered.latestCaptureNs()).isEqualTo(Long.MIN_VALUE);
        assertThat(recovered.hungFirmware()).isNull();
    }

    @Test
    void takenAndNotWrittenIsLost() {
        ran(5);
        device.memory().wirePositionRelease(8);
        final Recovered recovered = recover();
        assertThat(recovered.framesLost()).isEqualTo(3);
        assertThat(dropped(DropReason.NIC_RESTART)).isEqualTo(3);
        assertThat(recovered.framesToSkip()).isEqualTo(8);
        assertThat(device.counters().get(NicCounter.RX_OFFERED)).isEqualTo(8);
        assertThat(recover().framesLost()).as("booked once").isZero();
    }

    @Test
    void writtenAndNotPublishedIsLost() {
        ran(5);
        device.memory().wirePositionRelease(6);
        descriptor(5, 60, RxDescriptor.END_OF_PACKET);
        assertThat(recover().framesLost()).isEqualTo(1);
        assertThat(recover().queues().get(0).frames()).isEqualTo(5);
    }

    @Test
    void publishedAndNotCountedIsCounted() {
        ran(5);
        device.memory().wirePositionRelease(8);
        descriptor(5, 60, RxDescriptor.END_OF_PACKET);
        descriptor(6, BUFFER, 0);
        descriptor(7, 44, RxDescriptor.CONTINUED | RxDescriptor.END_OF_PACKET);
        device.queue(0).rxHeadRelease(8);
        final Recovered recovered = recover();
        assertThat(recovered.framesLost()).isEqualTo(1);
        assertThat(recovered.queues().get(0).frames()).isEqualTo(7);
        assertThat(recovered.queues().get(0).bytes()).isEqualTo(5 * 60 + 60 + BUFFER + 44);
        assertThat(device.queue(0).nicLedger().index()).isEqualTo(8);
        assertThat(device.counters().get(NicQueueCounter.PACKETS, 0)).isEqualTo(7);
    }

    @Test
    void aFramePublishedInPartIsLostAndItsPartsAreForgotten() {
        final ListSource wire = new ListSource().endless();
        wire.add(new byte[60]);
        wire.add(new byte[10 * RING * BUFFER]);
        new NicRig(device, wire).start().steps(4);
        device.host(0).poll(9); // 9 of 16 descriptors: the frame goes on.
        final Recovered recovered = recover();
        assertThat(recovered.framesLost()).isEqualTo(1);
        final ListSource longer = new ListSource();
        for (int i = 0; i < 4; i++) {
            longer.add(new byte[61 + i]);
        }
        new NicRig(device, longer).start().steps(8);
        while (device.host(0).poll(9) > 0) {}
        assertThat(device.host(0).received())
                .extracting(received -> received.bytes().length)
                .containsExactly(60, 63, 64);
        assertThat(device.host(0).partsForgotten()).isEqualTo(1);
    }

    @Test
    void aPartThatEndedAfterTheLedgerIsCountedWithAllItsBytes() {
        final ListSource wire = new ListSource().endless();
        wire.add(new byte[(RING + 1) * BUFFER]);
        new NicRig(device, wire).start().steps(4);
        device.host(0).poll(1);
        descriptor(0, BUFFER, RxDescriptor.CONTINUED | RxDescriptor.END_OF_PACKET);
        device.queue(0).rxHeadRelease(RING + 1);
        assertThat(recover().queues().get(0).bytes()).isEqualTo((RING + 1) * BUFFER);
        assertThat(recover().queues().get(0).frames()).isEqualTo(1);
    }

    @Test
    void whatTheWatchdogEndedIsBookedAsHung() {
        ran(5);
        device.memory().wirePositionRelease(7);
        device.memory().firmware("evil:mode=hang");
        device.memory().firmwareHung(7);
        final Recovered recovered = recover();
        assertThat(recovered.hungFirmware()).isEqualTo("evil:mode=hang");
        assertThat(recovered.decidedFrames()).isEqualTo(6);
        assertThat(dropped(DropReason.FIRMWARE_HUNG)).isEqualTo(2);
        assertThat(dropped(DropReason.NIC_RESTART)).isZero();
        assertThat(device.counters().get(NicCounter.FIRMWARE_WATCHDOG_RESTARTS)).isEqualTo(1);
        assertThat(device.memory().firmwareHung()).isZero();
        assertThat(recover().hungFirmware()).isNull();
        device.memory().firmwareHung(-7);
        assertThat(recover().decidedFrames()).as("it hung in a tick").isEqualTo(7);
    }

    @Test
    void protocolTimeGoesOn() {
        final NicRig rig = ran(5);
        final long latestNs = rig.port().latestTimestampNs();
        assertThat(recover().latestCaptureNs()).isEqualTo(latestNs);
    }

    @Test
    void anotherWireBeginsWithItsFirstFrame() {
        ran(5);
        final Recovered other =
                Recovery.recover(
                        device.memory(), device.queues(), device.counters(), "other", true);
        assertThat(other.framesToSkip()).isZero();
        assertThat(device.memory().wireBase()).isEqualTo(5);
        device.memory().wirePositionRelease(9);
        final Recovered again =
                Recovery.recover(
                        device.memory(), device.queues(), device.counters(), "other", true);
        assertThat(again.framesToSkip()).isEqualTo(4);
        final Recovered anew =
                Recovery.recover(
                        device.memory(), device.queues(), device.counters(), "other", false);
        assertThat(anew.framesToSkip()).isZero();
        assertThat(anew.wirePosition()).isEqualTo(9);
    }

    @Test
    void longWiresAreToldApart() {
        final String wire = "pcap:" + "x".repeat(1000);
        Recovery.recover(device.memory(), device.queues(), device.counters(), wire, true);
        device.memory().wirePositionRelease(3);
        final Recovered same =
                Recovery.recover(device.memory(), device.queues(), device.counters(), wire, true);
        assertThat(same.framesToSkip()).isEqualTo(3);
        final Recovered other =
                Recovery.recover(
                        device.memory(), device.queues(), device.counters(), wire + "y", true);
        assertThat(other.framesToSkip()).isZero();
    }

    @Test
    void overwrittenMemoryIsReportedAndTheQueueLeftAlone() {
        ran(5);
        device.queue(0).rxHeadRelease(1L << 50);
        final Recovered recovered = recover();
        assertThat(recovered.queues().get(0).damage()).contains("RX_HEAD");
        assertThat(recovered.queues().get(1).damage()).isNull();
        device.memory().wirePositionRelease(2);
        assertThat(recover().framesUnexplained()).isEqualTo(3);
    }

    @Test
    void hostsIndicesAreCheckedToo() {
        ran(5);
        device.queue(0).rxTailRelease(4);
        assertThat(recover().queues().get(0).damage()).contains("RX_TAIL 4");
        device.queue(1).rxConsumedRelease(1);
        assertThat(recover().queues().get(1).damage()).contains("RX_CONSUMED 1");
    }

    @Test
    void aTransmitTailOutOfRangeIsDamage() {
        device.queue(1).txTailRelease(99);
        assertThat(recover().queues().get(1).damage()).contains("TX_TAIL 99");
    }
}
