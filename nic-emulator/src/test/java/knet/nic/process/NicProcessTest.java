package knet.nic.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.nic.Frames;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.pcap.PcapWriter;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real NIC processes at the other end of a device. */
class NicProcessTest {
    private static final int QUEUES = 2;
    private static final int FRAMES = 3000;

    @TempDir Path root;

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
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
                bytes[34] = (byte) (i >> 8);
                bytes[35] = (byte) i;
                frame.wrap(
                        new UnsafeBuffer(bytes),
                        0,
                        bytes.length,
                        bytes.length,
                        1_000_000_000L + i * 1000L);
                writer.write(frame, -1);
            }
        }
    }

    @AfterEach
    void close() {
        host.close();
    }

    private NicConfig.Builder config() {
        return NicConfig.builder("nic0", "pcap:" + capture).deviceRoot(root.resolve("devices"));
    }

    private NicLauncher launch(final NicConfig config, final int crashRestarts) throws IOException {
        final NicLauncher launcher =
                new NicLauncher(
                        config,
                        crashRestarts,
                        new NicLauncher.Listener() {
                            @Override
                            public void onStarted(final long pid, final String firmware) {
                                events.add("started " + firmware);
                            }

                            @Override
                            public void onFirmwareHung(final String firmware) {
                                events.add("hung " + firmware);
                            }

                            @Override
                            public void onCrash(final int code) {
                                events.add("crash " + code);
                            }

                            @Override
                            public void onEnded(final int code) {
                                events.add("ended " + code);
                            }
                        });
        launcher.start();
        return launcher;
    }

    private Properties summary() throws IOException {
        final Properties properties = new Properties();
        try (Reader reader =
                Files.newBufferedReader(host.memory().directory().resolve(NicSummary.FILE_NAME))) {
            properties.load(reader);
        }
        return properties;
    }

    private void hostDown() {
        host.memory().hostState(DeviceDescriptor.HOST_STATE_DOWN);
    }

    @Test
    void replaysACaptureAndSaysWhatItDid() throws Exception {
        final Path written = root.resolve("written.pcapng");
        final NicConfig config = config().firmware("flow-hash").write(written).build();
        try (NicLauncher nic = launch(config, 0)) {
            host.pollUntil("wire done", host::isWireDone);
            host.device().host(1).send(new byte[77], 5);
            host.pollUntil("all delivered", () -> host.delivered() == FRAMES);
            host.pollUntil("sent", () -> host.device().counters().get(NicCounter.TX_PACKETS) == 1);
            hostDown();
            assertThat(nic.waitFor()).isZero();
        }
        final Properties summary = summary();
        assertThat(summary.getProperty(NicSummary.TRACE_FILES)).isEqualTo(capture.toString());
        assertThat(summary.getProperty(NicSummary.TRACE_FRAMES)).isEqualTo("" + FRAMES);
        assertThat(summary.getProperty(NicSummary.TRACE_BYTES)).isEqualTo("" + FRAMES * 62);
        assertThat(summary.getProperty(NicSummary.TRACE_LINK_TYPES)).isEqualTo("EN10MB");
        assertThat(summary.getProperty(NicSummary.TRACE_DURATION_NS))
                .isEqualTo("" + (FRAMES - 1) * 1000);
        assertThat(summary.getProperty(NicSummary.TRACE_DAMAGE)).isNull();
        assertThat(summary.getProperty(NicSummary.WIRE)).isEqualTo("done");
        assertThat(summary.getProperty(NicSummary.FIRMWARE)).isEqualTo("flow-hash");
        assertThat(summary.getProperty(NicSummary.UNACCOUNTED)).isEqualTo("0");
        assertThat(summary.getProperty(NicSummary.TX_PACKETS)).isEqualTo("1");
        assertThat(host.memory().wire()).isEqualTo("pcap:" + capture);
        assertThat(host.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_WIRE_DONE);
        int frames = 0;
        try (FrameSource source = Captures.open(written)) {
            final Frame frame = new Frame();
            while (source.next(frame)) {
                frames++;
            }
            assertThat(source.damage()).isNull();
        }
        assertThat(frames).isEqualTo(FRAMES + 1);
    }

    @Test
    void endsIfItsRegisterFileIsRemoved() throws Exception {
        try (NicLauncher nic = launch(config().build(), 3)) {
            host.pollUntil("wire done", host::isWireDone);
            Files.delete(host.memory().directory().resolve(DeviceDescriptor.FILE_NAME));
            assertThat(nic.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(nic.exitCode()).isEqualTo(NicProcess.FAILED);
        }
    }

    @Test
    void aClassifierThatHangsCostsItsFramesAndNotTheRun() throws Exception {
        final String firmware = HangingClassifier.class.getName() + ":after=1000";
        final NicConfig config = config().firmware(firmware).watchdogNs(400_000_000).build();
        try (NicLauncher nic = launch(config, 0)) {
            host.pollUntil("wire done", host::isWireDone);
            host.pollUntil("all accounted for", () -> host.delivered() + host.dropped() == FRAMES);
            hostDown();
            assertThat(nic.waitFor()).isZero();
            assertThat(nic.hungFirmware()).isEqualTo(firmware);
        }
        assertThat(events)
                .containsExactly(
                        "started " + firmware, "hung " + firmware, "started queue-0", "ended 0");
        // A batch at most: what was published before is delivered.
        assertThat(host.dropped(DropReason.FIRMWARE_HUNG)).isBetween(1L, 64L);
        assertThat(host.dropped()).isEqualTo(host.dropped(DropReason.FIRMWARE_HUNG));
        assertThat(host.device().counters().get(NicCounter.FIRMWARE_WATCHDOG_RESTARTS))
                .isEqualTo(1);
        assertThat(host.memory().firmware()).isEqualTo("queue-0");
        assertThat(host.memory().nicEpoch()).isEqualTo(2);
        assertThat(summary().getProperty(NicSummary.FIRMWARE_HUNG)).isEqualTo(firmware);
    }

    @Test
    void stopsInGoodOrderWhileItPaces() throws Exception {
        final NicConfig config = config().rate("x0.0001").build();
        try (NicLauncher nic = launch(config, 0)) {
            host.pollUntil("three frames", () -> host.delivered() >= 3);
            nic.requestStop();
            assertThat(nic.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(nic.exitCode()).isZero();
        }
        assertThat(host.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_DOWN);
        // Some may have come while it was being stopped.
        host.pollUntil("all delivered", () -> host.delivered() == host.memory().wirePosition());
        assertThat(summary().getProperty(NicSummary.WIRE)).isEqualTo("stopped");
        assertThat(Long.parseLong(summary().getProperty(NicSummary.PACING_FRAMES)))
                .isEqualTo(host.delivered());
    }

    @Test
    void aNicThatIsKilledIsStartedAgainAndResumes() throws Exception {
        final NicConfig config = config().rate("5000pps").build();
        try (NicLauncher nic = launch(config, 1)) {
            host.pollUntil("some frames", () -> host.delivered() >= 50);
            ProcessHandle.of(nic.pid()).orElseThrow().destroyForcibly();
            host.pollUntil("wire done", host::isWireDone);
            host.pollUntil("all accounted for", () -> host.delivered() + host.dropped() == FRAMES);
            assertThat(nic.restarts()).isEqualTo(1);
        }
        assertThat(host.memory().wirePosition()).isEqualTo(FRAMES);
        assertThat(host.dropped()).isEqualTo(host.dropped(DropReason.NIC_RESTART));
    }

    @Test
    void aNicAfterOneThatFinishedReadsItsWireFromTheFirstFrame() throws Exception {
        for (int run = 1; run <= 2; run++) {
            final int all = run * FRAMES;
            try (NicLauncher nic = launch(config().build(), 0)) {
                host.pollUntil("all delivered", () -> host.delivered() == all);
                host.pollUntil("wire done", host::isWireDone);
                nic.requestStop();
                assertThat(nic.waitFor()).isZero();
            }
        }
        assertThat(host.memory().wirePosition()).isEqualTo(2 * FRAMES);
        assertThat(host.dropped()).isZero();
    }

    @Test
    void endsWhenItsLauncherDies() throws Exception {
        final List<String> command = new ArrayList<>(ChildJvm.command());
        command.add(NicMain.class.getName());
        command.addAll(NicArguments.of(config().rate("x0.0001").supervised(true).build()));
        final Process nic =
                new ProcessBuilder(command)
                        .inheritIO()
                        .redirectInput(ProcessBuilder.Redirect.PIPE)
                        .start();
        host.pollUntil("a frame", () -> host.delivered() >= 1);
        nic.getOutputStream().close();
        assertThat(nic.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(nic.exitValue()).isEqualTo(NicMain.ORPHANED);
    }

    private static List<String> failure(final NicConfig config) {
        final List<String> log = new ArrayList<>();
        assertThat(new NicProcess(config, log::add).run()).isEqualTo(NicProcess.FAILED);
        return log;
    }

    @Test
    void mistakesAreOneLineAndLeaveNoTrace() {
        assertThat(failure(config().firmware("flow-hush").build()).get(0))
                .contains("no firmware")
                .doesNotContain("\n");
        assertThat(failure(config().rate("fast").build()).get(0)).contains("rate 'fast'");
        assertThat(failure(config().from("7").build()).get(0)).contains("store");
        assertThat(failure(config().cpu(4711).build()).get(0)).contains("no CPU 4711");
        assertThat(
                        failure(
                                        NicConfig.builder("nic0", "pcap:/nowhere/x.pcap")
                                                .deviceRoot(root.resolve("devices"))
                                                .build())
                                .get(0))
                .contains("/nowhere/x.pcap");
        assertThat(
                        failure(
                                        NicConfig.builder("other", "pcap:" + capture)
                                                .deviceRoot(root.resolve("devices"))
                                                .build())
                                .get(0))
                .contains("no device other");
        assertThat(host.memory().wirePosition()).isZero();
        assertThat(host.memory().nicState()).isEqualTo(DeviceDescriptor.NIC_STATE_DOWN);
    }

    @Test
    void argumentsCarryEveryValue() {
        final NicConfig config =
                config().sizes(DeviceConfig.ofQueues(3))
                        .firmware("a:b=c,d=e")
                        .seed(-5)
                        .rate("x2")
                        .loop(7)
                        .loopRewrite(true)
                        .limit(99)
                        .filter("tcp and port = 80")
                        .from("+2.5")
                        .follow(true)
                        .write(Path.of("a=b.pcapng"))
                        .transmit("eth0")
                        .journal(Path.of("j"))
                        .rxChecksum(false)
                        .cpu(1)
                        .resume(false)
                        .watchdogNs(5)
                        .watch("w.java")
                        .hungFirmware("evil")
                        .supervised(true)
                        .build();
        final String[] arguments = NicArguments.of(config).toArray(String[]::new);
        assertThat(NicArguments.of(NicArguments.parse(arguments)))
                .containsExactly(arguments)
                .hasSize(25);
    }
}
