package knet.threads.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.threads.result.HostResult;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network thread allocates nothing per packet, from the ring to the application. */
@Timeout(60)
class AllocationTest {
    private static final int WARM_UP = 100_000;

    @TempDir Path temp;

    @ParameterizedTest
    @CsvSource({
        "knet, 1000000, false",
        "napi, 200000, false",
        "interrupt, 200000, false",
        "busy-poll, 200000, false",
        "software-classify, 200000, false",
        "knet, 200000, true"
    })
    void nothingPerPacket(final String mode, final int frames, final boolean echoes)
            throws Exception {
        final DeviceDirectory devices = DeviceDirectory.at(temp.resolve("devices"));
        final HostConfig config =
                HostConfig.builder()
                        .device(devices, "d0", new DeviceConfig(1, 1024, 64, 256, 2048))
                        .mode(mode)
                        .echoes(echoes)
                        .lossless(!echoes)
                        .build();
        try (HostRuntime host = HostRuntime.open(config, HostListener.NONE);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final CompletableFuture<HostResult> run = host.start();
            nic.awaitHost();
            sendAndWait(nic, host, WARM_UP, WARM_UP);
            final long before = allocatedByNetworkThreads();
            sendAndWait(nic, host, frames, WARM_UP + frames);
            final long after = allocatedByNetworkThreads();
            nic.wireDone();
            final HostResult result = run.get(30, TimeUnit.SECONDS);

            assertThat(result.device().frames().unaccounted()).isZero();
            // A sleep may cost something; a packet must not: one object each would be 16 bytes.
            assertThat((after - before) / (double) frames)
                    .as("bytes per frame, %d in all", after - before)
                    .isLessThan(0.5);
        }
    }

    private static void sendAndWait(
            final TestNic nic, final HostRuntime host, final int frames, final long until) {
        nic.sendLossless(0, frames);
        while (host.framesDelivered() < until) {
            nic.beat();
            Thread.yield();
        }
    }

    /** Of the one that runs the protocols, and of the one that steers if there is one. */
    private static long allocatedByNetworkThreads() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        boolean isAny = false;
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            final String name = thread.getName();
            if (name.equals("knet-net-0") || name.equals("knet-steer")) {
                bytes += threads.getThreadAllocatedBytes(thread.getId());
                isAny = true;
            }
        }
        assertThat(isAny).as("a network thread").isTrue();
        return bytes;
    }
}
