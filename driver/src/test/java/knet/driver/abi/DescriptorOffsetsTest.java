package knet.driver.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;

/**
 * The layouts to the byte: a NIC and a host of two builds must agree. Whoever changes a number here
 * changes {@link DeviceDescriptor#VERSION} with it.
 */
class DescriptorOffsetsTest {
    private static final int LINE_PAIR = 128;

    @Test
    void device() throws IllegalAccessException {
        assertThat(offsets(DeviceDescriptor.class))
                .isEqualTo(
                        new TreeMap<>(
                                Map.ofEntries(
                                        Map.entry("MAGIC", 0),
                                        Map.entry("VERSION", 8),
                                        Map.entry("QUEUES", 12),
                                        Map.entry("RX_RING_SIZE", 16),
                                        Map.entry("TX_RING_SIZE", 20),
                                        Map.entry("BUFFER_SIZE", 24),
                                        Map.entry("RX_BUFFERS", 28),
                                        Map.entry("DEVICE_ID", 32),
                                        Map.entry("WAKE", 40),
                                        Map.entry("NIC_PID", 128),
                                        Map.entry("NIC_EPOCH", 136),
                                        Map.entry("NIC_HEARTBEAT_NS", 144),
                                        Map.entry("NIC_STATE", 152),
                                        Map.entry("NIC_FEATURES", 156),
                                        Map.entry("WIRE_POSITION", 160),
                                        Map.entry("WIRE_BASE", 168),
                                        Map.entry("FIRMWARE_HUNG", 176),
                                        Map.entry("NIC_QUARANTINED", 192),
                                        Map.entry("HOST_PID", 256),
                                        Map.entry("HOST_EPOCH", 264),
                                        Map.entry("HOST_HEARTBEAT_NS", 272),
                                        Map.entry("HOST_STATE", 280),
                                        Map.entry("INTERRUPT_MODE", 284),
                                        Map.entry("RX_USECS", 288),
                                        Map.entry("RX_FRAMES", 292),
                                        Map.entry("ON_FULL", 296),
                                        Map.entry("ADAPTIVE_RX", 300),
                                        Map.entry("DOORBELL", 320),
                                        Map.entry("DOORBELL_WAITING", 324),
                                        Map.entry("HOST_QUARANTINED", 384),
                                        Map.entry("FIRMWARE", 512),
                                        Map.entry("WIRE", 1536),
                                        Map.entry("COUNTERS", 4096),
                                        Map.entry("NIC_COUNTER_VALUES", 4096),
                                        Map.entry("NIC_COUNTER_METADATA", 4096 + (1 << 20)),
                                        Map.entry("HOST_COUNTER_VALUES", 4096 + 5 * (1 << 20)),
                                        Map.entry("HOST_COUNTER_METADATA", 4096 + 6 * (1 << 20)))));
        assertThat(DeviceDescriptor.FILE_LENGTH).isEqualTo(4096 + 10 * (1 << 20));
        assertThat(ascii(DeviceDescriptor.MAGIC)).isEqualTo("KNETDEV1");
        assertThat(DeviceDescriptor.VERSION).isEqualTo(1);
        assertThat(DeviceDescriptor.COUNTER_VALUES_LENGTH / CountersReader.COUNTER_LENGTH)
                .isEqualTo(
                        DeviceDescriptor.COUNTER_METADATA_LENGTH / CountersReader.METADATA_LENGTH)
                .isGreaterThan(NicQueueCounter.end(DeviceDescriptor.MAX_QUEUES))
                .isGreaterThan(HostQueueCounter.end(DeviceDescriptor.MAX_QUEUES));
    }

    @Test
    void queue() throws IllegalAccessException {
        assertThat(offsets(QueueDescriptor.class))
                .isEqualTo(
                        new TreeMap<>(
                                Map.ofEntries(
                                        Map.entry("MAGIC", 0),
                                        Map.entry("VERSION", 8),
                                        Map.entry("QUEUE_INDEX", 12),
                                        Map.entry("DEVICE_ID", 16),
                                        Map.entry("RX_HEAD", 128),
                                        Map.entry("TX_HEAD", 136),
                                        Map.entry("RAISES", 144),
                                        Map.entry("RX_TAIL", 256),
                                        Map.entry("RX_CONSUMED", 264),
                                        Map.entry("TX_TAIL", 272),
                                        Map.entry("NOTIFICATION", 384),
                                        Map.entry("NIC_LEDGER", 512),
                                        Map.entry("HOST_LEDGER", 640),
                                        Map.entry("RX_RING", 1024))));
        assertThat(ascii(QueueDescriptor.MAGIC)).isEqualTo("KNETQUE1");
        assertThat(Ledger.LENGTH).isEqualTo(72);
        assertThat(QueueDescriptor.fileName(7)).isEqualTo("queue-7");
    }

    @Test
    void noTwoWritersShareAPairOfCacheLines() {
        final int[] nic = {
            QueueDescriptor.RX_HEAD_OFFSET,
            QueueDescriptor.TX_HEAD_OFFSET,
            QueueDescriptor.RAISES_OFFSET,
            QueueDescriptor.NIC_LEDGER_OFFSET,
            QueueDescriptor.NIC_LEDGER_OFFSET + Ledger.LENGTH - 1
        };
        final int[] host = {
            QueueDescriptor.RX_TAIL_OFFSET,
            QueueDescriptor.RX_CONSUMED_OFFSET,
            QueueDescriptor.TX_TAIL_OFFSET,
            QueueDescriptor.HOST_LEDGER_OFFSET,
            QueueDescriptor.HOST_LEDGER_OFFSET + Ledger.LENGTH - 1
        };
        final int both = QueueDescriptor.NOTIFICATION_OFFSET / LINE_PAIR;
        assertThat(pairs(nic)).doesNotContain(pairs(host)).doesNotContain(both, 0);
        assertThat(pairs(host)).doesNotContain(both, 0);
        // What the other side polls is not what the writer alone looks at.
        assertThat(QueueDescriptor.NIC_LEDGER_OFFSET / LINE_PAIR)
                .isNotEqualTo(QueueDescriptor.RX_HEAD_OFFSET / LINE_PAIR);
        assertThat(QueueDescriptor.HOST_LEDGER_OFFSET / LINE_PAIR)
                .isNotEqualTo(QueueDescriptor.RX_TAIL_OFFSET / LINE_PAIR);
    }

