package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay --watch}: both processes, at full rate, and a file that is saved meanwhile. */
@Timeout(180)
final class WatchTest {
    private static final Path SAMPLE =
            Path.of("..", "..", "traces", "samples", "web-64-clients.pcap");

    @TempDir Path directory;

    private void save(final String body) throws IOException {
        Files.writeString(
                directory.resolve("Mine.java"),
                "import knet.firmware.*;\n"
                        + "public class Mine implements Classifier {\n"
                        + "  public int classify(Packet p, QueueState q) { "
                        + body
                        + " }\n}\n");
    }

    private Process start(final Path out, final Path err) throws IOException {
        final List<String> command = new ArrayList<>(ChildJava.command());
        command.addAll(
                List.of(
                        Main.class.getName(),
                        "replay",
                        SAMPLE.toAbsolutePath().normalize().toString(),
                        "--firmware",
                        "./Mine.java",
                        "--watch",
                        "--device",
                        "watched",
                        "--device-dir",
                        directory.resolve("devices").toString(),
                        "--journal",
                        "journal",
                        "--format",
                        "json"));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** Saves versions while it runs. */
    @FunctionalInterface
    private interface Saving {
        void during(Process process) throws Exception;
    }

    /**
     * Runs from a first version on, until Ctrl-C after the others: the process, which has ended.
     */
    private Process run(final Saving saving) throws Exception {
        CtrlC.assumeItArrives();
        save("return 0;");
        final Path out = directory.resolve("out");
        final Path err = directory.resolve("err");
        final Process process = start(out, err);
        try {
            saving.during(process);
            CtrlC.send(process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return process;
    }

    @Test
    void everySaveTakesOverBetweenTwoFramesAndTheRunTellsOfIt() throws Exception {
        final Process process =
                run(
                        running -> {
                            await(running, () -> frames(0) > 10_000);
                            save("return 1 + (p.sourceLow32() & 1)");
                            await(
                                    running,
                                    () ->
                                            Files.readString(directory.resolve("err"))
                                                    .contains("does not compile"));
                            final long before = frames(0);
                            await(running, () -> frames(0) > before);
                            save("return 1 + (p.sourceLow32() & 1);");
                            await(running, () -> frames(1) > 10_000 && frames(2) > 10_000);
                        });
        final String said = Files.readString(directory.resolve("err"));
        assertThat(process.exitValue()).as(said).isEqualTo(130);
        assertThat(said)
                .startsWith("Mine.java:3: error: ';' expected\n")
                .containsPattern(
                        "\nknet nic: from frame \\d+ on \\./Mine\\.java@[0-9a-f]{8};"
                                + " before it \\./Mine\\.java@[0-9a-f]{8}: [0-9,]+ frames, max/mean"
                                + " 4\\.00");
        final JsonNode run =
                new ObjectMapper().readTree(Files.readString(directory.resolve("out")));
        final long offered = run.at("/frames/offered").asLong();
        assertThat(
                        run.at("/frames/delivered").asLong()
                                + run.at("/frames/dropped/stopped").asLong())
                .isEqualTo(offered);
        assertThat(run.at("/frames/unaccounted").asLong()).isZero();
        assertThat(run.at("/nic/counters/firmware_swaps").asLong()).isEqualTo(1);
        assertThat(run.at("/firmware").asText()).matches("\\./Mine\\.java@[0-9a-f]{8}");
        assertThat(run.at("/warnings").toString()).contains("the classifier was exchanged 1 time");
        final long swapAt = run.at("/firmwarePeriods/1/fromFrame").asLong();
        assertThat(run.at("/queuesDetail/0/frames").asLong()).isEqualTo(swapAt);
        final JsonNode periods = run.at("/firmwarePeriods");
        assertThat(periods).hasSize(2);
        assertThat(periods.at("/0/fromFrame").asLong()).isZero();
        assertThat(periods.at("/0/toFrame").asLong()).isEqualTo(swapAt - 1);
        // One that was decided on may still wait for space in its ring.
        assertThat(periods.at("/0/frames").asLong()).isBetween(swapAt - 1, swapAt);
        assertThat(periods.at("/0/maxOverMean").asDouble()).isEqualTo(4);
        assertThat(periods.at("/1/fromFrame").asLong()).isEqualTo(swapAt);
        assertThat(periods.at("/1/toFrame").asLong()).isEqualTo(offered - 1);
        assertThat(periods.at("/1/firmware")).isEqualTo(run.at("/firmware"));
        assertThat(periods.findValuesAsText("hung")).containsOnly("false");
        for (int queue = 0; queue < 4; queue++) {
            assertThat(
                            periods.at("/0/framesPerQueue/" + queue).asLong()
                                    + periods.at("/1/framesPerQueue/" + queue).asLong())
                    .as("queue %d", queue)
                    .isEqualTo(run.at("/queuesDetail/" + queue + "/frames").asLong());
        }
        assertThat(periods.at("/1/framesPerQueue/0").asLong()).isLessThan(2);
        final JsonNode journal =
                new ObjectMapper()
                        .readTree(
                                Cli.run(
                                                "journal",
                                                directory.resolve("journal"),
                                                "--summary",
                                                "--format",
                                                "json")
                                        .out());
        assertThat(journal.at("/runs/0/firmware/0/toFrame").asLong()).isEqualTo(swapAt - 1);
        assertThat(journal.at("/runs/0/firmware/0/decisions").asLong()).isEqualTo(swapAt);
        assertThat(journal.at("/runs/0/firmware/1/fromFrame").asLong()).isEqualTo(swapAt);
        assertThat(Cli.run("journal", directory.resolve("journal"), "--summary").out())
                .containsPattern("from frame 0: .*Mine\\.java@")
                .containsPattern("from frame " + swapAt + ": .*Mine\\.java@");
    }

    @Test
    void whatRanBeforeAHangIsInTheReportWithItsFrames() throws Exception {
        run(
                running -> {
                    await(running, () -> frames(0) > 10_000);
                    save("if (n++ < 2000) return 1; while (n > 0) n |= 7; return 1; } int n; {");
                    await(
                            running,
                            () ->
                                    Files.readString(directory.resolve("err"))
                                            .contains("hangs: going on with queue 0"));
                    save("return 3;");
                    await(running, () -> frames(3) > 10_000);
                });
        final JsonNode run =
                new ObjectMapper().readTree(Files.readString(directory.resolve("out")));
        final JsonNode periods = run.at("/firmwarePeriods");
        assertThat(periods.findValuesAsText("hung"))
                .as(periods.toString())
                .containsExactly("false", "true", "false", "false");
        assertThat(run.at("/nic/counters/firmware_swaps").asLong()).isEqualTo(2);
        final JsonNode journal =
                new ObjectMapper()
                        .readTree(
                                Cli.run(
                                                "journal",
                                                directory.resolve("journal"),
                                                "--summary",
                                                "--format",
                                                "json")
                                        .out())
                        .at("/runs/0/firmware");
        for (int i = 0; i < 4; i++) {
            for (final String key : List.of("fromFrame", "toFrame")) {
                assertThat(periods.get(i).get(key)).isEqualTo(journal.get(i).get(key));
            }
        }
        assertThat(periods.at("/1/framesPerQueue/1").asLong()).isBetween(2000L - 64, 2000L);
        assertThat(periods.at("/2/fromFrame").asLong())
                .as("the frame that it hung at was decided on by none")
                .isEqualTo(periods.at("/1/toFrame").asLong() + 2);
    }

    private static void await(final Process process, final Callable<Boolean> isReached) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> isReached.call() || !process.isAlive());
    }

    private long frames(final int queue) {
        final Cli.Result top =
                Cli.run(
                        "top",
                        "watched",
                        "--once",
                        "--counters",
                        "--interval",
                        "0.05",
                        "--device-dir",
                        directory.resolve("devices"));
        return top.lines().stream()
                .filter(line -> line.startsWith("rx_queue_" + queue + "_packets "))
                .mapToLong(line -> Long.parseLong(line.split(" +")[1]))
                .findFirst()
                .orElse(0);
    }

    @Test
    void watchesFilesOnly() throws IOException {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 3);
        final Cli.Result result = Cli.run("replay", file, "--watch");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("--watch goes with --firmware FILE, not with flow-hash")
                .hasLineCount(1);
    }
}
