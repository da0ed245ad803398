package knet.threads.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of streams is what its name says. */
final class StreamsFileTest {
    @TempDir Path directory;

    private String written(final String name) throws IOException {
        final Path file = directory.resolve(name);
        new ByteCounts(true).writeStreams(file);
        return Files.readString(file);
    }

    @Test
    void followsTheNamesEnding() throws IOException {
        assertThat(written("a.json")).isEqualTo("{\"schema\": 1, \"streams\": [\n]}\n");
        assertThat(written("a.JSON")).startsWith("{");
        assertThat(written("a.tsv"))
                .isEqualToIgnoringNewLines("flow\tbytes\tsha256\tincarnation\tmissing\n");
        assertThat(written("a.csv")).startsWith("flow,bytes,sha256,incarnation,missing");
        assertThat(written("a")).startsWith("flow,bytes,sha256,incarnation,missing");
    }
}
