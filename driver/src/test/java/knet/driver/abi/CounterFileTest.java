package knet.driver.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterFileTest {
    @TempDir Path temp;
    private DeviceMemory device;

    @BeforeEach
    void setUp() {
        final DeviceDirectory devices = DeviceDirectory.at(temp);
        devices.create("c", new DeviceConfig(2, 8, 8, 256, 8));
        device = devices.open("c");
    }

    @AfterEach
    void tearDown() {
        device.close();
    }

    @Test
    void theWholeCatalogueIsThereFromTheStart() {
        final Map<String, Long> nic = all(CounterFile.nic(device));
        final Map<String, Long> host = all(CounterFile.host(device));

        assertThat(nic).hasSize(NicQueueCounter.end(2)).containsKey("rx_offered");
        assertThat(nic).containsKeys("rx_queue_0_packets", "rx_queue_1_bad_descriptors");
        assertThat(host).hasSize(HostQueueCounter.end(2)).containsKey("host_queue_1_delivered");
        assertThat(nic.values()).containsOnly(0L);
    }

    @Test
    void whatOneSideCountsTheOtherReads() {
        CounterFile.nic(device).counter(NicCounter.RX_OFFERED).getAndAddRelease(5);
        CounterFile.nic(device).counter(NicQueueCounter.PACKETS, 1).incrementRelease();
        CounterFile.host(device).counter(HostQueueCounter.DELIVERED, 1).setRelease(9);

        assertThat(CounterFile.nic(device).value(NicCounter.RX_OFFERED)).isEqualTo(5);
        assertThat(CounterFile.nic(device).value(NicQueueCounter.PACKETS, 1)).isEqualTo(1);
        assertThat(CounterFile.nic(device).value(NicQueueCounter.PACKETS, 0)).isZero();
        assertThat(CounterFile.host(device).value(HostQueueCounter.DELIVERED, 1)).isEqualTo(9);
        final Map<String, Long> agrona = new LinkedHashMap<>();
        CounterFile.nic(device).reader().forEach((value, id, label) -> agrona.put(label, value));
        assertThat(agrona).isEqualTo(all(CounterFile.nic(device)));
    }

    @Test
    void anExtraCounterIsFoundAgainByItsLabel() {
        CounterFile.nic(device).addCounter("collisions").setRelease(3);
        CounterFile.nic(device).addCounter("splits").setRelease(4);

        assertThat(CounterFile.nic(device).addCounter("collisions").get()).isEqualTo(3);
        assertThat(all(CounterFile.nic(device)))
                .containsEntry("collisions", 3L)
                .containsEntry("splits", 4L)
                .hasSize(NicQueueCounter.end(2) + 2);
    }

    @Test
    void aLabelThatIsTooLongIsCut() {
        final String label = "x".repeat(1000);
        CounterFile.nic(device).addCounter(label).setRelease(1);

        assertThat(CounterFile.nic(device).addCounter(label).get()).isEqualTo(1);
        assertThat(all(CounterFile.nic(device))).containsEntry("x".repeat(380), 1L);
    }

    @Test
    void countersAreNotEndless() {
        final CounterFile file = CounterFile.host(device);

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 8192; i++) {
                                file.addCounter("n" + i);
                            }
                        })
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("no room");
    }

    @Test
    void overwrittenLabelsAreReadWithoutHarm() {
        final Random random = new Random(1);
        final byte[] noise = new byte[1 << 16];
        for (int i = 0; i < 50; i++) {
            random.nextBytes(noise);
            device.buffer()
                    .putBytes(
                            DeviceDescriptor.COUNTERS_OFFSET
                                    + random.nextInt(
                                            DeviceDescriptor.FILE_LENGTH
                                                    - DeviceDescriptor.COUNTERS_OFFSET
                                                    - noise.length),
                            noise);
            final int[] seen = new int[1];
            CounterFile.nic(device).forEach((id, label, value) -> seen[0]++);
            CounterFile.host(device).forEach((id, label, value) -> seen[0]++);
            assertThat(seen[0]).isBetween(NicQueueCounter.end(2), 2 * 8192);
        }
    }

    private static Map<String, Long> all(final CounterFile file) {
        final Map<String, Long> all = new LinkedHashMap<>();
        file.forEach((id, label, value) -> all.put(label, value));
        return all;
    }
}
