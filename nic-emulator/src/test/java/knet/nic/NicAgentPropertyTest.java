package knet.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.NicCounter;
import knet.driver.abi.QueueDescriptor;
import knet.driver.abi.RxDescriptor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random hosts: slow, stalling, changing their minds, dying and hostile; random NIC deaths between
 * two duty cycles. After every cycle every frame is accounted for.
 */
class NicAgentPropertyTest {
    private static final int QUEUES = 3;
    private static final int STEPS = 300;
    private static Path root;
    private static int devices;

    @BeforeContainer
    static void makeRoot() throws IOException {
        final Path memory = Path.of("/dev/shm");
        root =
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "knet-nic-properties")
                        : Files.createTempDirectory("knet-nic-properties");
    }

    @AfterContainer
    static void removeRoot() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private static TestDevice device() {
        final DeviceConfig config = new DeviceConfig(QUEUES, 16, 8, 256, 16);
        return new TestDevice(root.resolve("try-" + devices++), config);
    }

    private static ListSource wire(final Random random, final int frames) {
        final ListSource source = new ListSource();
        for (int i = 0; i < frames; i++) {
            final int kind = random.nextInt(10);
            final int length =
                    kind == 0 ? random.nextInt(10_000) : kind == 1 ? 0 : random.nextInt(600);
            source.add(new byte[length]);
        }
        return source;
    }

    @Property(tries = 60)
    void everyFrameIsAccountedForWhateverAnHonestHostDoes(@ForAll final long seed) {
        final Random random = new Random(seed);
        try (TestDevice device = device()) {
            device.hostUp();
            final int frames = random.nextInt(400);
            final long wireSeed = random.nextLong();
            NicRig rig = start(device, wire(new Random(wireSeed), frames), random.nextLong());
            long delivered = 0;
            for (int i = 0; i < STEPS; i++) {
                rig.step();
                final TestHost host = device.host(random.nextInt(QUEUES));
                switch (random.nextInt(8)) {
                    case 0 -> host.take(random.nextInt(20));
                    case 1 -> host.post(random.nextInt(20));
                    case 2 -> host.arm();
                    case 3 -> device.memory().onFull(random.nextInt(2));
                    case 4 -> device.memory().interruptMode(random.nextInt(3));
                    case 5 -> device.memory().rxUsecs(random.nextInt(40));
                    case 6 -> host.send(new byte[1 + random.nextInt(200)], i);
                    default -> host.poll(random.nextInt(20));
                }
                if (random.nextInt(60) == 0) {
                    // Killed between two cycles; the next one goes on.
                    rig = start(device, wire(new Random(wireSeed), frames), random.nextLong());
                    assertThat(rig.recovered().framesUnexplained()).isZero();
                }
            }
            device.memory().onFull(DeviceDescriptor.ON_FULL_WAIT);
            for (int i = 0; i < 3000 && !isDone(device); i++) {
                rig.step();
                for (final TestHost host : device.hosts()) {
                    host.poll(16);
                    host.post(16);
                }
            }
            assertThat(isDone(device)).as("the wire is done").isTrue();
            for (final TestHost host : device.hosts()) {
                while (host.poll(16) > 0) {}
                delivered += host.frames();
            }
            assertThat(device.memory().wirePosition()).isEqualTo(frames);
            assertThat(delivered + rig.dropped()).isEqualTo(frames);
            assertThat(rig.counter(NicCounter.QUEUES_QUARANTINED)).isZero();
        }
    }

    private static NicRig start(final TestDevice device, final ListSource source, final long seed) {
        final Random random = new Random(seed);
        return new NicRig(device, source).firmware((p, q) -> random.nextInt(QUEUES)).start();
    }

    private static boolean isDone(final TestDevice device) {
        return device.memory().nicState() == DeviceDescriptor.NIC_STATE_WIRE_DONE;
    }

    @Property(tries = 100)
    void nothingAHostWritesHurtsTheNic(@ForAll final long seed) {
        final Random random = new Random(seed);
        try (TestDevice device = device()) {
            device.hostUp();
            device.memory().onFull(random.nextInt(2));
            final NicRig rig = start(device, wire(random, 300), seed);
            for (int i = 0; i < STEPS; i++) {
                rig.step();
                vandalise(device, random);
                if (random.nextInt(3) > 0) {
                    continue;
                }
                for (final TestHost host : device.hosts()) {
                    pollBravely(host);
                }
            }
            rig.close();
        }
    }

    /** The host's own view may be nonsense too by now. */
    private static void pollBravely(final TestHost host) {
        try {
            host.poll(16);
        } catch (final AssertionError | IndexOutOfBoundsException e) {
            assertThat(e).isNotNull();
        }
    }

    private static void vandalise(final TestDevice device, final Random random) {
        final var queue = device.queue(random.nextInt(QUEUES));
        final var memory = queue.buffer();
        final long value = random.nextBoolean() ? random.nextInt(40) : random.nextLong();
        switch (random.nextInt(40)) {
            case 0 -> queue.rxTailRelease(value);
            case 1 -> queue.rxConsumedRelease(value);
            case 2 -> queue.txTailRelease(value);
            case 3 -> memory.putInt(QueueDescriptor.NOTIFICATION_OFFSET, (int) value);
            case 4 ->
                    memory.putInt(
                            queue.rxDescriptorOffset(random.nextInt(16))
                                    + RxDescriptor.BUFFER_OFFSET,
                            (int) value);
            case 5 ->
                    memory.putLong(queue.txDescriptorOffset(random.nextInt(8)), random.nextLong());
            case 6, 7 ->
                    // The host's registers, its heartbeat and the doorbell among them.
                    device.memory().buffer().putInt(256 + 4 * random.nextInt(20), (int) value);
            default -> {}
        }
    }
}
