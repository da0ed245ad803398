package knet.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.TxDescriptor;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTxQueueTest {
    @TempDir Path temp;
    private DeviceFixture device;
    private HostTxQueue tx;
    private final UnsafeBuffer source = new UnsafeBuffer(new byte[400_000]);

    @BeforeEach
    void setUp() {
        device = new DeviceFixture(temp);
        tx = device.host.tx(0);
        for (int i = 0; i < source.capacity(); i++) {
            source.putByte(i, (byte) (i % 101));
        }
    }

    @AfterEach
    void tearDown() {
        device.close();
    }

    @Test
    void aFrameIsPublishedByFlush() {
        assertThat(tx.offer(source, 5, 60, 77)).isTrue();
        assertThat(device.nic.txPublished()).isZero();
        tx.flush();

        assertThat(device.nic.txPublished()).isEqualTo(1);
        assertThat(device.nic.txLength(0)).isEqualTo(60);
        assertThat(device.nic.txFlags(0)).isEqualTo(TxDescriptor.END_OF_PACKET);
        final UnsafeBuffer memory = device.nicQueue.buffer();
        assertThat(memory.getLong(device.nic.txAt(0) + TxDescriptor.TIMESTAMP_NS_OFFSET))
                .isEqualTo(77);
        assertThat(memory.getByte(device.nicQueue.txBufferOffset(0))).isEqualTo((byte) 5);
        assertThat(device.count(HostQueueCounter.TX_PACKETS)).isEqualTo(1);
        assertThat(tx.pending()).isEqualTo(1);
        device.nicQueue.txHeadRelease(1);
        assertThat(tx.pending()).isZero();
    }

    @Test
    void aLongFrameSpansDescriptors() {
        assertThat(tx.offer(source, 0, 600, 1)).isTrue();
        tx.flush();

        assertThat(device.nic.txPublished()).isEqualTo(3);
        assertThat(device.nic.txLength(0)).isEqualTo(256);
        assertThat(device.nic.txFlags(0)).isZero();
        assertThat(device.nic.txFlags(1)).isZero();
        assertThat(device.nic.txLength(2)).isEqualTo(88);
        assertThat(device.nic.txFlags(2)).isEqualTo(TxDescriptor.END_OF_PACKET);
        assertThat(device.nicQueue.buffer().getByte(device.nicQueue.txBufferOffset(2)))
                .isEqualTo((byte) (512 % 101));
    }

    @Test
    void aFullRingRefusesUntilTheNicHasSent() {
        for (int i = 0; i < DeviceFixture.RING; i++) {
            assertThat(tx.offer(source, 0, 60, i)).isTrue();
        }
        assertThat(tx.offer(source, 0, 60, 9)).isFalse();
        tx.flush();
        device.nicQueue.txHeadRelease(2);
        assertThat(tx.offer(source, 0, 513, 9)).isFalse();
        assertThat(tx.offer(source, 0, 512, 9)).isTrue();
        assertThat(device.count(HostQueueCounter.TX_RING_FULL)).isEqualTo(2);
        assertThat(device.count(HostQueueCounter.TX_PACKETS)).isEqualTo(8);
    }

    @Test
    void aFrameThatNoRingCanCarryIsDiscardedAndCounted() {
        final int most = DeviceFixture.RING * DeviceFixture.BUFFER;

        assertThat(tx.offer(source, 0, 0, 0)).isTrue();
        assertThat(tx.offer(source, 0, -1, 0)).isTrue();
        assertThat(tx.offer(source, 0, most + 1, 0)).isTrue();
        assertThat(tx.offer(source, 0, DeviceDescriptor.MAX_FRAME_BYTES + 1, 0)).isTrue();
        tx.flush();
        assertThat(device.nic.txPublished()).isZero();
        assertThat(device.count(HostQueueCounter.TX_BAD_LENGTH)).isEqualTo(4);
        assertThat(tx.offer(source, 0, most, 0)).isTrue();
        tx.flush();
        assertThat(device.nic.txPublished()).isEqualTo(DeviceFixture.RING);
    }

    @Test
    void aRangeOutsideOfTheSourceLeavesTheRingAsItWas() {
        assertThatThrownBy(() -> tx.offer(new UnsafeBuffer(new byte[10]), 0, 11, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        tx.flush();
        assertThat(device.nic.txPublished()).isZero();
    }

    @Test
    void theDoorbellIsRungOnlyForANicThatSleeps() {
        tx.offer(source, 0, 60, 0);
        tx.flush();
        assertThat(device.nicMemory.doorbell()).isZero();
        device.nicMemory.doorbellWaiting(true);
        tx.flush();
        assertThat(device.nicMemory.doorbell()).isZero();
        tx.offer(source, 0, 60, 0);
        tx.flush();
        assertThat(device.nicMemory.doorbell()).isEqualTo(1);
    }

    @Test
    void completionsThatCannotBeAreABreach() {
        for (int i = 0; i < DeviceFixture.RING; i++) {
            tx.offer(source, 0, 60, i);
        }
        tx.flush();
        device.nicQueue.txHeadRelease(9);

        assertThat(tx.offer(source, 0, 60, 0)).isFalse();
        assertThat(tx.isQuarantined()).isTrue();
        assertThat(device.rx().fault().reason()).isEqualTo("TX_HEAD 9 not in 0 to 8");
        assertThat(tx.pending()).isZero();
    }

    @Test
    void aNewHostGoesOnWhereTheDeadOnePublished() {
        tx.offer(source, 0, 60, 0);
        tx.flush();
        tx.offer(source, 0, 60, 0);
        device.restartHost();
        tx = device.host.tx(0);

        assertThat(tx.pending()).isEqualTo(1);
        tx.offer(source, 0, 61, 0);
        tx.flush();
        assertThat(device.nic.txPublished()).isEqualTo(2);
        assertThat(device.nic.txLength(1)).isEqualTo(61);
    }
}
