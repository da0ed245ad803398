package knet.nic.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.Ledger;
import knet.driver.abi.RxDescriptor;
import knet.firmware.QueueState;
import knet.nic.TestDevice;
import knet.nic.TestHost;
import knet.nic.engine.RingQueueState;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RxRingTest {
    private static final int RING = 8;
    private static final int BUFFER = 256;

    @TempDir Path root;

    private final Quarantine quarantine = new Quarantine();
    private TestDevice device;
    private TestHost host;
    private RxRing ring;

    @BeforeEach
    void open() {
        device = new TestDevice(root, new DeviceConfig(1, RING, 8, BUFFER, RING));
        host = device.host(0);
        ring = new RxRing(device.queue(0), quarantine, 0, 0, 0);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private RxRing.Result write(final byte[] frame, final int number, final boolean mayWait) {
        return ring.write(
                new UnsafeBuffer(frame),
                0,
                frame.length,
                RxDescriptor.TRUNCATED,
                0xCAFE_0000 + number,
                number,
                1000 + number,
                2000 + number,
                mayWait);
    }

    private static byte[] frame(final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7 + length);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 14, 60, 64, 65, 127, 128, 129, 200, 255, 256})
    void carriesAFrameOfOneDescriptor(final int length) {
        host.postAll();
        final byte[] frame = frame(length);
        assertThat(write(frame, 5, false)).isEqualTo(RxRing.Result.WRITTEN);
        assertThat(host.poll(9)).as("nothing to be seen before publication").isZero();
        ring.publish();
        assertThat(host.poll(9)).isEqualTo(1);
        final TestHost.Received got = host.received().get(0);
        assertThat(got.bytes()).isEqualTo(frame);
        assertThat(got.flags()).isEqualTo(RxDescriptor.TRUNCATED | RxDescriptor.END_OF_PACKET);
        assertThat(got.hash()).isEqualTo(0xCAFE_0005);
        assertThat(got.arrival()).isEqualTo(5);
        assertThat(got.captureNs()).isEqualTo(1005);
        assertThat(got.arrivalNs()).isEqualTo(2005);
    }

    @Test
    void writesNothingBeforeTheHostPosts() {
        assertThat(write(frame(60), 0, false)).isEqualTo(RxRing.Result.RING_FULL);
        assertThat(write(frame(60), 0, true)).isEqualTo(RxRing.Result.WAITING);
        host.post(1);
        assertThat(write(frame(60), 0, true)).isEqualTo(RxRing.Result.WRITTEN);
        assertThat(write(frame(60), 1, false)).isEqualTo(RxRing.Result.RING_FULL);
    }

    /** What a classifier goes by that moves a flow when its queue has drained. */
    @Test
    void tellsHowFarItHasWrittenAndTheHostHasTaken() {
        host.postAll();
        final QueueState state = new RingQueueState(new RxRing[] {ring});
        write(frame(60), 0, false);
        write(frame(60), 1, false);
        assertThat(state.written(0)).as("published or not").isEqualTo(2);
        assertThat(state.taken(0)).isZero();
        ring.publish();
        host.poll(1);
        assertThat(state.taken(0)).isEqualTo(1);
        host.poll(1);
        assertThat(state.taken(0)).isEqualTo(2).isEqualTo(state.written(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 3, Long.MAX_VALUE})
    void aHostThatLiesAboutWhatItTookIsBroughtIntoRange(final long consumed) {
        host.postAll();
        write(frame(60), 0, false);
        write(frame(60), 1, false);
        ring.publish();
        device.queue(0).rxConsumedRelease(consumed);
        assertThat(ring.taken()).isBetween(0L, 2L);
        quarantine.impose("test");
        assertThat(ring.taken()).as("nothing more will come of it").isEqualTo(ring.written());
    }

    @Test
    void spansDescriptorsAllOrNothingWhereItMayNotWait() {
        host.post(3);
        final byte[] four = frame(3 * BUFFER + 1);
        assertThat(write(four, 0, false)).isEqualTo(RxRing.Result.RING_FULL);
        ring.publish();
        assertThat(host.take(9)).isZero();
        host.post(1);
        assertThat(write(four, 1, false)).isEqualTo(RxRing.Result.WRITTEN);
        ring.publish();
        host.poll(9);
        assertThat(host.received()).hasSize(1);
        assertThat(host.received().get(0).bytes()).isEqualTo(four);
        assertThat(host.received().get(0).hash()).isEqualTo(0xCAFE_0001);
    }

    @Test
    void refusesWhatTheRingCanNeverHold() {
        host.postAll();
        assertThat(write(frame(RING * BUFFER + 1), 0, false)).isEqualTo(RxRing.Result.OVERSIZE);
        assertThat(write(frame(RING * BUFFER), 0, false)).isEqualTo(RxRing.Result.WRITTEN);
        final byte[] tooLong = frame(DeviceDescriptor.MAX_FRAME_BYTES + 1);
        assertThat(write(tooLong, 0, true)).isEqualTo(RxRing.Result.OVERSIZE);
    }

    @Test
    void passesAFrameLongerThanTheRingInPartsIfItMayWait() {
        host.postAll();
        final byte[] frame = frame(80_066);
        int rounds = 0;
        while (write(frame, 3, true) == RxRing.Result.WAITING) {
            assertThat(host.poll(5)).as("parts are to be seen while it waits").isPositive();
            assertThat(ring.isPartWritten()).isTrue();
            assertThat(++rounds).isLessThan(1000);
        }
        ring.publish();
        while (host.poll(9) > 0) {
            assertThat(host.received()).hasSizeLessThan(2);
        }
        assertThat(host.received()).hasSize(1);
        assertThat(host.received().get(0).bytes()).isEqualTo(frame);
        assertThat(ring.frames()).isEqualTo(1);
        assertThat(ring.bytes()).isEqualTo(frame.length);
    }

    @Test
    void anAbandonedPartIsForgottenByTheHost() {
        host.postAll();
        assertThat(write(frame(RING * BUFFER + 10), 0, true)).isEqualTo(RxRing.Result.WAITING);
        ring.abandonPart();
        host.poll(9);
        assertThat(write(frame(60), 1, true)).isEqualTo(RxRing.Result.WRITTEN);
        ring.publish();
        host.poll(9);
        assertThat(host.received()).hasSize(1);
        assertThat(host.received().get(0).arrival()).isEqualTo(1);
        assertThat(host.partsForgotten()).isEqualTo(1);
        assertThat(ring.frames()).isEqualTo(1);
    }

    @Test
    void theLedgerFollowsPublication() {
        host.postAll();
        final Ledger ledger = device.queue(0).nicLedger();
        write(frame(100), 0, true);
        write(frame(300), 1, true);
        assertThat(ledger.index()).isZero();
        ring.publish();
        assertThat(ledger.index()).isEqualTo(3);
        assertThat(ledger.frames()).isEqualTo(2);
        assertThat(ledger.bytes()).isEqualTo(400);
        assertThat(ledger.extra()).isZero();
        assertThat(write(frame(RING * BUFFER), 2, true)).isEqualTo(RxRing.Result.WAITING);
        assertThat(ledger.index()).isEqualTo(8);
        assertThat(ledger.frames()).isEqualTo(2);
        assertThat(ledger.extra()).isEqualTo(5 * BUFFER);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, RING + 1, Long.MAX_VALUE, 1L << 40})
    void quarantinesATailOutOfRange(final long tail) {
        device.queue(0).rxTailRelease(tail);
        assertThat(write(frame(60), 0, true)).isEqualTo(RxRing.Result.QUARANTINED);
        assertThat(quarantine.reason()).contains("RX_TAIL " + tail);
        assertThat(write(frame(60), 0, true)).isEqualTo(RxRing.Result.QUARANTINED);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, Long.MAX_VALUE})
    void quarantinesAConsumedIndexOutOfRange(final long consumed) {
        host.postAll();
        device.queue(0).rxConsumedRelease(consumed);
        assertThat(write(frame(60), 0, true)).isEqualTo(RxRing.Result.QUARANTINED);
        assertThat(quarantine.reason()).contains("RX_CONSUMED " + consumed);
    }

    @Test
    void quarantinesATailThatRunsBack() {
        host.postAll();
        for (int i = 0; i < RING; i++) {
            write(frame(60), i, true);
        }
        ring.publish();
        device.queue(0).rxTailRelease(RING - 1);
        assertThat(write(frame(60), 9, true)).isEqualTo(RxRing.Result.QUARANTINED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, RING, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void quarantinesABufferThatDoesNotExist(final int number) {
        host.postAll();
        final int second = device.queue(0).rxDescriptorOffset(1) + RxDescriptor.BUFFER_OFFSET;
        device.queue(0).buffer().putInt(second, number);
        assertThat(write(frame(60), 0, true)).isEqualTo(RxRing.Result.WRITTEN);
        assertThat(write(frame(60), 1, true)).isEqualTo(RxRing.Result.QUARANTINED);
        ring.publish();
        assertThat(device.queue(0).rxHead()).as("a quarantined queue is not touched").isZero();
        assertThat(ring.stagedFrames()).isEqualTo(1);
    }

    @Test
    void knowsDepthAndSpace() {
        host.post(6);
        write(frame(60), 0, true);
        write(frame(60), 1, true);
        ring.publish();
        assertThat(ring.depth()).isEqualTo(2);
        assertThat(ring.free()).isEqualTo(4);
        host.poll(1);
        assertThat(ring.depth()).isEqualTo(1);
        assertThat(ring.free()).isEqualTo(5);
    }
}
