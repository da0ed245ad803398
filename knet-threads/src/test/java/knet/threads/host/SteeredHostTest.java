package knet.threads.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.HostQueueCounter;
import knet.threads.agent.NetAgent;
import knet.threads.agent.Next;
import knet.threads.agent.Part;
import knet.threads.result.DeviceResult;
import knet.threads.result.FrameTotals;
import knet.threads.result.ProcessorResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Classification in software, with the turns of its threads given by hand. */
@Timeout(60)
class SteeredHostTest {
    private static final int RING = 1024;
    private static final int PROCESSORS = 4;

    @TempDir Path temp;
    private DeviceDirectory devices;

    @BeforeEach
    void makeRoom() {
        devices = DeviceDirectory.at(temp.resolve("devices"));
    }

    private Host open(final boolean lossless) {
        return Host.open(
                config().device(devices, "d0", sizes(PROCESSORS)).lossless(lossless).build(),
                HostListener.NONE,
                0);
    }

    private static HostConfig.Builder config() {
        return HostConfig.builder().mode("software-classify");
    }

    private static DeviceConfig sizes(final int queues) {
        return new DeviceConfig(queues, RING, 8, 256, RING + 16);
    }

    /** Steps an agent until it wants to sleep, or to let others go on. */
    private static void run(final HostThread thread) {
        final NetAgent agent = thread.agent();
        agent.onWake();
        do {
            agent.doWork(1);
        } while (agent.next() == Next.RUN);
    }

