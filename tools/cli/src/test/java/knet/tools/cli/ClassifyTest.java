package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassifyTest {
    @TempDir Path directory;

    @Test
    void printsOneLinePerFrame() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 5);

        final Cli.Result result = Cli.run("classify", file, "--firmware", "round-robin");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .containsExactly(
                        "packet,hash,queue,kind",
                        "0,00000000,0,ipv4-l4",
                        "1,00000000,1,ipv4-l4",
                        "2,00000000,2,ipv4-l4",
                        "3,00000000,3,ipv4-l4",
                        "4,00000000,0,ipv4-l4");
    }

    @Test
    void severalFilesAreNumberedThrough() throws Exception {
        final Path a = TestCaptures.udp(directory.resolve("a.pcap"), 2);
        final Path b = TestCaptures.udp(directory.resolve("b.pcap"), 3);

        assertThat(Cli.run("classify", a, b).lines()).hasSize(6).last().asString().startsWith("4,");
    }

    @Test
    void jsonAndTableSayTheSame() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 9);

        final Cli.Result csv = Cli.run("classify", file);
        final JsonNode json =
                new ObjectMapper().readTree(Cli.run("classify", file, "--format", "json").out());
        final Cli.Result table = Cli.run("classify", file, "--format", "table");

        assertThat(json.at("/schema").asInt()).isEqualTo(1);
        assertThat(json.at("/decisions")).hasSize(9);
        for (int i = 0; i < 9; i++) {
            final JsonNode row = json.at("/decisions/" + i);
            final String line =
                    row.at("/packet").asText()
                            + ","
                            + row.at("/hash").asText()
                            + ","
                            + row.at("/queue").asText()
                            + ","
                            + row.at("/kind").asText();
            assertThat(line).isEqualTo(csv.lines().get(i + 1));
            assertThat(String.join(",", table.lines().get(i + 1).strip().split("\\s+")))
                    .isEqualTo(line);
        }
    }

    @Test
    void theSummaryOfDecisions() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 6);
        final Object[] classify = {"classify", file, "--firmware", "round-robin", "--summary"};

        assertThat(Cli.run(classify).out())
                .isEqualTo(
                        """
                        round-robin over 4 queues, decisions alone

                        queue  frames  share  bytes  flows
                            0       2  33.3%  120 B      2
                            1       2  33.3%  120 B      2
                            2       1  16.7%   60 B      1
                            3       1  16.7%   60 B      1
                        total       6   100%  360 B      6

                        balance: max/mean 1.33, imbalance 100% ((max - min) / min), Jain 0.900
                        """);
        assertThat(Cli.run(with(classify, "--format", "csv")).lines())
                .startsWith("queue,frames,bytes,flows", "0,2,120,2")
                .endsWith("total,6,360,6");
        final JsonNode json =
                new ObjectMapper().readTree(Cli.run(with(classify, "--format", "json")).out());
        assertThat(json.at("/queuesDetail/3/frames").asLong()).isEqualTo(1);
        assertThat(json.at("/total/flows").asLong()).isEqualTo(6);
        assertThat(json.at("/steering/maxOverMean").asDouble()).isEqualTo(1.333333);
        assertThat(json.has("decisions")).isFalse();
    }

    @Test
    void theSummaryFollowsTheDecisions() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 6);
        final JsonNode json =
                new ObjectMapper().readTree(Cli.run("classify", file, "--format", "json").out());

        assertThat(json.at("/decisions")).hasSize(6);
        assertThat(json.at("/total/frames").asLong()).isEqualTo(6);
        assertThat(Cli.run("classify", file, "--format", "table").out()).contains("max/mean");
        assertThat(Cli.run("classify", file).out()).doesNotContain("max/mean");
    }

    @Test
    void aSummaryOfNothing() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 1);
        final Cli.Result result = Cli.run("classify", file, "--limit", 0, "--summary");

        assertThat(result.code()).isZero();
        assertThat(result.lines()).last().asString().matches("total +0 +- +0 B +0");
    }

    /** As of Wireshark's display filters, not of a capture filter. */
    @Test
    void numbersArePositionsInTheInputWhateverTheFilterLeavesOut() throws Exception {
        assumeTrue(TestCaptures.hasLibpcap(), "needs libpcap");
        final Path a = TestCaptures.udp(directory.resolve("a.pcap"), 5);
        final Path b = TestCaptures.udp(directory.resolve("b.pcap"), 5);
        final Path store = directory.resolve("store");
        assertThat(Cli.run("trace", "import", a, b, "--store", store).code()).isZero();
        final String third = "udp src port 1003";

        assertThat(numbers("classify", a, b, "--filter", third)).containsExactly("3", "8");
        assertThat(numbers("classify", a, b, "--filter", third, "--limit", 1)).containsExactly("3");
        assertThat(numbers("classify", "--store", store, "--from", 7, "--limit", 2))
                .containsExactly("7", "8");
        assertThat(numbers("classify", "--store", store, "--from", 4, "--filter", third))
                .containsExactly("8");
        assertThat(Cli.run("trace", "show", a, b, "--filter", third).lines())
                .extracting(line -> line.strip().split(" ")[0])
                .containsExactly("3", "8");
    }

    /** Also of fragments whose datagram's first fragment, which has the ports, never came. */
    @ParameterizedTest
    @ValueSource(strings = {"ip[6:2] & 0x1fff != 0", "ip[6:2] & 0x3fff != 0", "ip or ip6"})
    void theSummaryHasTheFlowsOfAReplay(final String filter) throws Exception {
        assumeTrue(TestCaptures.hasLibpcap(), "needs libpcap");
        final Path file = Path.of("../../traces/samples/ip-fragments.pcap");
        final Object[] input = {file, "--filter", filter, "--format", "json"};
        final Cli.Result classified = Cli.run(with(new Object[] {"classify", "--summary"}, input));
        final Cli.Result replayed =
                Cli.run(
                        with(
                                new Object[] {
                                    "replay", "--device-dir", directory.resolve("devices")
                                },
                                input));
        assertThat(replayed.code()).as(replayed.err()).isZero();
        final JsonNode summary = new ObjectMapper().readTree(classified.out());
        final JsonNode run = new ObjectMapper().readTree(replayed.out());

        assertThat(summary.at("/total/flows").asLong())
                .isPositive()
                .isEqualTo(run.at("/steering/flows").asLong());
        for (int queue = 0; queue < 4; queue++) {
            final String flows = "/queuesDetail/" + queue + "/flows";
            assertThat(summary.at(flows)).as(flows).isEqualTo(run.at(flows));
        }
    }

    private static List<String> numbers(final Object... args) {
        return Cli.run(args).lines().stream().skip(1).map(line -> line.split(",")[0]).toList();
    }

    private static Object[] with(final Object[] args, final Object... more) {
        return Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray();
    }

    @Test
    void anEmptyResultIsValidJson() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 1);
        final String out = Cli.run("classify", file, "--limit", 0, "--format", "json").out();

        assertThat(new ObjectMapper().readTree(out).at("/decisions")).isEmpty();
    }

    @Test
    void aCutFileIsAWarningThatNamesTheByte() throws Exception {
        final Path file = TestCaptures.cut(directory.resolve("a.pcap"), 4);

        final Cli.Result result = Cli.run("classify", file);

        assertThat(result.code()).isZero();
        assertThat(result.lines()).hasSize(4);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err())
                .startsWith("knet: warning: ")
                .contains("a.pcap", Long.toString(TestCaptures.lastRecordOffset(4)));
    }

    @Test
    void underStrictItFails() throws Exception {
        final Path file = TestCaptures.cut(directory.resolve("a.pcap"), 4);

        final Cli.Result result = Cli.run("classify", file, "--strict");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.lines()).hasSize(4);
    }

    @Test
    void filesThatCannotBeReadAreNamed() throws Exception {
        final Path none = directory.resolve("none.pcap");
        final Path text = Files.writeString(directory.resolve("text.pcap"), "not a capture, no\n");

        assertThat(Cli.run("classify", none))
                .satisfies(result -> assertThat(result.code()).isEqualTo(1))
                .satisfies(result -> assertThat(result.err()).contains("none.pcap"))
                .satisfies(result -> assertThat(result.err().lines()).hasSize(1));
        assertThat(Cli.run("classify", text).err()).contains("text.pcap").doesNotContain("\tat ");
        assertThat(Cli.run("classify", directory).code()).isEqualTo(1);
    }

    @Test
    void linesAreDelimitedByLineFeedsAloneEverywhere() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 40_000);

        final Cli.Result result = Cli.run("classify", file);

        assertThat(result.out()).doesNotContain("\r").endsWith("\n");
        assertThat(result.lines()).hasSize(40_001);
    }
}
