package knet.nic.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.nic.TestHost;
import knet.traces.Frame;
import knet.traces.pcap.PcapWriter;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a NIC with SIGKILL at random moments, again and again, while the host goes on: in its
 * start, in recovery, in the middle of a frame that spans the whole ring. Afterwards every frame
 * that was taken from the wire was delivered once, with the right bytes, in order, or is booked as
 * lost.
 */
@Tag("soak")
class NicKillTest {
    private static final int KILLS = Integer.getInteger("knet.kills", 50);
    private static final int QUEUES = 3;
    private static final int WIRE_FRAMES = 5000;
    private static final int MAX_LOST_PER_KILL = 65;

    @TempDir Path root;

    private final long seed = Long.getLong("knet.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final byte[][] wire = new byte[WIRE_FRAMES][];
    private final long[] nextArrival = new long[QUEUES];
    private long delivered;

    @Test
    void everyFrameIsAccountedForAfterFiftyKills() throws Exception {
        System.out.println("NicKillTest: seed " + seed + " (-Dknet.seed=...)");
        final Path capture = makeWire();
        final Path devices = root.resolve("devices");
        try (HostStub host = new HostStub(devices, new DeviceConfig(QUEUES, 16, 8, 256, 16))) {
            final NicConfig config =
                    NicConfig.builder("nic0", "pcap:" + capture)
                            .deviceRoot(devices)
                            .loop(1_000_000)
                            .firmware("round-robin")
                            .build();
            for (int kill = 0; kill < KILLS; kill++) {
                // Waiting for space and dropping at full speed are killed in different places.
                host.memory().onFull(random.nextInt(2));
                final Process nic = start(config);
                if (random.nextInt(3) > 0) {
                    final long before = host.memory().wirePosition();
                    pollUntilMoved(host, nic, before);
                    pollFor(host, random.nextInt(20_000_000));
                } else {
                    pollFor(host, random.nextInt(600_000_000));
                }
                nic.destroyForcibly().waitFor();
                check(host);
            }
            final Process last = start(config);
            pollUntilMoved(host, last, host.memory().wirePosition());
            host.memory().hostState(DeviceDescriptor.HOST_STATE_STOP_WIRE);
            host.pollUntil("wire done", host::isWireDone);
            check(host);
            host.memory().hostState(DeviceDescriptor.HOST_STATE_DOWN);
            assertThat(last.waitFor(30, TimeUnit.SECONDS)).isTrue();
            drain(host);
            final long offered = host.memory().wirePosition();
            System.out.printf(
                    "NicKillTest: %d kills, %d frames offered, %d delivered, %d dropped, %d lost%n",
                    KILLS,
                    offered,
                    delivered,
                    host.dropped(),
                    host.dropped(DropReason.NIC_RESTART));
            assertThat(delivered + host.dropped()).isEqualTo(offered);
            assertThat(host.device().counters().get(NicCounter.RX_OFFERED)).isEqualTo(offered);
            assertThat(host.device().counters().get(NicCounter.QUEUES_QUARANTINED)).isZero();
            assertThat(host.dropped(DropReason.NIC_RESTART))
                    .isLessThanOrEqualTo((long) KILLS * MAX_LOST_PER_KILL);
            assertThat(host.dropped(DropReason.STOPPED)).isLessThanOrEqualTo(1);
        }
    }

    private Path makeWire() throws IOException {
        final Path capture = root.resolve("wire.pcap");
        try (PcapWriter writer = new PcapWriter(capture)) {
            final Frame frame = new Frame();
            for (int i = 0; i < WIRE_FRAMES; i++) {
                final int kind = random.nextInt(100);
                final int length =
                        kind == 0 ? 5000 + random.nextInt(20_000) : 14 + random.nextInt(600);
                wire[i] = new byte[length];
                random.nextBytes(wire[i]);
                frame.wrap(new UnsafeBuffer(wire[i]), 0, length, length, 1_000_000L * i);
                writer.write(frame, -1);
            }
        }
        return capture;
    }

    private Process start(final NicConfig config) throws IOException {
        final List<String> command = new ArrayList<>(ChildJvm.command());
        command.add("-XX:TieredStopAtLevel=1");
        command.add(NicMain.class.getName());
        command.addAll(NicArguments.of(config));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(root, "nic", ".log").toFile())
                .start();
    }

    private void pollUntilMoved(final HostStub host, final Process nic, final long before) {
        host.pollUntil(
                "the NIC takes frames",
                () -> {
                    check(host);
                    assertThat(nic.isAlive()).as("the NIC goes on").isTrue();
                    return host.memory().wirePosition() != before;
                });
    }

    private void pollFor(final HostStub host, final long durationNs) {
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < durationNs) {
            host.poll();
            check(host);
        }
    }

    private void drain(final HostStub host) {
        for (final TestHost queue : host.device().hosts()) {
            while (queue.poll(256) > 0) {}
        }
        check(host);
    }

    /** Every frame that came has the bytes of its place on the wire, and comes once, in order. */
    private void check(final HostStub host) {
        for (int q = 0; q < QUEUES; q++) {
            final TestHost queue = host.device().host(q);
            for (final TestHost.Received frame : queue.received()) {
                final long arrival = frame.arrival() & 0xFFFF_FFFFL;
                // Plain comparisons: this is the loop that has to keep up.
                final boolean isRight =
                        arrival >= nextArrival[q]
                                && arrival % QUEUES == q
                                && Arrays.equals(
                                        frame.bytes(), wire[(int) (arrival % WIRE_FRAMES)]);
                if (!isRight) {
                    throw new AssertionError(
                            "queue " + q + ": frame " + arrival + ", seed " + seed);
                }
                nextArrival[q] = arrival + 1;
                delivered++;
            }
            queue.received().clear();
        }
    }
}
