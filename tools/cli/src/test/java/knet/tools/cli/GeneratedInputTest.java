package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Synthetic traffic in place of a capture is what the capture made of it would be. */
@Timeout(60)
final class GeneratedInputTest {
    private static final String TRAFFIC = "generate:flows=20,packets=300,size=60:7,1514:3,ip=mix";

    @TempDir Path directory;
    private Path capture;

    @BeforeEach
    void writeCapture() {
        capture = directory.resolve("a.pcap");
        final Cli.Result result =
                Cli.run(
                        "trace",
                        "generate",
                        "flows=20,",
                        "packets=300",
                        "size=60:7,1514:3",
                        "ip=mix",
                        "-o",
                        capture);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void isClassifiedAndShownAsTheCaptureIs() {
        for (final List<String> command : List.of(List.of("classify"), List.of("trace", "show"))) {
            final Cli.Result ofFile = run(command, capture.toString());
            final Cli.Result generated = run(command, TRAFFIC);

            assertThat(generated.err()).isEmpty();
            assertThat(generated.out()).isEqualTo(ofFile.out()).isNotEmpty();
            assertThat(generated.lines()).hasSizeGreaterThanOrEqualTo(300);
        }
    }

    @Test
    void isReplayedThroughTheNic() throws Exception {
        final Cli.Result result =
                Cli.run(
                        "replay",
                        TRAFFIC,
                        "--format",
                        "json",
                        "--device-dir",
                        directory.resolve("devices"));

        assertThat(result.code()).as(result.err()).isZero();
        final JsonNode run = new ObjectMapper().readTree(result.out());
        assertThat(run.at("/frames/delivered").asLong()).isEqualTo(300);
        assertThat(run.at("/trace/files/0").asText()).isEqualTo(TRAFFIC);
    }

    @Test
    void aFileOfSuchANameIsAFile() throws Exception {
        final Path odd = directory.resolve("generate:flows=1");
        Files.copy(capture, odd);

        assertThat(Cli.run("classify", odd).lines()).hasSize(301);
        assertThat(Cli.run("classify", "pcap:" + capture).lines()).hasSize(301);
    }

    private static Cli.Result run(final List<String> command, final String input) {
        final Object[] words = new Object[command.size() + 1];
        for (int i = 0; i < command.size(); i++) {
            words[i] = command.get(i);
        }
        words[command.size()] = input;
        return Cli.run(words);
    }
}
