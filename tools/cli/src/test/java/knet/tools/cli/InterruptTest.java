package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C: the report of what was done so far, and nothing left behind. */
@Timeout(120)
final class InterruptTest {
    @TempDir Path directory;

    @Test
    void aReplayPrintsWhatWasDoneSoFar() throws Exception {
        CtrlC.assumeItArrives();
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 1_000);
        final Path devices = directory.resolve("devices");
        final Path out = directory.resolve("out");
        final Path err = directory.resolve("err");
        final List<String> command = new ArrayList<>(ChildJava.command());
        command.addAll(
                List.of(
                        Main.class.getName(),
                        "replay",
                        file.toString(),
                        "--rate",
                        "1000pps",
                        "--loop",
                        "1000",
                        "--device",
                        "d",
                        "--device-dir",
                        devices.toString(),
                        "--format",
                        "json"));
        final Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> hasDelivered(devices) || !process.isAlive());
            CtrlC.send(process);
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(130);
        final JsonNode run = new ObjectMapper().readTree(Files.readString(out));
        assertThat(run.at("/frames/offered").asLong()).isPositive().isLessThan(1_000_000);
        assertThat(run.at("/frames/unaccounted").asLong()).isZero();
        assertThat(run.at("/frames/delivered").asLong()).isPositive();
        assertThat(Cli.run("devices", "--device-dir", devices).out()).startsWith("no devices");
    }

    private static boolean hasDelivered(final Path devices) {
        final Cli.Result top =
                Cli.run(
                        "top",
                        "d",
                        "--once",
                        "--counters",
                        "--interval",
                        "0.05",
                        "--device-dir",
                        devices);
        return top.lines().stream()
                .anyMatch(line -> line.matches("host_queue_\\d+_delivered +[1-9].*"));
    }
}
