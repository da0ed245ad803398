package knet.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.stream.Stream;
import knet.traces.filter.BpfFilter;
import knet.traces.filter.FilteredSource;
import knet.traces.pace.Pacer;
import knet.traces.pace.PacingLateness;
import knet.traces.pcap.FrameWriter;
import knet.traces.pcap.PcapNgWriter;
import knet.traces.pcap.PcapWriter;
import knet.traces.source.LoopingSource;
import knet.traces.source.PreloadedCapture;
import knet.traces.source.SourceOpener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is allocated per frame: a hundred bytes would show as megabytes here. */
class HotPathAllocationTest {
    private static final int FRAMES = 50_000;

    /** Class loading and compilation allocate too, but not in proportion to frames. */
    private static final long SLACK_BYTES = FRAMES * 8L;

    @TempDir static Path directory;

    private interface Step {
        void run() throws IOException;
    }

    private static long allocatedBytes(final Step step) throws IOException {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeTrue(threads.isThreadAllocatedMemorySupported(), "this JVM does not count");
        final long id = Thread.currentThread().getId();
        final long before = threads.getThreadAllocatedBytes(id);
        step.run();
        return threads.getThreadAllocatedBytes(id) - before;
    }

    private static Path capture(final int linkType, final boolean isPcapNg) {
        final byte[] frame =
                FrameBytes.packet(
                        FrameBytes.ipv4Address(0x0a000001),
                        FrameBytes.ipv4Address(0x0a000002),
                        6,
                        FrameBytes.tcp(1, 2, new byte[10]));
        final CaptureBytes capture = new CaptureBytes();
        if (isPcapNg) {
            capture.section().networkInterface(1, 0).networkInterface(linkType, 0);
        } else {
            capture.pcapHeader(0xa1b2c3d4, linkType);
        }
        for (int i = 0; i < FRAMES; i++) {
            if (isPcapNg) {
                capture.enhancedPacket(i & 1, i, frame.length, frame);
            } else {
                capture.pcapRecord(i, 0, frame.length, frame);
            }
        }
        return capture.write(directory.resolve(linkType + (isPcapNg ? "ng" : "")));
    }

    static Stream<SourceOpener> sources() throws IOException {
        final Path ethernet = capture(1, false);
        final Path cooked = capture(113, false);
        final Path pcapNg = capture(101, true);
        final Path packed =
                CaptureBytes.write(
                        directory.resolve("z"),
                        CaptureBytes.gzip(java.nio.file.Files.readAllBytes(ethernet)));
        final PreloadedCapture preloaded;
        try (FrameSource source = Captures.open(ethernet)) {
            preloaded = PreloadedCapture.load(source, 1 << 26);
        }
        return Stream.of(
                () -> Captures.open(ethernet),
                () -> Captures.open(cooked),
                () -> Captures.open(pcapNg),
                () -> Captures.open(packed),
                preloaded::source,
                () -> new LoopingSource(preloaded::source, 2, true));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void readingAllocatesNothingPerFrame(final SourceOpener opener) throws IOException {
        final Frame frame = new Frame();
        final int[] frames = new int[1];
        try (FrameSource source = opener.open()) {
            // What is set up once, such as a scratch buffer.
            for (int i = 0; i < 3; i++) {
                assertThat(source.next(frame)).isTrue();
            }
            final long bytes =
                    allocatedBytes(
                            () -> {
                                while (source.next(frame)) {
                                    frames[0]++;
                                }
                            });
            assertThat(bytes).isLessThan(SLACK_BYTES);
        }
        assertThat(frames[0]).isGreaterThanOrEqualTo(FRAMES - 3);
    }

    @Test
    void pacingAndWritingAllocateNothingPerFrame() throws IOException {
        final Path file = capture(1, false);
        for (final String rate : new String[] {"original", "x3", "7kpps", "9Mbps", "max"}) {
            final Pacer pacer = Pacer.parse(rate);
            final PacingLateness lateness = new PacingLateness();
            final Frame frame = new Frame();
            pacer.start(0);
            try (FrameSource source = Captures.open(file);
                    FrameWriter pcapNg = new PcapNgWriter(directory.resolve("w"), null);
                    FrameWriter pcap = new PcapWriter(directory.resolve("v"))) {
                final long bytes =
                        allocatedBytes(
                                () -> {
                                    while (source.next(frame)) {
                                        final long dueNs = pacer.dueNs(frame);
                                        lateness.record(dueNs, dueNs + 5_000);
                                        pcapNg.write(frame, 3);
                                        pcap.write(frame, 3);
                                    }
                                });
                assertThat(bytes).isLessThan(SLACK_BYTES);
            }
            assertThat(lateness.frames()).isEqualTo(FRAMES);
        }
    }

    @Test
    void filteringAllocatesNothingPerFrame() throws IOException {
        final BpfFilter filter;
        try {
            filter = BpfFilter.compile("tcp and host 10.0.0.2 and ip[8] * 2 > 100");
        } catch (final IOException e) {
            assumeTrue(false, e.getMessage());
            return;
        }
        final Frame frame = new Frame();
        final int[] frames = new int[1];
        try (FrameSource source = new FilteredSource(Captures.open(capture(1, false)), filter)) {
            final long bytes =
                    allocatedBytes(
                            () -> {
                                while (source.next(frame)) {
                                    frames[0]++;
                                }
                            });
            assertThat(bytes).isLessThan(SLACK_BYTES);
        }
        assertThat(frames[0]).isEqualTo(FRAMES);
    }
}
