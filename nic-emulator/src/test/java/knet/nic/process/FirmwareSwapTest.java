package knet.nic.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.firmware.PacketKind;
import knet.nic.Frames;
import knet.nic.engine.DecisionJournal;
import knet.nic.journal.JournalReader;
import knet.traces.Frame;
import knet.traces.pcap.PcapWriter;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A NIC process, under load, whose classifier's source is saved while it runs. */
@Timeout(120)
class FirmwareSwapTest {
    private static final int QUEUES = 4;
    private static final int FRAMES = 1000;

    @TempDir Path root;

    private final List<String> hung = new ArrayList<>();
    private HostStub host;
    private Path capture;

    @BeforeEach
    void open() throws IOException {
        host = new HostStub(root.resolve("devices"), new DeviceConfig(QUEUES, 64, 8, 256, 64));
        capture = root.resolve("wire.pcap");
        try (PcapWriter writer = new PcapWriter(capture)) {
            final byte[] bytes = Frames.udp4(20);
            final Frame frame = new Frame();
            for (int i = 0; i < FRAMES; i++) {
                frame.wrap(new UnsafeBuffer(bytes), 0, bytes.length, bytes.length, i * 1000L);
                writer.write(frame, -1);
            }
        }
    }

    @AfterEach
    void close() {
        host.close();
    }

    private NicConfig.Builder watched() {
        final String file = root.resolve("Saved.java").toString();
        return NicConfig.builder("nic0", "pcap:" + capture)
                .deviceRoot(root.resolve("devices"))
                .loop(Long.MAX_VALUE)
                .firmware(file)
                .watch(file)
                .watchdogNs(400_000_000);
    }

    private NicLauncher launch(final NicConfig config) throws IOException {
        final NicLauncher launcher =
                new NicLauncher(
                        config,
                        0,
                        new NicLauncher.Listener() {
                            @Override
                            public void onFirmwareHung(final String firmware) {
                                hung.add(firmware);
                            }
                        });
        launcher.start();
        return launcher;
    }

    private long framesOf(final int queue) {
        return host.device().hosts()[queue].frames();
    }

    private Properties summary() throws IOException {
        final Properties properties = new Properties();
        try (Reader reader =
                Files.newBufferedReader(host.memory().directory().resolve(NicSummary.FILE_NAME))) {
            properties.load(reader);
        }
        return properties;
    }

    @Test
    void eachVersionTakesOverBetweenTwoFramesAndNoneIsLost() throws Exception {
        Sources.save(root, Sources.toQueue(0));
        final Path journal = root.resolve("journal");
        try (NicLauncher nic = launch(watched().journal(journal).build())) {
            host.pollUntil("the first version runs", () -> framesOf(0) > 1000);
            Sources.save(root, Sources.classifier("", "retrun 3;"));
            final long seen = framesOf(0);
            host.pollFor(600_000_000);
            host.pollUntil("it goes on after a mistake", () -> framesOf(0) > seen + 1000);
            for (int queue = 1; queue < QUEUES; queue++) {
                final int now = queue;
                Sources.save(root, Sources.toQueue(queue));
                host.pollUntil("version " + queue, () -> framesOf(now) > 1000);
            }
            nic.requestStop();
            host.pollUntil("ended", () -> !nic.isAlive());
            assertThat(nic.exitCode()).isZero();
        }
        host.pollUntil(
                "all accounted for",
                () -> host.delivered() + host.dropped() == host.memory().wirePosition());
        // Only the one that waited for space when the NIC was stopped.
        assertThat(host.dropped()).isEqualTo(host.dropped(DropReason.STOPPED)).isLessThan(2);
        final Properties summary = summary();
        assertThat(summary.getProperty(NicSummary.UNACCOUNTED)).isEqualTo("0");
        assertThat(summary.getProperty(NicSummary.FIRMWARE_SWAPS)).isEqualTo("3");
        assertThat(summary.getProperty(NicSummary.FIRMWARE_PERIODS)).isEqualTo("4");
        final List<Long> from = new ArrayList<>();
        final List<String> versions = new ArrayList<>();
        for (int i = 0; i < QUEUES; i++) {
            from.add(Long.parseLong(summary.getProperty(NicSummary.firmwarePeriodFrame(i))));
            versions.add(summary.getProperty(NicSummary.firmwarePeriodFirmware(i)));
        }
        assertThat(from).isSorted().startsWith(0L).doesNotHaveDuplicates();
        assertThat(versions)
                .doesNotHaveDuplicates()
                .allMatch(version -> version.matches(".*/Saved\\.java@[0-9a-f]{8}"));
        assertJournal(journal, from, versions);
    }

