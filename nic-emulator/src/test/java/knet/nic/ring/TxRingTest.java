package knet.nic.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceConfig;
import knet.nic.TestDevice;
import knet.nic.TestHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TxRingTest {
    private static final int RING = 8;
    private static final int BUFFER = 256;

    @TempDir Path root;

    private final Quarantine quarantine = new Quarantine();
    private final List<byte[]> sent = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private TestDevice device;
    private TestHost host;
    private TxRing ring;

    @BeforeEach
    void open() {
        device = new TestDevice(root, new DeviceConfig(1, 8, RING, BUFFER, 8));
        host = device.host(0);
        ring = new TxRing(device.queue(0), quarantine, 0);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private int poll(final int limit) {
        return ring.poll(
                (buffer, offset, length, timestampNs, queue) -> {
                    final byte[] bytes = new byte[length];
                    buffer.getBytes(offset, bytes);
                    sent.add(bytes);
                    times.add(timestampNs);
                    assertThat(queue).isZero();
                },
                limit);
    }

    private static byte[] frame(final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 3 + length);
        }
        return bytes;
    }

    @Test
    void sendsInOrderAndCompletes() {
        host.send(frame(60), 11);
        host.send(frame(256), 12);
        host.send(frame(700), 13);
        assertThat(poll(10)).isEqualTo(5);
        assertThat(sent).containsExactly(frame(60), frame(256), frame(700));
        assertThat(times).containsExactly(11L, 12L, 13L);
        assertThat(device.queue(0).txHead()).isEqualTo(5);
        assertThat(poll(10)).isZero();
    }

    @Test
    void keepsToItsLimit() {
        host.send(frame(60), 1);
        host.send(frame(61), 2);
        host.send(frame(62), 3);
        assertThat(poll(2)).isEqualTo(2);
        assertThat(device.queue(0).txHead()).isEqualTo(2);
        assertThat(poll(2)).isEqualTo(1);
        assertThat(sent).hasSize(3);
    }

    @Test
    void waitsForTheRestOfAFrame() {
        host.fillTx(0, 100, false, 1);
        device.queue(0).txTailRelease(1);
        assertThat(poll(9)).isZero();
        host.fillTx(1, 100, true, 1);
        device.queue(0).txTailRelease(2);
        assertThat(poll(9)).isEqualTo(2);
        assertThat(sent.get(0)).hasSize(200);
        assertThat(ring.errors()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, BUFFER + 1, 0xFFFF})
    void aBadLengthCostsTheFrame(final int length) {
        host.fillTx(0, length, true, 1);
        device.queue(0).txTailRelease(1);
        host.send(frame(60), 2);
        assertThat(poll(9)).isEqualTo(2);
        assertThat(sent).containsExactly(frame(60));
        assertThat(ring.errors()).isEqualTo(1);
        assertThat(quarantine.isImposed()).isFalse();
    }

    @Test
    void aBadPartCostsTheWholeFrame() {
        host.fillTx(0, 100, false, 1);
        host.fillTx(1, 0, true, 1);
        device.queue(0).txTailRelease(2);
        assertThat(poll(9)).isEqualTo(2);
        assertThat(sent).isEmpty();
        assertThat(ring.errors()).isEqualTo(1);
    }

    @Test
    void aFrameWithoutAnEndCostsThatFrameAlone() {
        for (int slot = 0; slot < RING; slot++) {
            host.fillTx(slot, 100, false, 1);
        }
        device.queue(0).txTailRelease(RING);
        assertThat(poll(9)).isEqualTo(RING);
        assertThat(ring.errors()).isEqualTo(1);
        host.send(frame(60), 2); // Its end: part of what was given up.
        host.send(frame(61), 3);
        poll(9);
        assertThat(sent).containsExactly(frame(61));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, RING + 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void quarantinesATailOutOfRange(final long tail) {
        device.queue(0).txTailRelease(tail);
        assertThat(poll(9)).isZero();
        assertThat(quarantine.reason()).contains("TX_TAIL " + tail);
        assertThat(device.queue(0).txHead()).isZero();
    }
}
