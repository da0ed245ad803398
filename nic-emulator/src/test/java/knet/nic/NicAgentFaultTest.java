package knet.nic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NotificationDescriptor;
import knet.driver.abi.RxDescriptor;
import org.junit.jupiter.api.Test;

/** A NIC on a device that was damaged, or left behind by one that died. */
class NicAgentFaultTest extends NicAgentOnDevice {
    @Test
    void aQuarantinedQueueCostsItsOwnFramesAlone() {
        onFull(DeviceDescriptor.ON_FULL_WAIT);
        device.hostUp();
        final int slot = device.queue(1).rxDescriptorOffset(5) + RxDescriptor.BUFFER_OFFSET;
        device.queue(1).buffer().putInt(slot, 4711);
        final NicRig rig = rig(ListSource.repeat(new byte[60], 30)).start();
        for (int i = 0; i < 20; i++) {
            rig.step();
            device.host(0).poll(99);
        }
        assertThat(device.host(0).frames()).isEqualTo(15);
        assertThat(rig.dropped(DropReason.QUARANTINED)).isEqualTo(15);
        assertThat(rig.counter(NicCounter.QUEUES_QUARANTINED)).isEqualTo(1);
        assertThat(device.memory().isNicQuarantined(1)).isTrue();
        assertThat(device.memory().isNicQuarantined(0)).isFalse();
        assertThat(rig.agent().takeNotice()).contains("queue 1 quarantined: buffer 4711");
        assertThat(device.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_WIRE_DONE);
    }

    @Test
    void aQueueThatTheHostQuarantinesIsLeftAlone() {
        onFull(DeviceDescriptor.ON_FULL_WAIT);
        device.hostUp();
        device.memory().hostQuarantine(1);
        final NicRig rig = rig(ListSource.repeat(new byte[60], 10)).start();
        rig.steps(10);
        assertThat(rig.dropped(DropReason.QUARANTINED)).isEqualTo(5);
        assertThat(device.host(1).poll(99)).isZero();
    }

    @Test
    void anOverwrittenRegisterFileIsAClearError() {
        device.hostUp();
        final NicRig rig = rig(ListSource.repeat(new byte[60], 10)).start();
        device.memory().buffer().putLong(DeviceDescriptor.DEVICE_ID_OFFSET, 1);
        rig.advanceTo(rig.nowNs() + 20_000_000);
        assertThatThrownBy(rig::step)
                .isInstanceOf(NicFault.class)
                .hasMessage("device nic0: its register file was overwritten");
    }

    @Test
    void resumesWhereTheLastOneStopped() {
        onFull(DeviceDescriptor.ON_FULL_DROP);
        final ListSource wire = ListSource.repeat(new byte[60], 20);
        device.hostUp();
        final NicRig first = rig(wire).start();
        first.steps(1);
        final NicRig live = rig(ListSource.repeat(new byte[60], 20).endless());
        live.start();
        assertThat(live.recovered().framesToSkip()).isEqualTo(device.memory().wirePosition());
        live.steps(10);
        assertThat(device.memory().wirePosition()).isEqualTo(20);
        assertThat(live.published()).isEqualTo(20);
        assertThat(live.dropped()).isZero();
    }

    @Test
    void theStartWakesASleeperThatADeadNicHadNotified() {
        device.hostUp();
        final NicRig rig = rig(new ListSource().endless()).start();
        assertThat(rig.wakes()).contains("notification 0", "notification 1");
        assertThat(device.queue(0).notificationVolatile()).isEqualTo(NotificationDescriptor.POLLED);
    }
}
