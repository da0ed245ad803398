package knet.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.driver.abi.QueueDescriptor;
import knet.driver.abi.RxDescriptor;
import knet.firmware.Classifier;
import knet.firmware.Packet;
import knet.firmware.PacketKind;
import knet.firmware.QueueState;
import knet.nic.engine.DecisionJournal;
import knet.nic.engine.LoadedFirmware;
import org.junit.jupiter.api.Test;

class NicAgentTest extends NicAgentOnDevice {
    @Test
    void takesNothingFromTheWireBeforeTheHostIsUp() {
        final NicRig rig = rig(ListSource.repeat(new byte[60], 4)).start();
        rig.steps(5);
        assertThat(device.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_READY);
        assertThat(device.memory().wirePosition()).isZero();
        device.hostUp();
        rig.steps(5);
        assertThat(device.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_WIRE_DONE);
        assertThat(device.memory().wirePosition()).isEqualTo(4);
        assertThat(rig.counter(NicCounter.RX_OFFERED)).isEqualTo(4);
        assertThat(rig.counter(NicCounter.RX_OFFERED_BYTES)).isEqualTo(240);
        assertThat(device.host(0).poll(99)).isEqualTo(2);
        assertThat(device.host(1).poll(99)).isEqualTo(2);
        assertThat(device.host(1).received().get(1).arrival()).isEqualTo(3);
    }

    @Test
    void protocolTimeNeverRunsBack() {
        final ListSource source = new ListSource();
        for (final long timeNs : new long[] {500, 700, 600, 650, 900}) {
            source.add(new byte[60], timeNs);
        }
        device.hostUp();
        new NicRig(device, source).start().steps(3);
        device.host(0).poll(99);
        assertThat(device.host(0).received())
                .extracting(TestHost.Received::captureNs)
                .containsExactly(500L, 700L, 700L, 700L, 900L);
    }

    @Test
    void stopsTheWireWhenTheHostAsksForIt() {
        onFull(DeviceDescriptor.ON_FULL_WAIT);
        device.hostUp();
        final NicRig rig = rig(ListSource.repeat(new byte[60], 500)).start();
        rig.steps(5);
        device.memory().hostState(DeviceDescriptor.HOST_STATE_STOP_WIRE);
        rig.steps(2);
        assertThat(device.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_WIRE_DONE);
        assertThat(rig.dropped(DropReason.STOPPED)).isEqualTo(1);
        assertThat(device.memory().wirePosition()).isEqualTo(2 * RING + 1);
    }

    @Test
    void pausesTheWireWhileTheHostIsDown() {
        onFull(DeviceDescriptor.ON_FULL_WAIT);
        device.hostUp();
        final NicRig rig = rig(ListSource.repeat(new byte[60], 500)).start();
        rig.steps(5);
        device.memory().hostState(DeviceDescriptor.HOST_STATE_DOWN);
        rig.steps(2);
        assertThat(device.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_READY);
        device.memory().hostState(DeviceDescriptor.HOST_STATE_UP);
        for (int i = 0; i < 1000; i++) {
            rig.step();
            device.host(i % 2).poll(9);
        }
        assertThat(rig.published()).isEqualTo(500);
    }

    @Test
    void pacedFramesArriveAtTheirTime() {
        device.hostUp();
        final ListSource source = ListSource.repeat(new byte[60], 3); // A microsecond apart.
        final NicRig rig = new NicRig(device, source, "x0.01").start();
        rig.steps(3);
        assertThat(device.memory().wirePosition()).isEqualTo(1);
        final long dueNs = rig.agent().nextDeadlineNs();
        rig.advanceTo(dueNs - 1001);
        rig.step();
        assertThat(device.memory().wirePosition()).isEqualTo(1);
        rig.step();
        assertThat(device.memory().wirePosition()).isEqualTo(2);
        device.host(0).poll(9);
        assertThat(device.host(0).received().get(1).arrivalNs()).isEqualTo(rig.nowNs());
        assertThat(rig.port().lateness().frames()).isEqualTo(2);
    }

