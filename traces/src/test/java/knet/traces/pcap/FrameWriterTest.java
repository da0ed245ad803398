package knet.traces.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import knet.traces.CaptureBytes;
import knet.traces.Captures;
import knet.traces.Drained;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameWriterTest {
    private static final long TIME_NS = 1_700_000_000_123_456_789L;

    @TempDir Path directory;

    private interface Opener {
        FrameWriter open(Path file) throws IOException;
    }

    private static final List<Opener> FORMATS =
            List.of(PcapWriter::new, file -> new PcapNgWriter(file, "of a test"));

    @Test
    void whatIsWrittenReadsBackTheSame() throws IOException {
        final int[] lengths = {0, 1, 2, 3, 4, 60, 1514, 65_535, 262_144, 61};
        for (final Opener format : FORMATS) {
            final Path file = directory.resolve("t");
            try (FrameWriter writer = format.open(file)) {
                for (int i = 0; i < lengths.length; i++) {
                    write(writer, CaptureBytes.packet(lengths[i], i), lengths[i] + i, i, i % 3 - 1);
                }
            }
            final Drained drained = Drained.of(Captures.open(file));
            assertThat(drained.damage()).isNull();
            assertThat(drained.rows()).hasSize(lengths.length);
            for (int i = 0; i < lengths.length; i++) {
                assertThat(drained.bytes(i)).isEqualTo(CaptureBytes.packet(lengths[i], i));
                assertThat(drained.wireLengths().get(i)).isEqualTo(lengths[i] + i);
                assertThat(drained.times().get(i)).isEqualTo(TIME_NS + i);
            }
        }
    }

    private static void write(
            final FrameWriter writer,
            final byte[] packet,
            final int wireLength,
            final long laterNs,
            final int queue)
            throws IOException {
        writer.write(
                new UnsafeBuffer(packet), 0, packet.length, wireLength, TIME_NS + laterNs, queue);
    }

    @Test
    void moreThanAnyBufferHoldsIsWrittenInOrder() throws IOException {
        for (final Opener format : FORMATS) {
            final Path file = directory.resolve("t");
            try (FrameWriter writer = format.open(file)) {
                for (int i = 0; i < 3_000; i++) {
                    write(writer, CaptureBytes.packet(1_000, i), 1_000, i, i & 7);
                }
            }
            final Drained drained = Drained.of(Captures.open(file));
            assertThat(drained.rows()).hasSize(3_000);
            assertThat(drained.times()).isSorted();
            assertThat(drained.bytes(2_999)).isEqualTo(CaptureBytes.packet(1_000, 2_999));
        }
    }

    @Test
    void whatTheFormatsCannotHoldIsClamped() throws IOException {
        for (final Opener format : FORMATS) {
            final Path file = directory.resolve("t");
            final UnsafeBuffer large = new UnsafeBuffer(new byte[300_000]);
            try (FrameWriter writer = format.open(file)) {
                writer.write(large, 0, 300_000, 300_000, -5, 0);
                writer.write(large, 0, 60, 60, Long.MAX_VALUE, Integer.MAX_VALUE);
            }
            final Drained drained = Drained.of(Captures.open(file));
            assertThat(drained.damage()).isNull();
            assertThat(drained.lengths()).containsExactly(262_144, 60);
            assertThat(drained.wireLengths()).containsExactly(300_000, 60);
            assertThat(drained.times().get(0)).isZero();
            assertThat(drained.times().get(1)).isGreaterThan(4_294_967_295_000_000_000L);
        }
    }

    @Test
    void flushHandsOutWhatWasWritten() throws IOException {
        for (final Opener format : FORMATS) {
            final Path file = directory.resolve("t");
            try (FrameWriter writer = format.open(file)) {
                write(writer, CaptureBytes.packet(60, 0), 60, 0, 1);
                writer.flush();
                assertThat(Drained.of(Captures.open(file)).rows()).hasSize(1);
            }
        }
    }

    @Test
    void aCommentOfAnyLengthFits() throws IOException {
        final Path file = directory.resolve("t");
        for (final String comment : new String[] {null, "", "a", "ü".repeat(60_000)}) {
            new PcapNgWriter(file, comment).close();
            assertThat(Drained.of(Captures.open(file)).damage()).isNull();
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsAnError() {
        for (final Opener format : FORMATS) {
            assertThatThrownBy(() -> format.open(directory)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void afterAFullDiskWritesFailAndCloseDoesNotHang() throws IOException {
        final Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "needs /dev/full");
        for (final Opener format : FORMATS) {
            final FrameWriter writer = format.open(full);
            write(writer, CaptureBytes.packet(60, 0), 60, 0, 1);
            assertThatThrownBy(writer::flush).isInstanceOf(IOException.class);
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 3_000; i++) {
                                    write(writer, CaptureBytes.packet(1_000, i), 1_000, i, 0);
                                }
                            })
                    .isInstanceOf(IOException.class);
            try {
                writer.close();
            } catch (final IOException e) {
                assertThat(e).hasMessageContaining("No space left");
            }
        }
    }

    @Test
    void tsharkReadsTheQueueOfEachPacket() throws Exception {
        final Path file = directory.resolve("t.pcapng");
        try (FrameWriter writer = new PcapNgWriter(file, "firmware flow-hash")) {
            write(writer, CaptureBytes.packet(60, 0), 60, 0, 3);
            write(writer, CaptureBytes.packet(61, 0), 1500, 1, FrameWriter.NO_QUEUE);
            write(writer, CaptureBytes.packet(63, 0), 63, 2, 0);
        }
        final Path output = directory.resolve("out");
        final String[] command = {
            "tshark",
            "-r",
            file.toString(),
            "-T",
            "fields",
            "-E",
            "separator=,",
            "-e",
            "frame.interface_queue",
            "-e",
            "frame.cap_len",
            "-e",
            "frame.len",
            "-e",
            "frame.time_epoch"
        };
        Process process = null;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .redirectOutput(output.toFile())
                            .start();
        } catch (final IOException e) {
            assumeTrue(false, "needs tshark");
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output, StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "3,60,60,1700000000.123456789",
                        ",61,1500,1700000000.123456790",
                        "0,63,63,1700000000.123456791");
    }
}
