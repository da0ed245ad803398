package knet.traces.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import knet.traces.CaptureBytes;
import knet.traces.Captures;
import knet.traces.Drained;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapNgWriterTest {
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("t.pcapng");
    }

    private static void write(final FrameWriter writer, final int length) throws IOException {
        final byte[] packet = CaptureBytes.packet(length, 0);
        writer.write(new UnsafeBuffer(packet), 0, length, length, 5_000_000_000L + length, 1);
    }

    @Test
    void goesOnAfterTheLastWholeBlockWhereverItWasCut() throws IOException {
        try (FrameWriter writer = new PcapNgWriter(file, "first")) {
            write(writer, 60);
            write(writer, 61);
        }
        final byte[] whole = Files.readAllBytes(file);
        try (FrameWriter writer = new PcapNgWriter(file, "first")) {
            write(writer, 60);
        }
        final int first = Files.readAllBytes(file).length;
        for (int cut = first; cut <= whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            try (FrameWriter writer = PcapNgWriter.append(file, "second", CapturePoint.UNKNOWN)) {
                write(writer, 62);
            }
            final Drained drained = Drained.of(Captures.open(file));
            assertThat(drained.damage()).as("cut to %d", cut).isNull();
            assertThat(drained.times().stream().map(time -> time - 5_000_000_000L))
                    .as("cut to %d", cut)
                    .isEqualTo(
                            (cut == whole.length
                                    ? java.util.List.of(60L, 61L, 62L)
                                    : java.util.List.of(60L, 62L)));
        }
    }

    @Test
    void doesNotTouchWhatIsNoSuchFile() throws IOException {
        Files.writeString(file, "a letter to somebody");
        assertThatThrownBy(() -> PcapNgWriter.append(file, "", CapturePoint.UNKNOWN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a capture that can be continued");
        assertThat(file).hasContent("a letter to somebody");
        Files.write(file, new byte[3]);
        assertThatThrownBy(() -> PcapNgWriter.append(file, "", CapturePoint.UNKNOWN))
                .isInstanceOf(IOException.class);
    }

    @Test
    void tsharkReadsTheDirectionOfWhatWasSent() throws Exception {
        final CapturePoint point = new CapturePoint("d0", "a NIC of 4 queues");
        try (PcapNgWriter writer = new PcapNgWriter(file, "", point)) {
            write(writer, 60);
            final byte[] packet = CaptureBytes.packet(61, 0);
            final UnsafeBuffer buffer = new UnsafeBuffer(packet);
            writer.writeOutbound(buffer, 0, 61, 61, 6_000_000_000L, 2);
            writer.writeOutbound(buffer, 0, 61, 61, 6_000_000_001L, FrameWriter.NO_QUEUE);
        }
        assertThat(Drained.of(Captures.open(file)).rows()).hasSize(3);
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
            "frame.packet_flags_direction",
            "-e",
            "frame.interface_queue",
            "-e",
            "frame.cap_len",
            "-e",
            "frame.interface_name",
            "-e",
            "frame.interface_description"
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
                .hasSize(3)
                .element(0)
                .isEqualTo(",1,60,d0,a NIC of 4 queues");
        assertThat(Files.readString(output, StandardCharsets.UTF_8).lines().skip(1))
                .allMatch(line -> line.startsWith("0x") && line.contains("2"))
                .anyMatch(line -> line.contains(",2,61,d0,"))
                .anyMatch(line -> line.contains(",,61,d0,"));
    }
}
