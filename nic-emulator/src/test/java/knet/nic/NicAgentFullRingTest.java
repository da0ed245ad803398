package knet.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.nic.transmit.Transmitter;
import org.junit.jupiter.api.Test;

/** A NIC whose frames find their ring full. */
class NicAgentFullRingTest extends NicAgentOnDevice {
    @Test
    void dropsWhatFindsItsRingFull() {
        onFull(DeviceDescriptor.ON_FULL_DROP);
        device.hostUp();
        final NicRig rig = rig(ListSource.repeat(new byte[60], 100)).start();
        rig.steps(5);
        assertThat(rig.published()).isEqualTo(2 * RING);
        assertThat(rig.dropped(DropReason.RING_FULL)).isEqualTo(100 - 2 * RING);
        assertThat(device.counters().get(NicQueueCounter.DROPS, 1)).isEqualTo(50 - RING);
        assertThat(device.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_WIRE_DONE);
    }

    @Test
    void dropsAFrameLongerThanTheRingAsOversize() {
        onFull(DeviceDescriptor.ON_FULL_DROP);
        device.hostUp();
        final NicRig rig = rig(ListSource.of(new byte[RING * BUFFER + 1], new byte[60])).start();
        rig.steps(3);
        assertThat(rig.dropped(DropReason.OVERSIZE)).isEqualTo(1);
        assertThat(rig.published()).isEqualTo(1);
    }

    @Test
    void losesNothingWhereItMayWait() {
        onFull(DeviceDescriptor.ON_FULL_WAIT);
        final ListSource source = ListSource.repeat(new byte[60], 500);
        source.add(new byte[80_066]);
        source.add(new byte[0]);
        device.hostUp();
        final NicRig rig = rig(source).start();
        for (int i = 0; i < 2000; i++) {
            rig.step();
            device.host(i % 2).poll(3);
        }
        assertThat(rig.dropped()).isZero();
        assertThat(device.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_WIRE_DONE);
        assertThat(device.host(0).frames() + device.host(1).frames()).isEqualTo(502);
        assertThat(device.host(0).received().get(250).bytes()).hasSize(80_066);
        assertThat(device.host(1).received().get(250).bytes()).isEmpty();
        assertThat(rig.counter(NicCounter.RX_WAITS)).isPositive();
    }

    @Test
    void keepsSendingWhileAReceivedFrameWaits() {
        onFull(DeviceDescriptor.ON_FULL_WAIT);
        device.hostUp();
        final List<Integer> sent = new ArrayList<>();
        final NicRig rig = rig(ListSource.repeat(new byte[60], 500));
        rig.context()
                .transmitter(
                        (buffer, offset, length, timestampNs, queue) -> {
                            sent.add(length);
                            return Transmitter.Outcome.SENT;
                        });
        rig.start().steps(5);
        assertThat(rig.agent().isWaitingForSpace()).isTrue();
        device.host(1).send(new byte[77], 1);
        rig.steps(5);
        assertThat(sent).containsExactly(77);
        assertThat(rig.counter(NicCounter.TX_PACKETS)).isEqualTo(1);
        assertThat(rig.counter(NicCounter.TX_BYTES)).isEqualTo(77);
    }

    @Test
    void classifiesAWaitingFrameOnce() {
        onFull(DeviceDescriptor.ON_FULL_WAIT);
        device.hostUp();
        final int[] calls = new int[1];
        final NicRig rig =
                new NicRig(device, ListSource.repeat(new byte[60], RING + 3))
                        .firmware(
                                (p, q) -> {
                                    calls[0]++;
                                    return 0;
                                })
                        .start();
        rig.steps(50);
        assertThat(calls[0]).isEqualTo(RING + 1);
    }

    @Test
    void closingBooksTheWaitingFrame() {
        onFull(DeviceDescriptor.ON_FULL_WAIT);
        device.hostUp();
        final NicRig rig = rig(ListSource.repeat(new byte[60], 500)).start();
        rig.steps(5);
        rig.close();
        assertThat(rig.dropped(DropReason.STOPPED)).isEqualTo(1);
        assertThat(device.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_DOWN);
    }
}