    /** Every frame was decided on, in order, by the version that ran then. */
    private void assertJournal(
            final Path journal, final List<Long> from, final List<String> versions)
            throws IOException {
        final List<Long> fromInJournal = new ArrayList<>();
        final List<String> versionsInJournal = new ArrayList<>();
        final long[] next = new long[1];
        try (JournalReader reader = JournalReader.open(journal)) {
            final DecisionJournal sink =
                    new DecisionJournal() {
                        @Override
                        public void onDecision(
                                final long frame,
                                final int hash,
                                final int queue,
                                final PacketKind kind) {
                            assertThat(frame).isEqualTo(next[0]++);
                            assertThat(queue).isEqualTo(versionsInJournal.size() - 1);
                        }

                        @Override
                        public void onFirmware(final long frame, final String specification) {
                            fromInJournal.add(frame);
                            versionsInJournal.add(specification);
                        }
                    };
            while (reader.next(sink)) {
                // The sink checks.
            }
        }
        assertThat(next[0]).isEqualTo(host.memory().wirePosition());
        assertThat(fromInJournal).isEqualTo(from);
        assertThat(versionsInJournal).isEqualTo(versions);
    }

    @Test
    void aVersionThatHangsAtItsStartIsTheCulpritAndTheNextOneTakesOver() throws Exception {
        Sources.save(root, Sources.toQueue(1));
        try (NicLauncher nic = launch(watched().build())) {
            host.pollUntil("the first version runs", () -> framesOf(1) > 1000);
            Sources.save(
                    root,
                    Sources.classifier(
                            "int n; public void onStart(FirmwareContext c)"
                                    + " { while (n >= 0) n &= 7; }",
                            "return 2;"));
            host.pollUntil("queue 0 instead", () -> framesOf(0) > 1000);
            assertThat(framesOf(2)).isZero();
            assertThat(hung).containsExactly(root.resolve("Saved.java").toString());
            Sources.save(root, Sources.toQueue(3));
            host.pollUntil("the next version", () -> framesOf(3) > 1000);
            nic.requestStop();
            host.pollUntil("ended", () -> !nic.isAlive());
        }
        final Properties summary = summary();
        assertThat(summary.getProperty(NicSummary.FIRMWARE_HUNG))
                .matches(".*/Saved\\.java@[0-9a-f]{8}");
        assertThat(summary.getProperty(NicSummary.FIRMWARE_PERIODS))
                .as("the first, the one that hung, queue 0, the last")
                .isEqualTo("4");
        assertThat(summary.getProperty(NicSummary.firmwarePeriodHung(1))).isEqualTo("true");
        assertThat(summary.getProperty(NicSummary.firmwarePeriodFirmware(1)))
                .isEqualTo(summary.getProperty(NicSummary.FIRMWARE_HUNG));
        assertThat(summary.getProperty(NicSummary.firmwarePeriodFrames(1))).isEqualTo("0");
        assertThat(host.device().counters().get(NicCounter.FIRMWARE_WATCHDOG_RESTARTS))
                .isEqualTo(1);
    }