    private static void runAll(final Host host) {
        while (!host.drainOnce(1)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theThreadThatSteersComesFirstAndSharesItsProcessor() {
        try (Host host = open(true)) {
            final List<HostThread> threads = host.threads();

            assertThat(threads).hasSize(1 + PROCESSORS);
            assertThat(threads).extracting(HostThread::isSteering).startsWith(true, false);
            assertThat(threads).extracting(HostThread::processor).containsExactly(0, 0, 1, 2, 3);
            assertThat(threads.get(0).rings()).hasSize(1);
            assertThat(threads.get(0).agent().nextPart()).isEqualTo(Part.STEER);
            for (final HostThread thread : threads.subList(1, threads.size())) {
                assertThat(thread.isSteering()).isFalse();
                assertThat(thread.rings()).isEmpty();
                assertThat(thread.agent().nextPart()).isEqualTo(Part.DELIVER);
            }
        }
    }

    @Test
    void theHashSaysWhichProcessorRunsTheProtocols() {
        try (Host host = open(true);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            for (int processor = 0; processor < PROCESSORS; processor++) {
                nic.hash(processor << 30 | 12345).send(0, 10 * (processor + 1));
            }
            run(host.threads().get(0));
            assertThat(result(host).protocols().ip()).as("none has run yet").isEmpty();
            run(host.threads().get(3));
            assertThat(result(host).protocols().ip()).containsEntry("frames", 30L);
            runAll(host);

            final DeviceResult result = result(host);
            assertThat(result.protocols().ip()).containsEntry("frames", 100L);
            assertThat(result.processors())
                    .extracting(ProcessorResult::steered)
                    .containsExactly(10L, 20L, 30L, 40L);
            assertThat(result.processors())
                    .extracting(processor -> processor.latency().getTotalCount())
                    .containsExactly(10L, 20L, 30L, 40L);
            assertThat(result.queues()).hasSize(1);
            assertThat(result.queues().get(0).latency().getTotalCount())
                    .as("queue 0 has the latency of all processors")
                    .isEqualTo(100);
            assertThat(result.latency().getTotalCount()).isEqualTo(100);
            assertThat(result.warnings()).isEmpty();
        }
    }

    @Test
    void theFirstFrameForAProcessorThatSleepsWakesItAndNoOtherDoes() {
        try (Host host = open(true);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            final int[] rings = new int[1 + PROCESSORS];
            for (int i = 0; i < rings.length; i++) {
                final int thread = i;
                host.threads().get(i).handOverBell(() -> rings[thread]++);
            }
            host.threads().forEach(SteeredHostTest::run);
            for (int burst = 0; burst < 3; burst++) {
                nic.hash(1 << 30).send(0, 50);
                run(host.threads().get(0));
            }

            assertThat(rings).containsExactly(0, 0, 1, 0, 0);
            run(host.threads().get(2));
            nic.send(0, 1);
            run(host.threads().get(0));
            assertThat(rings).containsExactly(0, 0, 2, 0, 0);
            runAll(host);
            assertThat(result(host).processors())
                    .extracting(ProcessorResult::wakes)
                    .containsExactly(0L, 2L, 0L, 0L);
        }
    }

    @Test
    void aFullBacklogDropsUnderItsOwnReason() {
        try (Host host = open(false);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            nic.device().onFull(DeviceDescriptor.ON_FULL_DROP);
            nic.hash(-1).send(0, 1_000);
            nic.hash(1).send(0, 10);
            run(host.threads().get(0));
            runAll(host);

            final DeviceResult result = result(host);
            final FrameTotals frames = result.frames();
            assertThat(frames.offered()).isEqualTo(1_010);
            assertThat(frames.dropped()).containsEntry(FrameTotals.BACKLOG_FULL, 700L);
            assertThat(frames.delivered()).isEqualTo(310);
            assertThat(frames.unaccounted()).isZero();
            assertThat(result.processors())
                    .extracting(ProcessorResult::dropped)
                    .containsExactly(0L, 0L, 0L, 700L);
            assertThat(result.queues().get(0).host(HostQueueCounter.BACKLOG_DROPPED))
                    .isEqualTo(700);
            assertThat(result.protocols().ip()).containsEntry("frames", 310L);
        }
    }

    @Test
    void aFullBacklogKeepsFramesInTheRingWhereNothingMayBeLost() {
        try (Host host = open(true);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            nic.hash(-1).send(0, 1_000);
            run(host.threads().get(0));

            assertThat(host.threads().get(0).agent().next()).isEqualTo(Next.YIELD);
            assertThat(result(host).frames().inFlight()).isEqualTo(700);
            assertThat(result(host).frames().unaccounted()).isZero();
            runAll(host);
            assertThat(result(host).frames().delivered()).isEqualTo(1_000);
            assertThat(result(host).frames().droppedTotal()).isZero();
            assertThat(result(host).protocols().ip()).containsEntry("frames", 1_000L);
        }
    }

    /** Whatever mode the next host runs in; and it is counted once. */
    @Test
    void whatADeadHostHadInItsBacklogsIsLostInRestart() {
        try (TestNic nic = deadHostWith(30)) {
            for (final String mode : List.of("knet", "software-classify", "napi")) {
                try (Host next =
                        Host.open(
                                HostConfig.builder().mode(mode).device(devices, "d0", null).build(),
                                HostListener.NONE,
                                0)) {
                    nic.send(0, 5);
                    runAll(next);
                    final FrameTotals frames = result(next).frames();
                    assertThat(frames.lostInRestart()).as(mode).isEqualTo(30);
                    assertThat(frames.delivered()).as(mode).isEqualTo(frames.offered());
                    assertThat(frames.unaccounted()).as(mode).isZero();
                }
            }
        }
    }

    /** Steers frames to two processors, which process some of them, and dies. */
    private TestNic deadHostWith(final int waiting) {
        try (Host host = open(true)) {
            final TestNic nic = new TestNic(devices, "d0", "test");
            nic.hash(-1).send(0, 20);
            nic.hash(1).send(0, 100);
            run(host.threads().get(0));
            run(host.threads().get(1));
            nic.hash(1).send(0, waiting - 20);
            run(host.threads().get(0));
            return nic;
        }
    }

    @Test
    void fewerThreadsServeSeveralProcessorsEach() {
        final HostConfig config =
                config().device(devices, "d0", sizes(PROCESSORS)).threads(2).build();
        try (Host host = Host.open(config, HostListener.NONE, 0);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            assertThat(host.threads()).extracting(HostThread::processor).containsExactly(0, 0, 1);
            for (int processor = 0; processor < PROCESSORS; processor++) {
                nic.hash(processor << 30).send(0, 10);
            }
            run(host.threads().get(0));
            run(host.threads().get(2));

            assertThat(result(host).protocols().ip())
                    .as("processors 1 and 3")
                    .containsEntry("frames", 20L);
        }
    }

    @Test
    void aDeviceOfSeveralQueuesIsTakenAsItIs() {
        devices.create("d0", sizes(3));
        final HostConfig config = config().device(devices, "d0", null).processors(2).build();
        try (Host host = Host.open(config, HostListener.NONE, 0);
                TestNic nic = new TestNic(devices, "d0", "test")) {
            assertThat(host.threads()).hasSize(3);
            assertThat(host.threads().get(0).rings()).hasSize(3);
            for (int queue = 0; queue < 3; queue++) {
                nic.hash(queue << 30).send(queue, 100);
            }
            runAll(host);

            final DeviceResult result = result(host);
            assertThat(result.frames().delivered()).isEqualTo(300);
            assertThat(result.processors())
                    .extracting(ProcessorResult::steered)
                    .containsExactly(200L, 100L);
            assertThat(result.queues())
                    .extracting(queue -> queue.host(HostQueueCounter.DELIVERED))
                    .containsExactly(100L, 100L, 100L);
        }
    }

    @Test
    void aThreadThatSteersServesSeveralNics() {
        final HostConfig config =
                config().devices(
                                new HostConfig.Device(devices, "d0", sizes(2)),
                                new HostConfig.Device(devices, "d1", sizes(2)))
                        .build();
        try (Host host = Host.open(config, HostListener.NONE, 0);
                TestNic first = new TestNic(devices, "d0", "a");
                TestNic second = new TestNic(devices, "d1", "b")) {
            assertThat(host.threads()).hasSize(3);
            first.hash(1).send(0, 30);
            second.hash(-1).send(0, 20);
            runAll(host);

            assertThat(host.result().devices())
                    .extracting(device -> device.frames().delivered())
                    .containsExactly(30L, 20L);
            assertThat(host.result().devices().get(1).processors())
                    .extracting(ProcessorResult::steered)
                    .containsExactly(0L, 20L);
        }
    }

    @Test
    void aClassifierWithoutAHashIsTold() {
        try (Host host = open(true);
                TestNic nic = new TestNic(devices, "d0", "round-robin")) {
            nic.send(0, 5);
            runAll(host);

            assertThat(result(host).warnings())
                    .containsExactly(
                            "the classifier made no hash of any frame, and frames are steered by"
                                    + " it: all went to processor 0");
        }
    }

    private static DeviceResult result(final Host host) {
        return host.result().device();
    }
}
