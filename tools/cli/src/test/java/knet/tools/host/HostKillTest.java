package knet.tools.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import knet.driver.abi.CounterFile;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.HostQueueCounter;
import knet.driver.abi.NicQueueCounter;
import knet.nic.process.NicConfig;
import knet.nic.process.NicLauncher;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostRuntime;
import knet.threads.result.DeviceResult;
import knet.threads.result.QueueResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills hosts, and hosts and NICs, with SIGKILL at random moments, again and again: while they
 * start, while they take over, in the middle of batches, with frames in a backlog whose buffers
 * they hold. The other side goes on. In the end every frame that was taken from the wire is
 * delivered, or dropped for a named reason.
 */
@Tag("soak")
@Timeout(900)
class HostKillTest {
    private static final int KILLS = Integer.getInteger("knet.kills", 50);
    private static final int QUEUES = 3;
    private static final int RING = 64;
    private static final long PATIENCE_NS = 60_000_000_000L;
    private static final List<String> MODES =
            List.of("knet", "napi-multi", "interrupt", "busy-poll", "software-classify");

    private static final int MAX_FRAMES_PER_HOST = 100_000;
    private static final long MAX_RUN_NS = 1_000_000_000L;

    /** What a killed host can have taken and not counted, per queue: a batch, and a backlog. */
    private static final int MAX_LOST = QUEUES * (RING + 300);

    @TempDir Path root;

    private final long seed = Long.getLong("knet.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private DeviceDirectory devices;
    private DeviceMemory memory;
    private NicLauncher nic;

    @BeforeEach
    void makeDevice() {
        System.out.println("HostKillTest: seed " + seed + " (-Dknet.seed=...)");
        devices = DeviceDirectory.at(root.resolve("devices"));
        devices.create("d0", new DeviceConfig(QUEUES, RING, 16, 2048, 2 * RING));
        memory = devices.open("d0");
    }

    @AfterEach
    void end() {
        if (nic != null) {
            nic.close();
        }
        memory.close();
    }

    @Test
    void aNicOutlivesFiftyHosts() throws Exception {
        startNic(0);
        for (int kill = 0; kill < KILLS; kill++) {
            final Process host = startHost();
            letItRun(host);
            host.destroyForcibly().waitFor();
        }
        assertThat(nic.isAlive()).as("the NIC").isTrue();

        final DeviceResult result = lastHost();

        assertThat(result.nicEpoch()).as("NIC processes").isEqualTo(1);
        check(result);
    }

    @Test
    void bothAreKilledAgainAndAgain() throws Exception {
        startNic(2 * KILLS);
        for (int kill = 0; kill < KILLS; kill++) {
            final Process host = startHost();
            letItRun(host);
            final boolean nicFirst = random.nextBoolean();
            if (nicFirst) {
                killNic();
                sleepMs(random.nextInt(30));
            }
            host.destroyForcibly().waitFor();
            if (!nicFirst) {
                killNic();
            }
        }

        final DeviceResult result = lastHost();

        assertThat(nic.restarts()).isGreaterThanOrEqualTo(KILLS / 2);
        check(result);
    }

    private void startNic(final int restarts) throws IOException {
        final NicConfig config =
                NicConfig.builder("d0", "pcap:" + Samples.path("web-64-clients.pcap"))
                        .deviceRoot(devices.root())
                        .loop(Long.MAX_VALUE)
                        .firmware("flow-hash")
                        .build();
        nic = new NicLauncher(config, restarts, new NicLauncher.Listener() {});
        nic.start();
    }

    private void killNic() {
        ProcessHandle.of(nic.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private Process startHost() throws IOException {
        final String mode = MODES.get(random.nextInt(MODES.size()));
        return HostChild.start(
                devices.root(),
                "d0",
                mode,
                random.nextInt(3) > 0,
                Files.createTempFile(root, "host", ".log").toFile());
    }

    /** Two in three hosts work for a while; the others are killed in their start. */
    private void letItRun(final Process host) throws InterruptedException {
        if (random.nextInt(3) == 0) {
            sleepMs(random.nextInt(600));
            return;
        }
        final long before = delivered();
        await("the host takes frames", () -> delivered() > before || !host.isAlive());
        assertThat(host.isAlive()).as("the host goes on").isTrue();
        // In full swing: by frames, since a loaded machine gives it little of any time.
        final long until = before + random.nextInt(MAX_FRAMES_PER_HOST);
        final long startNs = System.nanoTime();
        while (delivered() < until && System.nanoTime() - startNs < MAX_RUN_NS) {
            Thread.onSpinWait();
        }
    }

    private long delivered() {
        final CounterFile counters = CounterFile.host(memory);
        long frames = 0;
        for (int queue = 0; queue < QUEUES; queue++) {
            frames += counters.value(HostQueueCounter.DELIVERED, queue);
        }
        return frames;
    }

    /** Lets a last host take some frames, ends the wire in good order, and empties the rings. */
    private DeviceResult lastHost() throws Exception {
        final HostConfig config =
                HostConfig.builder().device(devices, "d0", null).mode("knet").build();
        try (HostRuntime host = HostRuntime.open(config, HostListener.NONE)) {
            final var run = host.start();
            final long before = delivered();
            await("the last host takes frames", () -> delivered() > before);
            host.stop();
            return run.get(60, TimeUnit.SECONDS).device();
        }
    }

    private static void check(final DeviceResult result) {
        System.out.println(
                "HostKillTest: "
                        + result.frames()
                        + ", "
                        + result.hostEpoch()
                        + " hosts, "
                        + result.nicEpoch()
                        + " NICs");
        assertThat(result.warnings()).isEmpty();
        assertThat(result.frames().unaccounted()).isZero();
        assertThat(result.frames().inFlight()).isZero();
        assertThat(result.hostEpoch()).as("hosts that took over").isGreaterThan(KILLS / 2);
        assertThat(result.frames().lostInRestart()).isLessThanOrEqualTo((long) KILLS * MAX_LOST);
        for (final QueueResult queue : result.queues()) {
            assertThat(queue.host(HostQueueCounter.DELIVERED))
                    .as("frames that the host of queue %d took", queue.queue())
                    .isEqualTo(queue.nic(NicQueueCounter.PACKETS));
            assertThat(queue.host(HostQueueCounter.DELIVERED_BYTES))
                    .isEqualTo(queue.nic(NicQueueCounter.BYTES));
            assertThat(queue.host(HostQueueCounter.BUFFERS_HELD)).isZero();
        }
    }

    private static void await(final String what, final BooleanSupplier condition)
            throws InterruptedException {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - startNs).as(what).isLessThan(PATIENCE_NS);
            Thread.sleep(1);
        }
    }

    private static void sleepMs(final int ms) throws InterruptedException {
        Thread.sleep(ms);
    }
}
