package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a replay writes beside its result, and into what it does not write. */
@Timeout(120)
final class ReplayOutputTest {
    @TempDir Path directory;

    private final ObjectMapper json = new ObjectMapper();

    private Replays replays;

    @BeforeEach
    void makeRoom() {
        replays = new Replays(directory.resolve("devices"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--report", "--streams", "--write"})
    void noOutputOverwritesTheInput(final String option) throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 10);
        final byte[] before = Files.readAllBytes(file);

        final Cli.Result result = replays.run("replay", file, option, file);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("is an input, and would be overwritten");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(replays.run("replay", file, "--report", "x", "--streams", "./x").err())
                .contains("two outputs would go there");
        assertThat(replays.run("replay", file, option, directory.resolve("no/x")).err())
                .contains("no/x: there is no directory ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--report", "--streams", "--write"})
    void aFullDiskIsNamedAndTheResultIsStillThere(final String option) throws Exception {
        final Path full = Path.of("/dev/full");
        assumeThat(full).as("this system has /dev/full").exists();
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 10);

        final Cli.Result result = replays.run("replay", file, option, full);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("offered 10 = delivered 10 + dropped 0 + in flight 0");
        assertThat(result.out() + result.err()).contains("/dev/full: ");
    }

    @Test
    void writesPageAndStreamsAndFramesWithTheirQueues() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 50);
        final Path page = directory.resolve("r.html");
        final Path written = directory.resolve("w.pcapng");
        final Path streams = directory.resolve("s.csv");

        final JsonNode run =
                replays.json(file, "--report", page, "--write", written, "--streams", streams);

        final JsonNode again =
                json.readTree(Cli.run("trace", "info", written, "--format", "json").out());
        assertThat(again.at("/packets").asLong()).isEqualTo(50);
        assertThat(Files.readAllLines(streams)).first().asString().startsWith("flow,bytes,sha256");
        final String html = Files.readString(page);
        final var matcher =
                Pattern.compile("id=\"result\">(.*?)</script>", Pattern.DOTALL).matcher(html);
        assertThat(matcher.find()).isTrue();
        assertThat(json.readTree(matcher.group(1))).isEqualTo(run);
        assertThat(html).contains("knet replay " + CommandText.quote(file.toString()));
    }

    /** The journal holds, in order, what the classifier decides. */
    @Test
    void theJournalAgreesWithClassify() throws Exception {
        final Path file = Replays.sample("web-64-clients.pcap");
        final Path journal = directory.resolve("journal");
        final List<String> decided = Cli.run("classify", file).lines();

        replays.json(file, "--journal", journal);

        final List<String> noted = Cli.run("journal", journal).lines();

        assertThat(noted).first().isEqualTo(decided.get(0) + ",firmware,run");
        assertThat(noted.subList(1, noted.size()))
                .isEqualTo(
                        decided.subList(1, decided.size()).stream()
                                .map(line -> line + ",flow-hash,0")
                                .toList());
    }

    /** A second run goes on with the journal of the first, and counts its frames from 0 again. */
    @Test
    void theJournalTellsRunsApart() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 20);
        final Path journal = directory.resolve("journal");

        replays.json(file, "--journal", journal, "--firmware", "round-robin");
        replays.json(
                file, "--journal", journal, "--firmware", "flow-hash:udp=2tuple,key=symmetric");

        final List<String> lines = Cli.run("journal", journal).lines();
        assertThat(lines).hasSize(41);
        assertThat(lines.get(20)).isEqualTo("19,00000000,3,ipv4-l4,round-robin,0");
        assertThat(lines.get(21))
                .startsWith("0,")
                .endsWith(",\"flow-hash:udp=2tuple,key=symmetric\",1");
        assertThat(Cli.run("journal", journal, "--from", 18, "--limit", 3).lines())
                .extracting(line -> line.split(",")[0])
                .containsExactly("packet", "18", "19", "18");
        final JsonNode rows =
                json.readTree(Cli.run("journal", journal, "--format", "json").out())
                        .at("/decisions");
        assertThat(rows).hasSize(40);
        assertThat(rows.at("/39/packet").asLong()).isEqualTo(19);
        assertThat(rows.at("/39/run").asLong()).isEqualTo(1);
        assertThat(rows.at("/0/firmware").asText()).isEqualTo("round-robin");
        final JsonNode sum =
                json.readTree(Cli.run("journal", journal, "--summary", "--format", "json").out());
        assertThat(sum.at("/decisions").asLong()).isEqualTo(40);
        assertThat(sum.at("/runs/0/queues/2/frames").asLong()).isEqualTo(5);
        assertThat(sum.at("/runs/1/firmware/0/firmware").asText())
                .isEqualTo("flow-hash:udp=2tuple,key=symmetric");
        assertThat(Cli.run("journal", journal, "--summary").out())
                .startsWith("40 decisions in 2 runs\n");
    }

    @Test
    void aJournalIsNotWrittenIntoSomethingElse() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 20);

        final Cli.Result result = replays.run("replay", file, "--journal", file);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("is a file; a journal is a directory");
        assertThat(result.err().lines()).hasSize(1);
    }
}
