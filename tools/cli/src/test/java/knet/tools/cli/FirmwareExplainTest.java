package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import knet.tools.cli.firmware.FlowQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class FirmwareExplainTest {
    private static final String WEB = "../../traces/samples/web-64-clients.pcap";

    @TempDir Path directory;

    private Path capture;

    @BeforeEach
    void writeCapture() throws IOException {
        capture = TestCaptures.udp(directory.resolve("a.pcap"), 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ip-fragments.pcap", "dns-udp.pcap"})
    void everyFlowThatADifferencePrintsCanBeAskedFor(final String sample) throws IOException {
        canBeAskedFor("../../traces/samples/" + sample);
    }

    @Test
    void soCanThoseOfFragmentsWhoseFirstIsMissing() throws IOException {
        final List<String> flows =
                List.of("udp 10.0.0.1 > 10.0.0.2", "tcp [2001:db8::1] > [2001:db8::2]");
        final Path later =
                TestCaptures.of(
                        directory.resolve("later.pcap"),
                        flows.stream().map(flow -> FlowQuery.parse(flow).frame()).toList());

        assertThat(canBeAskedFor(later.toString())).containsExactlyInAnyOrderElementsOf(flows);
        assertThat(explain(later.toString(), "udp 10.0.0.1:1 > 10.0.0.2:2").code()).isEqualTo(1);
        assertThat(Cli.run("firmware", "explain", "--flow", flows.get(0)).out())
                .contains("a last fragment made for the question, without ports");
    }

    /** Asks for all flows of the first frames, and returns their names. */
    private List<String> canBeAskedFor(final String input) throws IOException {
        final String decide = "public int classify(Packet p, QueueState q) { return ";
        final Cli.Result diff =
                Cli.run(
                        "firmware",
                        "diff",
                        source("Here", decide + "0; }"),
                        source("Elsewhere", decide + "1; }"),
                        input,
                        "--limit",
                        60,
                        "--format",
                        "json");
        assertThat(diff.code()).as(diff.err()).isZero();
        final List<String> flows =
                new ObjectMapper().readTree(diff.out()).at("/flowsDetail").findValuesAsText("flow");
        assertThat(flows).isNotEmpty();
        for (final String flow : flows) {
            final String[] parts = flow.split(" ");
            final Cli.Result there = explain(input, flow);
            final Cli.Result back = explain(input, parts[0] + " " + parts[3] + " > " + parts[1]);
            assertThat(List.of(there.code(), back.code())).as(flow + there.err()).contains(0);
        }
        return flows;
    }

    private static Cli.Result explain(final String input, final String flow) {
        return Cli.run("firmware", "explain", input, "--limit", 60, "--flow", flow);
    }

    private static JsonNode json(final Object... args) throws IOException {
        final Object[] all = java.util.Arrays.copyOf(args, args.length + 4);
        System.arraycopy(args, 0, all, 2, args.length);
        all[0] = "firmware";
        all[1] = "explain";
        all[args.length + 2] = "--format";
        all[args.length + 3] = "json";
        final Cli.Result result = Cli.run(all);
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }

    private Path source(final String name, final String members) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".java"),
                "import knet.firmware.*;\npublic class "
                        + name
                        + " implements Classifier {\n"
                        + members
                        + "\n}\n");
    }

    @Test
    void theAnswerComesFirstThenEachStep() {
        final List<String> lines = Cli.run("firmware", "explain", capture, "--packet", "3").lines();
        assertThat(lines.get(0))
                .matches("packet 3 of .*a\\.pcap: queue \\d, indirection\\[hash & 127]");
        assertThat(lines)
                .contains("flow-hash over 4 queues", "1. headers (ipv4-l4)", "2. hash")
                .anyMatch(line -> line.matches(" +26 +4 +0a000001 +source address"))
                .anyMatch(line -> line.matches(" +34 +2 +03eb +source port"))
                .anyMatch(line -> line.matches(" +34 +8 +UDP +ports 1003 > 53"))
                .anyMatch(line -> line.matches(" +toeplitz with key 6d5a56da255b0ec2.*"))
                .anyMatch(line -> line.matches(" +entry \\d+ of 128 names queue \\d"));
    }

    /** Of every classifier, on packets all over a capture: what classify says, too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flow-hash:inner=true,hash=crc32c",
                "jsq",
                "flow-director:sample=2",
                "rss-plus-plus:interval-us=5000",
                "spray:by=random",
                "elephant:window=200,share=1",
                "round-robin"
            })
    void theQueueIsThatOfClassify(final String firmware) throws Exception {
        final List<String> decisions =
                Cli.run("classify", WEB, "--firmware", firmware, "--queues", "8").lines();
        for (final int number : new int[] {0, 1700, 5758}) {
            final JsonNode told =
                    json(WEB, "--firmware", firmware, "--queues", 8, "--packet", number);
            assertThat(
                            number
                                    + ","
                                    + told.at("/hash").asText()
                                    + ","
                                    + told.at("/queue").asInt()
                                    + ","
                                    + told.at("/kind").asText())
                    .isEqualTo(decisions.get(number + 1));
            assertThat(told.at("/explained").asBoolean()).isTrue();
            assertThat(told.at("/doubt").asText()).isEmpty();
        }
    }

    @Test
    void aClassifierWithStateHasSeenTheFramesBefore() throws Exception {
        final JsonNode first = json(WEB, "--firmware", "jsq", "--packet", "5");
        assertThat(first.at("/reason").asText()).startsWith("a flow's first packet");
        final JsonNode later = json(WEB, "--firmware", "jsq", "--packet", "17");
        assertThat(later.at("/reason").asText()).isEqualTo("its flow's entry in the table");
        assertThat(later.at("/steps/0/values/slot").isIntegralNumber()).isTrue();
    }

    @Test
    void aFlowIsFoundInTheCaptureOrMade() throws Exception {
        final JsonNode found = json(capture, "--flow", "udp 10.0.0.1:1007 > 10.0.0.2:53");
        assertThat(found.at("/packet").asInt()).isEqualTo(7);
        assertThat(found.at("/notes/0").asText()).contains("1 packet in this direction");
        final JsonNode made = json("--flow", "udp 10.0.0.1:1007 > 10.0.0.2:53");
        assertThat(made.has("packet")).isFalse();
        assertThat(made.at("/hash")).isEqualTo(found.at("/hash"));
        assertThat(made.at("/queue")).isEqualTo(found.at("/queue"));
        assertThat(
                        Cli.run(
                                        "firmware",
                                        "explain",
                                        capture,
                                        "--flow",
                                        "udp 10.0.0.2:53 > 10.0.0.1:1007")
                                .err())
                .contains("no packet of UDP 10.0.0.2:53 > 10.0.0.1:1007; packet 7 is of its other");
    }

    /** The vector of the 82599 datasheet. */
    @Test
    void theHashIsThatOfTheDatasheet() throws Exception {
        final JsonNode told = json("--flow", "tcp 66.9.149.187:2794 > 161.142.100.80:1766");
        assertThat(told.at("/hash").asText()).isEqualTo("51ccc178");
        assertThat(told.at("/hashInput/bytes").asText()).isEqualTo("420995bba18e64500aea06e6");
    }

    @Test
    void oneThatDoesNotExplainItselfIsToldSo() throws Exception {
        final Path file =
                source(
                        "Plain",
                        "public int classify(Packet p, QueueState q) { p.hash(7); return 1; }");
        final JsonNode told = json(capture, "--packet", 2, "--firmware", file);
        assertThat(told.at("/explained").asBoolean()).isFalse();
        assertThat(told.at("/queue").asInt()).isEqualTo(1);
        assertThat(told.at("/hash").asText()).isEqualTo("00000007");
        assertThat(told.at("/headers")).hasSizeGreaterThan(2);
        assertThat(told.at("/notes/0").asText()).contains("does not implement explain()");
        assertThat(Cli.run("firmware", "explain", capture, "--packet", 2, "--firmware", file).out())
                .contains("the classifier does not explain itself", "00000007, left by");
    }

    @Test
    void anExplanationThatIsNotTheDecisionIsFoundOut() throws Exception {
        final Path lies =
                source(
                        "Lies",
                        "public int classify(Packet p, QueueState q) { return 1; }\n"
                                + "public int explain(Packet p, QueueState q, Explanation why) {"
                                + " why.concludes(2, \"a rule\"); return 1; }");
        assertThat(json(capture, "--packet", 2, "--firmware", lies).at("/doubt").asText())
                .contains("leads to queue 2");
        final Path other =
                source(
                        "Other",
                        "public int classify(Packet p, QueueState q) { return 1; }\n"
                                + "public int explain(Packet p, QueueState q, Explanation why) {"
                                + " why.concludes(3, \"a rule\"); return 3; }");
        final JsonNode told = json(capture, "--packet", 2, "--firmware", other);
        assertThat(told.at("/doubt").asText()).contains("decides on queue 3");
        assertThat(told.at("/queue").asInt()).isEqualTo(1);
    }

    @Test
    void oneThatThrowsIsAnErrorOfOneLineOrADecision() throws Exception {
        final Path explains =
                source(
                        "Mute",
                        "public int classify(Packet p, QueueState q) { return 1; }\n"
                                + "public int explain(Packet p, QueueState q, Explanation why) {"
                                + " throw new IllegalStateException(\"no\\ncomment\"); }");
        final Cli.Result result =
                Cli.run("firmware", "explain", capture, "--packet", 2, "--firmware", explains);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines())
                .containsExactly(
                        "knet firmware explain: Mute cannot explain frame 2:"
                                + " java.lang.IllegalStateException: no comment");
        final Path decides =
                source(
                        "Breaks",
                        "public int classify(Packet p, QueueState q) {"
                                + " if (q.frameNumber() == 2) throw new AssertionError(\"bug\");"
                                + " return q.frameNumber() == 3 ? 99 : 1; }");
        final JsonNode thrown = json(capture, "--packet", 2, "--firmware", decides);
        assertThat(thrown.at("/queue").asInt()).isZero();
        assertThat(thrown.at("/steps/0/text").asText()).contains("AssertionError: bug");
        final JsonNode beyond = json(capture, "--packet", 3, "--firmware", decides);
        assertThat(beyond.at("/reason").asText()).contains("a queue that does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--packet 20 | 1 | there is no packet 20: .*a.pcap holds 20 packets, numbered from 0",
                "--packet 5 --limit 3 | 1 | there is no packet 5: --limit ends .*a.pcap after 3"
                        + " packets, numbered from 0",
                "--packet x | 2 | .*'x' is not a whole number.*",
                "--packet -1 | 2 | --packet must be at least 0, not -1.*",
                "--packet 1 --flow x | 2 | either --packet or --flow says which packet.*",
                "--flow x | 2 | --flow: not of the form.*",
                "--packet 1 --format csv | 2 | --format: .*",
                "--packet 1 --firmware nope | 2 | --firmware: no firmware 'nope'.*|",
                "--packet 1 --queues 0 | 2 | --queues must be from 1 to 256, not 0.*"
            })
    void whatIsWrongIsSaidInOneLine(final String words, final int code, final String line) {
        final List<Object> args = new java.util.ArrayList<>();
        args.addAll(List.of("firmware", "explain", capture));
        args.addAll(List.of(words.split(" ")));
        final Cli.Result result = Cli.run(args.toArray());
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().toList())
                .singleElement()
                .asString()
                .matches("knet firmware explain: " + line.replace("|", ""));
    }

    @Test
    void aPacketThatAFilterLeavesOutIsSaid() {
        assumeTrue(TestCaptures.hasLibpcap(), "needs libpcap");
        assertThat(
                        Cli.run("firmware", "explain", capture, "--filter", "tcp", "--packet", 4)
                                .err()
                                .strip())
                .matches(".*there is no packet 4: .*a.pcap holds fewer, or --filter leaves it out");
    }

    @Test
    void aFileThatIsMissingIsSaidInOneLine() {
        final Cli.Result none =
                Cli.run("firmware", "explain", directory.resolve("b.pcap"), "--packet", "1");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err().lines()).singleElement().asString().endsWith("no such file");
        assertThat(Cli.run("firmware", "explain", "--packet", "1").err())
                .contains("a FILE is missing");
    }
}
