package knet.tools.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.nic.process.NicConfig;
import knet.nic.process.NicProcess;
import knet.threads.app.ByteCounts;
import knet.threads.app.StreamRecord;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostRuntime;
import knet.threads.mode.Mode;
import knet.threads.mode.Modes;
import knet.threads.result.DeviceResult;
import knet.threads.stack.StackConfig;
import knet.tools.cli.run.FirmwareOracle;
import knet.tools.stack.ConflictingOverlaps;
import knet.tools.stack.OneQueue;
import knet.tools.stack.TestTraces;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every capture in every mode under every classifier: no frame is lost or counted twice, and what
 * applications read is what one stack reads that gets the frames in order. NIC and host are threads
 * of this process, with a device of files between them; the captures are those of the repository
 * and of the folder in the system property {@code knet.captures}.
 */
class EveryModeAndClassifierTest {
    private static final List<String> CLASSIFIERS =
            List.of("flow-hash", "source-ip-mask", "round-robin");
    private static final int QUEUES = 4;

    /** Small, so that the NIC has to wait, and long frames fill it several times over. */
    private static final int RING = 64;

    private static final long PATIENCE_S = 60;

    @TempDir Path temp;
    private int devices;

    @TestFactory
    @Timeout(600)
    Stream<DynamicTest> everyCapture() throws IOException {
        return TestTraces.all().stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(), () -> everyWay(file)));
    }

    private void everyWay(final Path capture) throws Exception {
        final long frames = count(capture);
        final List<StreamRecord> expected = OneQueue.streams(capture);
        for (final Mode mode : Modes.all()) {
            for (final String classifier : CLASSIFIERS) {
                final String label = capture.getFileName() + ", " + mode.name() + ", " + classifier;
                final ByteCounts counts = new ByteCounts(true);
                final DeviceResult result = replay(capture, mode.name(), classifier, counts);
                conserves(label, result, frames);
                if (classifier.equals("round-robin")) {
                    assertThat(ConflictingOverlaps.removedFrom(counts.streams()))
                            .as(label)
                            .isEqualTo(ConflictingOverlaps.removedFrom(expected));
                } else {
                    assertThat(counts.streams()).as(label).isEqualTo(expected);
                }
            }
        }
    }

    private static void conserves(
            final String label, final DeviceResult result, final long frames) {
        assertThat(result.frames().offered()).as(label).isEqualTo(frames);
        assertThat(result.frames().delivered()).as(label).isEqualTo(frames);
        assertThat(result.frames().inFlight()).as(label).isZero();
        assertThat(result.frames().unaccounted()).as(label).isZero();
        assertThat(result.frames().dropped().values()).as(label).containsOnly(0L);
        assertThat(result.protocols().ip()).as(label).containsEntry("frames", frames);
        assertThat(result.stackFailures()).as(label).isZero();
    }

    private DeviceResult replay(
            final Path capture, final String mode, final String classifier, final ByteCounts counts)
            throws Exception {
        final Path root = temp.resolve("devices");
        final String device = "d" + devices++;
        final HostConfig host =
                HostConfig.builder()
                        .device(DeviceDirectory.at(root), device, DeviceConfig.of(QUEUES, RING))
                        .mode(mode)
                        .stack(StackConfig.defaults().withApplication(counts))
                        .oracles(FirmwareOracle::create)
                        .build();
        final List<String> log = new CopyOnWriteArrayList<>();
        final NicProcess nic =
                new NicProcess(
                        NicConfig.builder(device, "pcap:" + capture)
                                .deviceRoot(root)
                                .firmware(classifier)
                                .watchdogNs(0)
                                .build(),
                        log::add);
        final DeviceResult result;
        final CompletableFuture<Integer> nicEnd;
        try (HostRuntime runtime = HostRuntime.open(host, HostListener.NONE)) {
            nicEnd =
                    CompletableFuture.supplyAsync(
                            nic::run, task -> new Thread(task, "knet-nic").start());
            final var hostEnd = runtime.start();
            try {
                result = hostEnd.get(PATIENCE_S, TimeUnit.SECONDS).device();
            } finally {
                nic.stop();
            }
        }
        assertThat(nicEnd.get(PATIENCE_S, TimeUnit.SECONDS))
                .as("%s", log)
                .isEqualTo(NicProcess.DONE);
        DeviceDirectory.at(root).removeStale();
        return result;
    }

    private static long count(final Path capture) throws IOException {
        final Frame frame = new Frame();
        long frames = 0;
        try (FrameSource source = Captures.open(capture)) {
            while (source.next(frame)) {
                frames++;
            }
        }
        return frames;
    }
}
