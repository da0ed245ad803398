package knet.driver.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the model checker over {@code src/model/notification.pml} and its mutants. */
class NotificationModelTest {
    private static final int SKIPPED = 77;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theProtocolHoldsAndEveryMutantFails() throws IOException, InterruptedException {
        final Path script = Path.of("src", "model", "check.sh");
        assumeTrue(
                Files.isExecutable(Path.of("/bin/sh")) && Files.exists(script),
                "needs /bin/sh and the module's directory as working directory");
        final Process check =
                new ProcessBuilder("/bin/sh", script.toString()).redirectErrorStream(true).start();
        final String output =
                new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        final int exitCode = check.waitFor();

        assumeTrue(exitCode != SKIPPED, output.strip());
        assertThat(exitCode).as(output).isZero();
        assertThat(output.lines().filter(line -> line.startsWith("ok"))).hasSize(8);
    }
}
