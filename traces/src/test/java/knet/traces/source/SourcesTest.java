package knet.traces.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import knet.traces.CaptureBytes;
import knet.traces.Captures;
import knet.traces.Drained;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    @TempDir Path directory;

    /** A capture of frames of 60 bytes at the given microseconds. */
    private Path capture(final String name, final int linkType, final int... micros) {
        final CaptureBytes capture = new CaptureBytes().pcapHeader(0xa1b2c3d4, linkType);
        for (int i = 0; i < micros.length; i++) {
            capture.pcapRecord(0, micros[i], 60, CaptureBytes.packet(60, i));
        }
        return capture.write(directory.resolve(name));
    }

    private Path cut(final String name) throws IOException {
        final Path file = capture(name, 1, 1, 2);
        final byte[] bytes = Files.readAllBytes(file);
        return CaptureBytes.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    }

    @Test
    void limits() throws IOException {
        final Path file = capture("a", 1, 1, 2, 3);
        for (int limit = 0; limit < 5; limit++) {
            final FrameSource source = new LimitedSource(Captures.open(file), limit);
            assertThat(Drained.of(source).rows()).hasSize(Math.min(limit, 3));
        }
        assertThatThrownBy(() -> new LimitedSource(Captures.open(file), -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void concatenatesFilesPastDamage() throws IOException {
        final List<Path> files =
                List.of(capture("a", 1, 10, 11), cut("b"), capture("c", 101, 5), cut("d"));
        final Drained drained = Drained.of(ConcatenatedSource.of(files));
        assertThat(drained.times()).containsExactly(10_000L, 11_000L, 1_000L, 5_000L, 1_000L);
        assertThat(drained.damage())
                .contains("b: byte 100: ")
                .contains("d: byte 100: ")
                .contains("; ")
                .doesNotContain("\n");
        assertThat(drained.linkTypes()).containsExactly("EN10MB", "RAW");
    }

    @Test
    void concatenationFindsAMissingFileBeforeTheFirstFrame() {
        final List<Path> files = List.of(capture("a", 1, 10), directory.resolve("none"));
        assertThatThrownBy(() -> ConcatenatedSource.of(files))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none: no such file");
    }

    @Test
    void aFileThatVanishesLaterIsDamage() throws IOException {
        final Path second = capture("b", 1, 10);
        final FrameSource source =
                ConcatenatedSource.of(List.of(capture("a", 1, 10), second, capture("c", 1, 12)));
        Files.delete(second);
        final Drained drained = Drained.of(source);
        assertThat(drained.times()).containsExactly(10_000L, 12_000L);
        assertThat(drained.damage()).contains("b: no such file");
    }

    @Test
    void preloadsAndReplaysFromMemory() throws IOException {
        final CaptureBytes capture = new CaptureBytes().pcapHeader(0xa1b2c3d4, 1);
        for (int i = 0; i < 60; i++) {
            // Large ones, so that several chunks are filled.
            final int length = i % 2 == 0 ? 262_144 : i;
            capture.pcapRecord(i, 0, length + 5, CaptureBytes.packet(length, i));
        }
        final Path file = capture.write(directory.resolve("t"));
        final Drained expected = Drained.of(Captures.open(file));
        final PreloadedCapture preloaded;
        try (FrameSource source = Captures.open(file)) {
            preloaded = PreloadedCapture.load(source, 1 << 28);
        }
        Files.delete(file);
        assertThat(preloaded.frames()).isEqualTo(60);
        assertThat(preloaded.capturedBytes())
                .isEqualTo(expected.rows().stream().mapToLong(row -> row.bytes().length).sum());
        assertThat(Drained.of(preloaded.source())).isEqualTo(expected);
        assertThat(Drained.of(preloaded.source())).isEqualTo(expected);
    }

    @Test
    void preloadingKeepsDamageAndTakesAnEmptyCapture() throws IOException {
        try (FrameSource source = Captures.open(cut("a"))) {
            final PreloadedCapture preloaded = PreloadedCapture.load(source, 1);
            assertThat(preloaded.frames()).isEqualTo(1);
            assertThat(preloaded.damage()).contains("a: byte 100: ");
            assertThat(Drained.of(preloaded.source()).damage()).isEqualTo(preloaded.damage());
        } catch (final IOException e) {
            throw new AssertionError("one chunk is always granted", e);
        }
        try (FrameSource source = Captures.open(capture("b", 1))) {
            assertThat(PreloadedCapture.load(source, 1).source().isExhausted()).isTrue();
        }
    }

    @Test
    void preloadingRefusesWhatDoesNotFit() throws IOException {
        final CaptureBytes capture = new CaptureBytes().pcapHeader(0xa1b2c3d4, 1);
        for (int i = 0; i < 40; i++) {
            capture.pcapRecord(i, 0, 262_144, new byte[262_144]);
        }
        try (FrameSource source = Captures.open(capture.write(directory.resolve("t")))) {
            assertThatThrownBy(() -> PreloadedCapture.load(source, 5 << 20))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not fit into 5242880 bytes");
        }
    }

    @Test
    void loopsNeverRunBackInTime() throws IOException {
        // Out of order within the capture: kept, but the next loop begins behind the latest.
        final Path file = capture("a", 1, 100, 400, 300);
        final Drained drained = Drained.of(new LoopingSource(() -> Captures.open(file), 3, false));
        // Span 300 us, mean gap 150 us.
        assertThat(drained.times())
                .containsExactly(
                        100_000L,
                        400_000L,
                        300_000L,
                        550_000L,
                        850_000L,
                        750_000L,
                        1_000_000L,
                        1_300_000L,
                        1_200_000L);
        assertThat(drained.bytes(3)).isEqualTo(drained.bytes(0));
    }

    @Test
    void aCaptureOfOneMomentStillMovesOn() throws IOException {
        final Path file = capture("a", 1, 100);
        final Drained drained = Drained.of(new LoopingSource(() -> Captures.open(file), 3, false));
        assertThat(drained.times()).containsExactly(100_000L, 101_000L, 102_000L);
    }

    @Test
    void loopsOverDamageTellItOnce() throws IOException {
        final Path file = cut("a");
        final Drained drained = Drained.of(new LoopingSource(() -> Captures.open(file), 3, true));
        assertThat(drained.rows()).hasSize(3);
        assertThat(drained.damage()).containsOnlyOnce("byte 100");
    }

    @Test
    void anEmptyCaptureLoopsNotAtAll() throws IOException {
        final Path file = capture("a", 1);
        final FrameSource source =
                new LoopingSource(() -> Captures.open(file), Long.MAX_VALUE, false);
        assertThat(Drained.of(source).rows()).isEmpty();
        assertThatThrownBy(() -> new LoopingSource(() -> Captures.open(file), 0, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileThatVanishesBetweenLoopsEndsThem() throws IOException {
        final Path file = capture("a", 1, 1);
        final FrameSource source = new LoopingSource(() -> Captures.open(file), 9, false);
        final Frame frame = new Frame();
        assertThat(source.next(frame)).isTrue();
        Files.delete(file);
        assertThat(source.next(frame)).isFalse();
        assertThat(source.isExhausted()).isTrue();
        assertThat(source.damage()).contains("a: no such file");
        source.close();
    }
}
