package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.threads.mode.Modes;
import knet.tools.lab.cost.Cost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code knet compare} on simulated processors, end to end. */
@Timeout(120)
final class CompareTest {
    @TempDir Path directory;

    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");

    @Test
    void oneRowPerModeAndClassifierAndOneForAModeWithOneQueue() throws Exception {
        final Cli.Result result =
                Cli.run(
                        "compare",
                        SAMPLE,
                        "--modes",
                        "interrupt,napi,knet",
                        "--firmware",
                        "source-ip-mask,flow-hash:udp=2tuple,key=symmetric,round-robin",
                        "--format",
                        "json");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        final JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.at("/schema").asInt()).isEqualTo(1);
        assertThat(json.at("/costs").asText()).isEqualTo("modern-x86");
        assertThat(json.at("/prices")).hasSize(Cost.values().length);
        assertThat(json.at("/rows")).hasSize(3 + 1 + 3);
        for (final JsonNode row : json.at("/rows")) {
            assertThat(row.at("/clock").asText()).isEqualTo("virtual");
            assertThat(row.at("/frames/offered").asLong()).isEqualTo(5759);
            assertThat(row.at("/frames/delivered").asLong()).isEqualTo(5759);
            assertThat(row.at("/frames/unaccounted").asLong()).isZero();
            assertThat(row.at("/consumed").asLong()).isEqualTo(2192);
            assertThat(row.at("/total/latencyNs/count").asLong()).isEqualTo(2192);
            assertThat(row.at("/total/latencyNs/p50").asLong()).isBetween(1_000L, 1_000_000L);
            assertThat(row.at("/trace/linkTypes/0").asText()).isEqualTo("EN10MB");
            assertThat(row.at("/warnings")).isEmpty();
            assertThat(row.at("/cpu")).hasSize(4);
            assertThat(row.at("/socketFull").asLong()).isZero();
        }
        assertThat(json.at("/rows/5/firmware").asText()).contains("key=symmetric");
        assertThat(json.at("/rows/5/steering/splitFlows").asLong()).isZero();
    }

    @Test
    void theSameInputGivesTheSameBytesWhateverTheNumberOfWorkers() {
        final List<String> outputs = new ArrayList<>();
        for (final String threads : new String[] {"1", "2", "2"}) {
            outputs.add(
                    Cli.run(
                                    "compare",
                                    SAMPLE,
                                    "--rate=200kpps",
                                    "--costs=piii-550",
                                    "--modes=interrupt,knet",
                                    "--sensitivity",
                                    "--limit=1000",
                                    "--threads",
                                    threads,
                                    "--format=json")
                            .out());
        }

        assertThat(outputs.get(0)).contains("\"rows\"", "\"sensitivity\"");
        assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
        assertThat(outputs.get(2)).isEqualTo(outputs.get(0));
    }

    @Test
    void everyModeRunsInVirtualTimeAndAccountsForEveryFrame() throws Exception {
        for (final String rate : new String[] {"original", "500kpps"}) {
            final JsonNode json =
                    Cli.json(
                            "compare", SAMPLE, "--rate", rate, "--costs=piii-550", "--format=json");

            assertThat(json.at("/rows")).hasSize(Modes.all().size());
            for (final JsonNode row : json.at("/rows")) {
                final String mode = row.at("/mode").asText();
                long dropped = 0;
                for (final JsonNode reason : row.at("/frames/dropped")) {
                    dropped += reason.asLong();
                }
                assertThat(row.at("/frames/offered").asLong()).as(mode).isEqualTo(5759);
                assertThat(row.at("/frames/delivered").asLong() + dropped).as(mode).isEqualTo(5759);
                assertThat(row.at("/consumed").asLong()).as(mode).isPositive();
                assertThat(row.at("/throughput/framesPerSecond").asDouble()).as(mode).isPositive();
                assertThat(row.at("/throughput/bitsPerSecond").asDouble()).as(mode).isPositive();
            }
        }
    }

    @Test
    void theTableFitsAWideTerminalAndSaysWhatItMeansAndWhatIsBest() {
        final Cli.Result result =
                Cli.run("compare", SAMPLE, "--rate", "300kpps", "--costs", "piii-550", "--wide");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains(
                        "virtual time, 4 processors, costs piii-550 (all of them assumed), seed 1")
                .contains("to app: frames whose data a user thread has read")
                .contains("lost by napi: ")
                .contains(" ring-full")
                .containsPattern("(?m)^knet +flow-hash +3 +\\d")
                .containsPattern("brings? the application the most: the data of ");
        // All but the last line, which is a sentence.
        assertThat(result.lines().subList(0, result.lines().size() - 1))
                .allMatch(line -> line.length() <= 140);
        assertThat(Cli.run("compare", SAMPLE, "--format", "csv").lines())
                .hasSize(1 + Modes.all().size());
    }

    @Test
    void anInputWithoutFramesIsSaidToBeOne() throws Exception {
        final Path empty = TestCaptures.udp(directory.resolve("empty.pcap"), 0);

        final Cli.Result result =
                Cli.run("compare", empty, "--report", directory.resolve("e.html"));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("no frames came in: there is nothing to tell")
                .containsPattern("(?m)^napi +- .* - +- +- +- +- +- +-$");
    }

    @Test
    void aFrameAtTheEndOfTheClockIsAnErrorAndNoWait() throws Exception {
        final Path early = TestCaptures.udp(directory.resolve("a.pcap"), 3);

        final Cli.Result result =
                Cli.run("compare", early, SAMPLE, "--modes", "knet", "--rate", "x0.001");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("292 years").hasLineCount(1);
    }

    @Test
    void longFramesBringTheApplicationAllTheirBytesInEveryMode() throws Exception {
        final JsonNode result =
                Cli.json(
                        "compare",
                        "--format=json",
                        "generate:flows=4,packets=40,proto=udp,size=9000",
                        "--modes=interrupt,knet,napi-multi,software-classify");

        final JsonNode rows = result.at("/rows");
        assertThat(rows).hasSize(4);
        for (final JsonNode row : rows) {
            assertThat(row.at("/consumed").asLong()).isEqualTo(40);
            assertThat(row.at("/consumedBytes").asLong()).isEqualTo(40 * 9_000);
        }
    }

    @Test
    void aWireThatIsSilentForYearsIsNotWaitedFor() throws Exception {
        final Path early = TestCaptures.udp(directory.resolve("a.pcap"), 3);

        // One of them wants a tick each millisecond, which is a billion in a fortnight.
        final Cli.Result result =
                Cli.run(
                        "compare",
                        early,
                        SAMPLE,
                        "--modes=knet",
                        "--firmware=flow-hash,rss-plus-plus:interval-us=1000");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void whereNothingIsClassifiedTheCsvNamesNoClassifier() {
        final List<String> lines =
                Cli.run(
                                "compare",
                                SAMPLE,
                                "--limit=10",
                                "--modes=napi,knet",
                                "--firmware=flow-hash:udp=2tuple,key=symmetric",
                                "--format=csv")
                        .lines();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("napi,-,10,");
        assertThat(lines.get(2)).startsWith("knet,\"flow-hash:").contains("2tuple,");
    }

    @Test
    void noAccountIsMoreThanTheWholeEvenIfTheRunIsAllBeginning() throws Exception {
        for (final int frames : new int[] {1, 2}) {
            final JsonNode json =
                    Cli.json(
                            "compare",
                            SAMPLE,
                            "--limit=" + frames,
                            "--cpus=1",
                            "--costs=piii-550",
                            "--format=json");
            for (final JsonNode row : json.at("/rows")) {
                double percent = 0;
                for (final JsonNode account : row.at("/cpuPercent")) {
                    percent += account.asDouble();
                }
                assertThat(percent).as(row.at("/mode").asText()).isBetween(0.1, 100.0001);
                long busyNs = 0;
                for (final String account :
                        List.of("hardInterruptNs", "softirqNs", "kernelThreadNs", "userThreadNs")) {
                    busyNs += row.at("/cpu/0/" + account).asLong();
                }
                assertThat(busyNs)
                        .as(row.at("/mode").asText())
                        .isLessThanOrEqualTo(row.at("/busySpanNs").asLong());
            }
        }
    }

    @Test
    void whatAClassifierCountsOfItsOwnAccordIsToldInEveryForm() throws Exception {
        final Path file = directory.resolve("LeastLoaded.java");
        Files.writeString(file, Cli.run("firmware", "new", "LeastLoaded").out());
        final Path page = directory.resolve("c.html");
        final List<Object> words =
                List.of("compare", SAMPLE, "--modes=napi,knet", "--limit=2000", "--firmware", file);

        final JsonNode rows = Cli.json(with(words, "--format=json")).at("/rows");
        final long moves = rows.at("/1/nic/firmwareCounters/moves").asLong();
        assertThat(moves).isPositive();
        assertThat(rows.at("/0/nic/firmwareCounters")).isEmpty();
        final Cli.Result table = Cli.run(with(words, "--report", page));
        assertThat(table.out()).containsPattern("(?m)^counted by knet with .*: .*moves " + moves);
        assertThat(table.out()).doesNotContain("counted by napi");
        assertThat(Files.readString(page)).contains("What the classifiers count");
        assertThat(Cli.run("compare", SAMPLE, "--modes=knet", "--limit=100").out())
                .doesNotContain("counted by");
    }

    private static Object[] with(final List<Object> words, final Object... more) {
        final List<Object> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all.toArray();
    }
}