    @Test
    void whatFollowsTheRings() {
        // 16 receive and 8 transmit descriptors, 20 receive buffers of 256 + 64 bytes.
        assertThat(QueueDescriptor.bufferStride(256)).isEqualTo(320);
        assertThat(QueueDescriptor.txRingOffset(16)).isEqualTo(1024 + 16 * 32);
        assertThat(QueueDescriptor.rxBuffersOffset(16, 8)).isEqualTo(1536 + 8 * 32);
        assertThat(QueueDescriptor.rxBuffersOffset(16, 8) % 64).isZero();
        assertThat(QueueDescriptor.txBuffersOffset(16, 8, 20, 256)).isEqualTo(1792 + 20 * 320);
        assertThat(QueueDescriptor.fileLength(16, 8, 20, 256)).isEqualTo(8192 + 8 * 320);
    }

    @Test
    void rxDescriptor() throws IllegalAccessException {
        assertThat(offsets(RxDescriptor.class))
                .isEqualTo(
                        new TreeMap<>(
                                Map.of(
                                        "BUFFER", 0,
                                        "LENGTH", 4,
                                        "FLAGS", 6,
                                        "HASH", 8,
                                        "ARRIVAL", 12,
                                        "CAPTURE_NS", 16,
                                        "ARRIVAL_NS", 24)));
        assertThat(RxDescriptor.LENGTH).isEqualTo(32);
        assertThat(
                        new int[] {
                            RxDescriptor.END_OF_PACKET,
                            RxDescriptor.TRUNCATED,
                            RxDescriptor.IP_CHECKSUM_CHECKED,
                            RxDescriptor.IP_CHECKSUM_GOOD,
                            RxDescriptor.L4_CHECKSUM_CHECKED,
                            RxDescriptor.L4_CHECKSUM_GOOD,
                            RxDescriptor.L4_CHECKSUM_OFFLOADED,
                            RxDescriptor.CONTINUED
                        })
                .containsExactly(1, 2, 4, 8, 16, 32, 64, 128);
    }

    @Test
    void txDescriptor() throws IllegalAccessException {
        assertThat(offsets(TxDescriptor.class))
                .isEqualTo(
                        new TreeMap<>(
                                Map.of("LENGTH", 0, "FLAGS", 2, "TIMESTAMP_NS", 8, "COOKIE", 16)));
        assertThat(TxDescriptor.LENGTH).isEqualTo(32);
        assertThat(TxDescriptor.END_OF_PACKET).isEqualTo(1);
    }

    @Test
    void notification() {
        assertThat(NotificationDescriptor.POLLED).isEqualTo(1);
        assertThat(NotificationDescriptor.ARMED).isEqualTo(2);
    }

    @Test
    void registerValues() {
        assertThat(
                        new int[] {
                            DeviceDescriptor.NIC_STATE_DOWN,
                            DeviceDescriptor.NIC_STATE_READY,
                            DeviceDescriptor.NIC_STATE_RUNNING,
                            DeviceDescriptor.NIC_STATE_WIRE_DONE
                        })
                .containsExactly(0, 1, 2, 3);
        assertThat(
                        new int[] {
                            DeviceDescriptor.HOST_STATE_DOWN,
                            DeviceDescriptor.HOST_STATE_UP,
                            DeviceDescriptor.HOST_STATE_STOP_WIRE
                        })
                .containsExactly(0, 1, 2);
        assertThat(
                        new int[] {
                            DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK,
                            DeviceDescriptor.INTERRUPT_MODE_UNMASKED,
                            DeviceDescriptor.INTERRUPT_MODE_OFF
                        })
                .containsExactly(0, 1, 2);
        assertThat(
                        new int[] {
                            DeviceDescriptor.WAKE_FUTEX,
                            DeviceDescriptor.WAKE_SOCKET,
                            DeviceDescriptor.WAKE_PARK
                        })
                .containsExactly(1, 2, 3);
        assertThat(new int[] {DeviceDescriptor.ON_FULL_DROP, DeviceDescriptor.ON_FULL_WAIT})
                .containsExactly(0, 1);
    }

    /** Every constant that ends in _OFFSET. */
    private static Map<String, Integer> offsets(final Class<?> descriptor)
            throws IllegalAccessException {
        final Map<String, Integer> offsets = new TreeMap<>();
        for (final Field field : descriptor.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getName().endsWith("_OFFSET")) {
                field.setAccessible(true);
                offsets.put(
                        field.getName().replaceFirst("_OFFSET$", ""), (Integer) field.get(null));
            }
        }
        return offsets;
    }

    private static int[] pairs(final int... offsets) {
        return Arrays.stream(offsets).map(offset -> offset / LINE_PAIR).toArray();
    }

    private static String ascii(final long magic) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append((char) (magic >>> 8 * i & 0xFF));
        }
        return text.toString();
    }
}
