package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;
import knet.traces.source.PreloadedCapture;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");

    private static Workload sample() throws IOException {
        try (FrameSource source = Captures.open(SAMPLE)) {
            return Workload.of(List.of("web"), PreloadedCapture.load(source, 1 << 30));
        }
    }

    private static int count(final FrameSource source, final Set<String> contents) {
        final Frame frame = new Frame();
        int frames = 0;
        while (source.next(frame)) {
            frames++;
            final byte[] bytes = new byte[frame.length()];
            frame.buffer().getBytes(frame.offset(), bytes);
            contents.add(java.util.Arrays.toString(bytes));
        }
        return frames;
    }

    @Test
    void aCaptureThatIsTooShortBeginsAgainWithOtherFlows() throws IOException {
        final Set<String> once = new HashSet<>();
        final Set<String> twice = new HashSet<>();

        assertThat(count(sample().open(5_759), once)).isEqualTo(5_759);
        assertThat(count(sample().open(2 * 5_759), twice)).isEqualTo(2 * 5_759);
        assertThat(twice.size()).isGreaterThan(19 * once.size() / 10);
        assertThat(count(sample().open(100), new HashSet<>())).isEqualTo(100);
    }

    @Test
    void anEmptyCaptureIsRefusedByName() throws IOException {
        final Workload empty =
                Workload.of(
                        List.of("nothing.pcap"),
                        PreloadedCapture.load(
                                new knet.traces.source.LimitedSource(Captures.open(SAMPLE), 0),
                                1 << 20));

        assertThatThrownBy(() -> empty.open(10))
                .isInstanceOf(IOException.class)
                .hasMessage("nothing.pcap: holds no frames");
    }

    @Test
    void generatedTrafficHasNoEndAndMustNotBeGivenOne() throws IOException {
        final Workload endless = Workload.endless("proto=udp,size=60");

        assertThat(endless.isEndless()).isTrue();
        assertThat(count(endless.open(300_000), new HashSet<>())).isEqualTo(300_000);
        assertThat(endless.names()).containsExactly("generate:proto=udp,size=60");
        assertThatThrownBy(() -> Workload.endless("packets=5")).hasMessageContaining("twice");
    }

    @Test
    void ratesAreExactText() {
        assertThat(Workload.endless("proto=udp").rate(1234.5)).isEqualTo("1234.500pps");
        for (final String most : new String[] {"1000000Gpps", "999999Mpps", "0.001pps"}) {
            final double perSecond = Pacer.parse(most).framesPerSecond().orElseThrow();
            final String text = Workload.endless("proto=udp").rate(perSecond);
            assertThat(Pacer.parse(text).framesPerSecond()).hasValue(perSecond);
        }
        assertThat(Workload.endlessAtRandom("proto=udp").rate(250_000)).isEqualTo("x0.250000000");
    }
}
