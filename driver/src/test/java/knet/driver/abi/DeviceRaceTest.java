package knet.driver.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The two sides of a device, started at the same moment. */
@Timeout(60)
final class DeviceRaceTest {
    private static final int ROUNDS = 30;
    private static final int SIDES = 3;
    private static final DeviceConfig SMALL = new DeviceConfig(1, 8, 8, 256, 16);

    @TempDir Path directory;

    @Test
    void allGetTheSameDevice() throws Exception {
        final ExecutorService threads = Executors.newFixedThreadPool(SIDES);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                final String name = "d" + round;
                // A root that is not there yet is raced for too.
                final Path root = directory.resolve("devices" + round / 2);
                final DeviceDirectory devices = DeviceDirectory.at(root);
                final CyclicBarrier barrier = new CyclicBarrier(SIDES);
                final List<Future<Long>> ids = new ArrayList<>();
                for (int side = 0; side < SIDES; side++) {
                    ids.add(
                            threads.submit(
                                    () -> {
                                        barrier.await();
                                        try (DeviceMemory memory =
                                                devices.openOrCreate(name, SMALL)) {
                                            return memory.deviceId();
                                        }
                                    }));
                }
                final long first = ids.get(0).get();
                for (final Future<Long> id : ids) {
                    assertThat(id.get()).isEqualTo(first);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
