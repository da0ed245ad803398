package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import knet.tools.bench.PacketSort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code knet firmware bench}, end to end; no figure of it is looked at, but for what is counted.
 */
@Timeout(180)
final class FirmwareBenchTest {
    @TempDir private Path directory;

    @Test
    void everyKindIsMeasuredWithTheReferenceAndOnesOwn() throws Exception {
        final Path file = directory.resolve("LeastLoaded.java");
        Files.writeString(file, Cli.run("firmware", "new", "LeastLoaded").out());

        final Cli.Result result =
                Cli.run(
                        "firmware",
                        "bench",
                        file,
                        "--runs=2",
                        "--scale=0.01",
                        "--trace=../../traces/samples/dns-udp.pcap",
                        "--format=json");

        assertThat(result.code()).as(result.err()).isZero();
        final JsonNode results = new ObjectMapper().readTree(result.out()).at("/results");
        assertThat(results).hasSize(2 * (PacketSort.values().length + 1));
        assertThat(results.findValuesAsText("kind"))
                .contains("trace")
                .containsAll(PacketSort.keys());
        assertThat(results.at("/0/firmware").asText()).isEqualTo("flow-hash");
        assertThat(results.at("/0/ratio").asDouble()).isEqualTo(1);
        assertThat(results.at("/1/firmware").asText()).isEqualTo(file.toString());
        for (final JsonNode row : results) {
            assertThat(row.at("/runs").asInt()).isEqualTo(2);
            assertThat(row.at("/bitsPerSecond64B").asDouble())
                    .isCloseTo(
                            672 * row.at("/packetsPerSecond").asDouble(), withinPercentage(0.001));
        }
    }

    @Test
    void theTableHasABlockForEachKindAndCsvALineForEachFigure() {
        final Cli.Result table =
                Cli.run("firmware", "bench", "rps", "--kinds=tcp4,arp", "--runs=1", "--scale=0.01");

        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.lines().get(0))
                .matches(
                        "(rps|flow-hash \\(RSS\\)) is the cheapest of 2 \\(the mean of 2 kinds\\):"
                                + " [0-9.,]+ ns a packet.*, a line of .*");
        assertThat(table.lines())
                .anyMatch(line -> line.matches("tcp4 +ns +min +max +ratio +Mpps +line +10G +bytes"))
                .anyMatch(line -> line.matches("arp +ns .*"))
                .anyMatch(line -> line.matches("rps +[0-9.]+ .* .bit/s +[0-9.]+x +[0-9.e-]+"));
        final Cli.Result csv =
                Cli.run(
                        "firmware",
                        "bench",
                        "flow-hash",
                        "--kinds=gre",
                        "--runs=1",
                        "--scale=0.01",
                        "--format=csv");
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv.lines().get(1)).startsWith("flow-hash,gre,").contains(",ns,");
    }

    @Test
    void aClassifierThatThrowsIsOneLine() throws Exception {
        final Path file =
                Files.writeString(
                        directory.resolve("Throws.java"),
                        "import knet.firmware.*; public class Throws implements Classifier {"
                                + " public int classify(Packet p, QueueState q) {"
                                + " throw new IllegalStateException(\"never\"); } }");

        final Cli.Result result =
                Cli.run("firmware", "bench", file, "--kinds=tcp4", "--runs=1", "--scale=0.01");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("Throws threw java.lang.IllegalStateException: never");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--queues=0 | --queues must be from 1 to 256, not 0",
                "--queues=3 | queues",
                "--runs=0 | --runs must be from 1 to 1000, not 0",
                "--scale=0 | --scale must be above 0 and at most 10, not 0.0",
                "--scale=NaN | --scale must be above 0 and at most 10, not NaN",
                "--kinds=udp | --kinds: no kind 'udp'; there are tcp4, udp4,",
                "--kinds=arp,arp | --kinds: one of them is given twice",
                "nosuch | no firmware 'nosuch'",
                "source-ip-mask | source-ip-mask is given twice"
            })
    void aMistakeIsOneLine(final String word, final String message) {
        final Cli.Result result = Cli.run("firmware", "bench", "source-ip-mask", word);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains(message);
    }

    @Test
    void aCaptureThatIsNotThereIsTold() {
        final Cli.Result result =
                Cli.run("firmware", "bench", "--trace", directory.resolve("no.pcap"));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("no.pcap: no such file, or it cannot be read");
    }
}
