package knet.nic.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.QueueDescriptor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Overwrites and cuts the device's files under a running NIC process. It may give up with a line
 * that says why, or go on; it must not crash, hang, or print a stack trace.
 */
@Tag("soak")
class NicVandalTest {
    private static final int ROUNDS = Integer.getInteger("knet.vandal.rounds", 12);
    private static final int QUEUES = 3;
    private static final long ROUND_NS = 600_000_000L;

    @TempDir Path root;

    private final long seed = Long.getLong("knet.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void nothingWrittenToTheFilesHurtsTheProcess() throws Exception {
        System.out.println("NicVandalTest: seed " + seed + " (-Dknet.seed=...)");
        for (int round = 0; round < ROUNDS; round++) {
            play(round);
        }
    }

    private void play(final int round) throws Exception {
        final Path devices = root.resolve("devices-" + round);
        final Path log = root.resolve("log-" + round);
        final HostStub host = new HostStub(devices, new DeviceConfig(QUEUES, 64, 8, 256, 64));
        host.memory().onFull(random.nextInt(2));
        final Path directory = host.memory().directory();
        final Process nic =
                start(
                        NicConfig.builder("nic0", "generate:packets=unlimited,size=60-3000")
                                .deviceRoot(devices)
                                .supervised(true)
                                .build(),
                        log);
        host.pollUntil("the NIC runs", () -> host.memory().wirePosition() > 1000);
        final boolean isCut = round % 3 == 2;
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < ROUND_NS && nic.isAlive()) {
            try {
                if (!isCut) {
                    host.poll();
                }
            } catch (final AssertionError | IndexOutOfBoundsException e) {
                assertThat(e).as("the stub's own view is nonsense by now").isNotNull();
            }
            if (isCut) {
                LockSupport.parkNanos(1_000_000);
            } else {
                scribble(directory);
            }
            if (isCut && System.nanoTime() - startNs > ROUND_NS / 3) {
                cut(directory);
                break;
            }
        }
        askToStop(nic);
        assertThat(nic.waitFor(30, TimeUnit.SECONDS)).as("it ends, seed %d", seed).isTrue();
        final String said = Files.readString(log);
        System.out.printf("NicVandalTest: round %d, exit %d, %s%n", round, nic.exitValue(), said);
        assertThat(nic.exitValue()).as("seed %d: %s", seed, said).isIn(0, 1);
        assertThat(said).doesNotContain("\tat ").doesNotContain("Exception");
        if (nic.exitValue() == 1) {
            assertThat(said).contains("knet nic: device nic0");
        }
        host.abandon();
    }

    private static void askToStop(final Process nic) {
        try {
            nic.getOutputStream().write(NicMain.STOP);
            nic.getOutputStream().flush();
        } catch (final IOException e) {
            assertThat(e).as("it has ended by itself").hasMessageMatching(".*(pipe|closed).*");
        }
    }

    private Process start(final NicConfig config, final Path log) throws IOException {
        final List<String> command = new ArrayList<>(ChildJvm.command());
        command.add("-XX:ErrorFile=" + root.resolve("hs_err_%p.log"));
        command.add(NicMain.class.getName());
        command.addAll(NicArguments.of(config));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Random values at random places: rings and indices of a queue, or the registers. */
    private void scribble(final Path directory) throws IOException {
        final boolean isQueue = random.nextInt(4) > 0;
        final String name =
                isQueue
                        ? QueueDescriptor.fileName(random.nextInt(QUEUES))
                        : DeviceDescriptor.FILE_NAME;
        try (RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
            // What the creator wrote in the first line of the registers ends the run at once.
            final int from = isQueue || random.nextInt(300) == 0 ? 0 : 128;
            final int reach = isQueue ? 4096 : 512;
            file.seek(from + random.nextInt((reach - from) / 8) * 8L);
            file.writeLong(random.nextBoolean() ? random.nextLong() : random.nextInt(100));
        }
    }

    private void cut(final Path directory) throws IOException {
        final int which = random.nextInt(QUEUES + 1);
        final String name =
                which == QUEUES ? DeviceDescriptor.FILE_NAME : QueueDescriptor.fileName(which);
        try (RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
            file.setLength(random.nextInt(3) * 4096L);
        }
    }
}
