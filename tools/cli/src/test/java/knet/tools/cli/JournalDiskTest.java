package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal on a file system that has no space for it. */
@Timeout(120)
final class JournalDiskTest {
    @TempDir Path directory;
    private Path small;

    @BeforeEach
    void mount() throws Exception {
        small = Files.createDirectory(directory.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()) == 0,
                "a small file system cannot be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", small.toString());
    }

    private static int run(final String... command) throws InterruptedException {
        try {
            final Process process = new ProcessBuilder(command).start();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (final IOException e) {
            return -1;
        }
    }

    @Test
    void aDiskThatGetsFullEndsTheJournalAndNotTheWire() {
        final Path journal = small.resolve("j");

        final Cli.Result first =
                Cli.run(
                        "replay",
                        "generate:flows=10,packets=60000",
                        "--journal",
                        journal,
                        "--queues",
                        "2");

        assertThat(first.code()).isEqualTo(1);
        assertThat(first.out())
                .contains("offered 60000 = delivered 60000 + dropped 0 + in flight 0")
                .contains(journal + ": no space left for the journal");
    }
}
