package knet.traces.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import knet.traces.CaptureBytes;
import knet.traces.Drained;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.Samples;
import knet.traces.info.TraceInfoCollector;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes are: frames within the buffer, then an end that is told in one line. Run with
 * JAZZER_FUZZ=1 to search, without it to try the seeds alone.
 */
class CaptureFuzzTest {
    static Stream<byte[]> captures() {
        return Samples.all().values().stream().map(Samples.Sample::bytes);
    }

    static Stream<byte[]> packedCaptures() {
        return captures().map(CaptureBytes::gzip);
    }

    @MethodSource("captures")
    @FuzzTest(maxDuration = "20s")
    void reader(final byte[] bytes) {
        final FrameSource source;
        try {
            source = CaptureFile.open("fuzz", new ArrayWindow(bytes));
        } catch (final IOException e) {
            assertOneLine(e.getMessage());
            return;
        }
        final Frame frame = new Frame();
        final TraceInfoCollector collector = new TraceInfoCollector();
        long recordBytes = 0;
        while (source.next(frame)) {
            assertThat(frame.offset()).isNotNegative();
            assertThat(frame.length()).isBetween(0, 262_144 + 14);
            assertThat(frame.wireLength()).isNotNegative();
            assertThat(frame.offset() + frame.length())
                    .isLessThanOrEqualTo(frame.buffer().capacity());
            collector.add(frame);
            recordBytes += 12;
        }
        assertThat(recordBytes).as("each frame has a header").isLessThanOrEqualTo(bytes.length);
        assertThat(source.isExhausted()).isTrue();
        assertOneLine(source.damage());
        assertThat(collector.info(source).packets()).isEqualTo(recordBytes / 12);
        source.close();
    }

    @MethodSource("packedCaptures")
    @FuzzTest(maxDuration = "20s")
    void gzip(final byte[] bytes) {
        final List<Drained.Row> large = drainGzip(bytes, 1 << 16);
        // A window of another size cuts the stream at other places, with the same result.
        assertThat(drainGzip(bytes, 61)).isEqualTo(large);
    }

    private static List<Drained.Row> drainGzip(final byte[] bytes, final int windowBytes) {
        final GzipWindow window = new GzipWindow(new ByteArrayInputStream(bytes), windowBytes);
        final FrameSource source;
        try {
            source = CaptureFile.open("fuzz", window);
        } catch (final IOException e) {
            assertOneLine(e.getMessage());
            window.close();
            return List.of();
        }
        final List<Drained.Row> rows = new ArrayList<>(Drained.of(source).rows());
        assertOneLine(source.damage());
        return rows;
    }

    private static void assertOneLine(final String message) {
        if (message != null) {
            assertThat(message).startsWith("fuzz: ").doesNotContain("\n").hasSizeLessThan(400);
        }
    }
}
