package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a process whose stdout does not take all that it prints. */
final class ClosedPipeTest {
    private static final int FRAMES = 40_000;

    @TempDir Path directory;

    /** As with {@code | head -n 1}: far more is to come than a pipe holds. */
    @ParameterizedTest
    @ValueSource(
            strings = {"classify", "classify --format json", "trace show", "trace show --full"})
    void aReaderThatHasSeenEnoughIsNoFailure(final String command) throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), FRAMES);
        final Process process = process(command, file).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isNotNull();
        }
        end(process, 0, "");
    }

    /** What a command prints at its end is written as the process ends. */
    @Test
    void aReaderThatIsGoneBeforeTheResultIsNoFailure() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), FRAMES);
        final Process process = process("trace info", file).start();
        process.getInputStream().close();
        end(process, 0, "");
    }

    @Test
    void aFullDiskIsAFailure() throws Exception {
        final Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full here");
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 10);
        final Process process = process("classify", file).redirectOutput(full.toFile()).start();
        end(process, 1, "knet: cannot write the result: ");
    }

    private static void end(final Process process, final int code, final String err)
            throws IOException, InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith(err)
                .hasLineCount(err.isEmpty() ? 0 : 1);
        assertThat(process.exitValue()).isEqualTo(code);
    }

    private static ProcessBuilder process(final String command, final Path file) {
        final List<String> words = new ArrayList<>(ChildJava.command());
        words.add(Main.class.getName());
        words.addAll(List.of(command.split(" ")));
        words.add(file.toString());
        return new ProcessBuilder(words);
    }
}
