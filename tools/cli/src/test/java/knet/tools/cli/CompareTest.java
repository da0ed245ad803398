package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import knet.tools.lab.cost.Cost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void theSameInputGivesTheSameBytes() throws Exception {
        final Object[] words = {
            "compare", SAMPLE, "--rate", "200kpps", "--costs", "piii-550", "--format", "json"
        };

        assertThat(Cli.run(words).out()).isEqualTo(Cli.run(words).out()).contains("\"rows\"");
    }

    @Test
    void theTableSaysWhatItMeansAndWhatIsBest() throws Exception {
        final Cli.Result result =
                Cli.run("compare", SAMPLE, "--rate", "300kpps", "--costs", "piii-550");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains(
                        "virtual time, 4 processors, costs piii-550 (all of them assumed), seed 1")
                .contains("consumed: frames whose data a user thread has read")
                .contains("socket full: delivered, but")
                .containsPattern(
                        "(?m)^knet with flow-hash gets the most through: |^napi-multi with")
                .contains("the least");
        assertThat(Cli.run("compare", SAMPLE, "--format", "csv").lines()).hasSize(1 + 4);
    }

    @Test
    void aWireThatIsSilentForYearsIsNotWaitedFor() throws Exception {
        final Path early = TestCaptures.udp(directory.resolve("a.pcap"), 3);

        final Cli.Result result = Cli.run("compare", early, SAMPLE, "--modes", "knet");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--modes=turbo; --modes: no mode 'turbo'",
                "--modes=software-classify; --modes: software-classify does not run in virtual time yet",
                "--modes=busy-poll; --modes: busy-poll does not run in virtual time yet",
                "--firmware=nosuch; --firmware: ",
                "--cpus=0; --cpus must be from 1 to 256, not 0",
                "--costs=cheap; --costs: no cost model 'cheap'",
                "--rate=fast; --rate: ",
                "--ring=100; --ring must be a power of two"
            })
    void wrongArgumentsAreOneLine(final String argument, final String message) {
        final Cli.Result result = Cli.run("compare", SAMPLE, argument);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().findFirst().orElse("")).contains(message);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aCostModelOfTheUsersOwnIsNamedAndItsMistakesAreTold() throws Exception {
        final Path file = directory.resolve("mine.costs");
        Files.writeString(file, "interrupt = 3 furlongs | assumed | why not\n");

        final Cli.Result result = Cli.run("compare", SAMPLE, "--costs", file);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("mine.costs, line 1: no unit 'furlongs'");
    }
}
