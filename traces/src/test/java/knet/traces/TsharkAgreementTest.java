package knet.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each packet of the samples, and of the captures in the directory that the system property {@code
 * knet.captures} names, has the time, lengths and IP identification that tshark reads.
 */
class TsharkAgreementTest {
    @TempDir Path directory;

    static Stream<Path> captures() throws IOException {
        final List<Path> captures = new ArrayList<>();
        final String further = System.getProperty("knet.captures");
        for (final Path from :
                further == null
                        ? List.of(Path.of("samples"))
                        : List.of(Path.of("samples"), Path.of(further))) {
            try (Stream<Path> files = Files.list(from)) {
                files.filter(file -> file.toString().matches(".*\\.pcap(ng)?(\\.gz)?"))
                        .sorted()
                        .forEach(captures::add);
            }
        }
        return captures.stream();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void readsWhatTsharkReads(final Path file) throws Exception {
        final List<String[]> expected = tshark(file);
        final Frame frame = new Frame();
        int packet = 0;
        try (FrameSource source = Captures.open(file)) {
            final String linkType = source.linkTypes().length == 0 ? "" : source.linkTypes()[0];
            while (source.next(frame)) {
                final String[] fields = expected.get(packet++);
                assertThat(frame.timestampNs())
                        .as("time of packet %d", packet)
                        .isEqualTo(new BigDecimal(fields[0]).movePointRight(9).longValueExact());
                final int synthesised = synthesisedBytes(linkType);
                assertThat(frame.wireLength() - synthesised)
                        .as("wire length of packet %d", packet)
                        .isEqualTo(Integer.parseInt(fields[1]));
                assertThat(frame.length() - synthesised)
                        .as("captured length of packet %d", packet)
                        .isEqualTo(Integer.parseInt(fields[2]));
                final int ip = frame.offset() + 14;
                if (frame.length() >= 20
                        && fields.length > 3
                        && frame.buffer().getByte(ip - 2) == 8
                        && frame.buffer().getByte(ip - 1) == 0) {
                    assertThat(
                                    frame.buffer().getShort(ip + 4, java.nio.ByteOrder.BIG_ENDIAN)
                                            & 0xffff)
                            .as("IP identification of packet %d", packet)
                            .isEqualTo(Integer.decode(fields[3]));
                }
            }
        }
        assertThat(packet).isEqualTo(expected.size());
    }

    /** By how much the Ethernet header is longer than the capture's own link header. */
    private static int synthesisedBytes(final String linkType) {
        return switch (linkType) {
            case "NULL", "LOOP" -> 10;
            case "RAW", "IPV4", "IPV6" -> 14;
            case "LINUX_SLL" -> -2;
            case "LINUX_SLL2" -> -6;
            default -> 0;
        };
    }

    private List<String[]> tshark(final Path file) throws Exception {
        final Path output = directory.resolve("out");
        Process process = null;
        try {
            process =
                    new ProcessBuilder(
                                    "tshark",
                                    "-n",
                                    "-r",
                                    file.toString(),
                                    "-T",
                                    "fields",
                                    "-E",
                                    "occurrence=f",
                                    "-e",
                                    "frame.time_epoch",
                                    "-e",
                                    "frame.len",
                                    "-e",
                                    "frame.cap_len",
                                    "-e",
                                    "ip.id")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .redirectOutput(output.toFile())
                            .start();
        } catch (final IOException e) {
            assumeTrue(false, "needs tshark");
        }
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        final List<String[]> rows = new ArrayList<>();
        for (final String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
            rows.add(line.split("\t"));
        }
        return rows;
    }
}