    @Test
    void whatRanBeforeAHangIsToldAtTheFramesThatTheJournalHas() throws Exception {
        Sources.save(root, Sources.toQueue(0));
        final Path journal = root.resolve("journal");
        try (NicLauncher nic = launch(watched().journal(journal).build())) {
            host.pollUntil("the first version runs", () -> framesOf(0) > 1000);
            Sources.save(
                    root,
                    Sources.classifier(
                            "int n;",
                            "if (n++ < 1500) { return 1; } while (n >= 0) { n |= 7; } return 1;"));
            host.pollUntil("queue 0 instead", () -> !hung.isEmpty() && framesOf(0) > 3000);
            Sources.save(root, Sources.toQueue(3));
            host.pollUntil("the next version", () -> framesOf(3) > 1000);
            nic.requestStop();
            host.pollUntil("ended", () -> !nic.isAlive());
        }
        final Properties summary = summary();
        assertThat(summary.getProperty(NicSummary.FIRMWARE_PERIODS)).isEqualTo("4");
        assertThat(summary.getProperty(NicSummary.FIRMWARE_SWAPS)).isEqualTo("2");
        final List<String> periods = new ArrayList<>();
        final List<String> hangs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            periods.add(
                    summary.getProperty(NicSummary.firmwarePeriodFirmware(i))
                            + " "
                            + summary.getProperty(NicSummary.firmwarePeriodFrame(i))
                            + " to "
                            + summary.getProperty(NicSummary.firmwarePeriodToFrame(i)));
            hangs.add(summary.getProperty(NicSummary.firmwarePeriodHung(i)));
        }
        assertThat(hangs).containsExactly("false", "true", "false", "false");
        assertThat(periods).isEqualTo(inJournal(journal));
        // What it had decided on and not published was lost with its process.
        assertThat(Long.parseLong(summary.getProperty(NicSummary.firmwarePeriodFrames(1))))
                .isBetween(1500L - 64, 1500L);
    }

    /** Each firmware that decided, and its first and last frame. */
    private static List<String> inJournal(final Path journal) throws IOException {
        final List<String> told = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            final DecisionJournal sink =
                    new DecisionJournal() {
                        private String from;

                        @Override
                        public void onDecision(
                                final long frame,
                                final int hash,
                                final int queue,
                                final PacketKind kind) {
                            told.set(told.size() - 1, from + " to " + frame);
                        }

                        @Override
                        public void onFirmware(final long frame, final String specification) {
                            from = specification + " " + frame;
                            told.add(from);
                        }
                    };
            while (reader.next(sink)) {
                // The sink keeps it.
            }
        }
        return told;
    }

    @Test
    void anEndlessStaticInitialiserCostsTheClassifierAndNotTheRun() throws Exception {
        Sources.save(
                root,
                Sources.classifier("static int n; static { while (n >= 0) n &= 7; }", "return 1;"));
        try (NicLauncher nic = launch(watched().loop(1).watch(null).build())) {
            host.pollUntil("wire done", host::isWireDone);
            host.pollUntil("all delivered", () -> framesOf(0) == FRAMES);
            assertThat(hung).containsExactly(root.resolve("Saved.java").toString());
            host.memory().hostState(DeviceDescriptor.HOST_STATE_DOWN);
            assertThat(nic.waitFor()).isZero();
        }
        assertThat(host.memory().firmware()).isEqualTo("queue-0");
    }

    @Test
    void aVersionThatCannotStartChangesNothing() throws Exception {
        Sources.save(root, Sources.toQueue(1));
        try (NicLauncher nic = launch(watched().build())) {
            host.pollUntil("the first version runs", () -> framesOf(1) > 1000);
            Sources.save(
                    root,
                    Sources.classifier(
                            "public void onStart(FirmwareContext c)"
                                    + " { throw new IllegalStateException(); }",
                            "return 2;"));
            host.pollUntil(
                    "it was tried",
                    () -> host.device().counters().get(NicCounter.FIRMWARE_EXCEPTIONS) == 1);
            final long before = framesOf(1);
            host.pollUntil("it goes on", () -> framesOf(1) > before + 1000);
            assertThat(framesOf(2)).isZero();
            nic.requestStop();
            host.pollUntil("ended", () -> !nic.isAlive());
        }
        assertThat(summary().getProperty(NicSummary.FIRMWARE_PERIODS)).isEqualTo("1");
    }
}
