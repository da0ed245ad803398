package knet.traces.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import knet.traces.CaptureBytes;
import knet.traces.Drained;
import knet.traces.Samples;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every whole packet before a damage is delivered, and the damage is told. */
class CutCaptureTest {
    @TempDir Path directory;

    static Stream<String> names() {
        return Samples.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void deliversWholePacketsOfAFileCutAnywhere(final String name) throws IOException {
        final Samples.Sample sample = Samples.all().get(name);
        final Drained whole = read(sample.bytes());
        assertThat(whole.damage()).isNull();
        assertThat(whole.rows()).hasSameSizeAs(sample.ends());
        for (int cut = 1; cut < sample.bytes().length; cut++) {
            final byte[] bytes = Arrays.copyOf(sample.bytes(), cut);
            if (cut < headerBytes(name)) {
                assertRefused(bytes);
                continue;
            }
            final Drained drained = read(bytes);
            assertThat(drained.rows()).as("cut at %d", cut).hasSize(sample.packetsBefore(cut));
            assertSamePrefix(drained, whole);
            if (sample.boundaries().contains(cut)) {
                assertThat(drained.damage()).as("cut at %d", cut).isNull();
            } else {
                assertThat(drained.damage())
                        .as("cut at %d", cut)
                        .matches(".*cut\\.pcap: byte \\d+: the file is cut short in .*");
            }
        }
    }

    /** What must be there for the file to be recognised. */
    private static int headerBytes(final String name) {
        return name.equals("pcapng") ? 4 : 24;
    }

    private void assertRefused(final byte[] bytes) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut.pcap: ")
                .hasMessageNotContainingAny("\n");
    }

    @ParameterizedTest
    @MethodSource("names")
    void deliversWholePacketsOfAGzipFileCutAnywhere(final String name) throws IOException {
        final Samples.Sample sample = Samples.all().get(name);
        final Drained whole = read(sample.bytes());
        final byte[] packed = CaptureBytes.gzip(sample.bytes());
        assertThat(read(packed)).isEqualTo(whole);
        int most = 0;
        for (int cut = 2; cut < packed.length; cut++) {
            final Drained drained;
            try {
                drained = read(Arrays.copyOf(packed, cut));
            } catch (final IOException e) {
                assertThat(most).as("refused only before the first packet").isZero();
                assertThat(e).hasMessageContaining("gzip data is cut short");
                continue;
            }
            assertSamePrefix(drained, whole);
            assertThat(drained.damage()).contains("gzip data is cut short at compressed byte ");
            assertThat(drained.rows().size()).isGreaterThanOrEqualTo(most);
            most = drained.rows().size();
        }
        assertThat(most).as("only the trailer was cut").isEqualTo(whole.rows().size());
    }

    @ParameterizedTest
    @MethodSource("names")
    void windowsOfAnySizeGiveTheSameFrames(final String name) throws IOException {
        final Samples.Sample sample = Samples.all().get(name);
        final Drained whole = read(sample.bytes());
        final Path plain = CaptureBytes.write(directory.resolve("p"), sample.bytes());
        final Path packed =
                CaptureBytes.write(directory.resolve("z"), CaptureBytes.gzip(sample.bytes()));
        for (final int window : List.of(1, 7, 16, 24, 33, 64, 100, 256)) {
            for (final Path file : List.of(plain, packed)) {
                assertThat(Drained.of(CaptureFile.open(file, window, window)))
                        .as("%s, window %d", file.getFileName(), window)
                        .isEqualTo(whole);
            }
        }
    }

    private static void assertSamePrefix(final Drained drained, final Drained whole) {
        assertThat(drained.rows()).isEqualTo(whole.rows().subList(0, drained.rows().size()));
    }

    private Drained read(final byte[] bytes) throws IOException {
        final Path file = CaptureBytes.write(directory.resolve("cut.pcap"), bytes);
        return Drained.of(CaptureFile.open(file, 1 << 20, 1 << 12));
    }
}