    @Test
    void notifiesOncePerBatchAndQueue() {
        device.hostUp();
        device.host(0).arm();
        device.host(1).arm();
        final NicRig rig = rig(ListSource.repeat(new byte[60], 8)).start();
        rig.wakes().clear();
        rig.steps(3);
        assertThat(rig.wakes().subList(0, 2)).containsExactly("notification 0", "notification 1");
        assertThat(device.counters().get(NicQueueCounter.NOTIFICATIONS_RAISED, 0)).isEqualTo(1);
        assertThat(device.counters().get(NicQueueCounter.NOTIFICATIONS_SUPPRESSED, 0)).isEqualTo(3);
    }

    @Test
    void announcesItsFirmwareAndWhatItPromises() {
        final NicRig rig =
                rig(new ListSource().endless())
                        .firmware(
                                new Classifier() {
                                    @Override
                                    public int classify(final Packet p, final QueueState q) {
                                        return 0;
                                    }

                                    @Override
                                    public Affinity affinity() {
                                        return Affinity.SPRAYING;
                                    }
                                });
        rig.context().verifiesChecksums(true);
        rig.start();
        assertThat(device.memory().firmware()).isEqualTo("test");
        assertThat(device.memory().nicFeatures())
                .isEqualTo(
                        DeviceDescriptor.FEATURE_SPRAYING | DeviceDescriptor.FEATURE_RX_CHECKSUM);
        rig.agent().installFirmware(new LoadedFirmware("other", (p, q) -> 1));
        rig.step();
        assertThat(device.memory().firmware()).isEqualTo("other");
        assertThat(device.memory().nicFeatures()).isEqualTo(DeviceDescriptor.FEATURE_RX_CHECKSUM);
    }

    @Test
    void leavesHashAndChecksumVerdictInTheDescriptor() {
        device.hostUp();
        final NicRig rig =
                rig(ListSource.of(Frames.udp4(40)))
                        .firmware(
                                (p, q) -> {
                                    p.hash(0x1234_5678);
                                    return 1;
                                });
        rig.context().verifiesChecksums(true);
        rig.start().steps(3);
        device.host(1).poll(9);
        final TestHost.Received got = device.host(1).received().get(0);
        assertThat(got.hash()).isEqualTo(0x1234_5678);
        assertThat(got.flags())
                .isEqualTo(
                        RxDescriptor.END_OF_PACKET
                                | RxDescriptor.IP_CHECKSUM_CHECKED
                                | RxDescriptor.IP_CHECKSUM_GOOD
                                | RxDescriptor.L4_CHECKSUM_CHECKED
                                | RxDescriptor.L4_CHECKSUM_GOOD);
    }

    @Test
    void journalsEveryDecision() {
        device.hostUp();
        final List<String> records = new ArrayList<>();
        final NicRig rig = rig(ListSource.of(Frames.udp4(40), Frames.tcp6(0), new byte[60]));
        rig.context()
                .journal(
                        new DecisionJournal() {
                            @Override
                            public void onDecision(
                                    final long number,
                                    final int hash,
                                    final int queue,
                                    final PacketKind kind) {
                                records.add(number + " " + queue + " " + kind.label());
                            }

                            @Override
                            public void onFirmware(final long number, final String spec) {
                                records.add(number + " " + spec);
                            }
                        });
        rig.start().steps(3);
        assertThat(records).containsExactly("0 test", "0 0 ipv4-l4", "1 1 ipv6-l4", "2 0 non-ip");
    }

    @Test
    void aQueueFileCutShortIsQuarantined() throws IOException {
        onFull(DeviceDescriptor.ON_FULL_WAIT);
        device.hostUp();
        final NicRig rig = rig(ListSource.repeat(new byte[60], 40)).start();
        rig.step();
        cut(QueueDescriptor.fileName(1));
        for (int i = 0; i < 50; i++) {
            rig.step();
            device.host(0).poll(99);
        }
        assertThat(rig.dropped(DropReason.QUARANTINED)).isPositive();
        assertThat(rig.agent().takeNotice()).contains("queue 1").contains("cut or removed");
        assertThat(device.host(0).frames()).isEqualTo(20);
        assertThat(device.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_WIRE_DONE);
    }

    private void cut(final String file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        device.memory().directory().resolve(file), StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }
}
