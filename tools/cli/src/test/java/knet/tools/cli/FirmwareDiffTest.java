package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.firmware.PacketKind;
import knet.nic.journal.JournalWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
final class FirmwareDiffTest {
    private static final String SAMPLES = "../../traces/samples/";
    private static final String WEB = SAMPLES + "web-64-clients.pcap";
    private static final String DNS = SAMPLES + "dns-udp.pcap";
    private static final String FRAGMENTS = SAMPLES + "ip-fragments.pcap";

    private static final List<String> SPLIT_REASONS =
            List.of("direction", "fragment", "vlan", "tunnel", "other");

    @TempDir Path directory;

    private static JsonNode diff(final Object... args) throws IOException {
        final List<Object> all = new ArrayList<>(List.of("firmware", "diff"));
        all.addAll(List.of(args));
        all.addAll(List.of("--format", "json"));
        final Cli.Result result = Cli.run(all.toArray());
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }

    private static List<String> causes(final JsonNode diff) {
        return diff.at("/kinds").findValuesAsText("cause");
    }

    private static long sum(final JsonNode list, final String key) {
        return list.findValues(key).stream().mapToLong(JsonNode::asLong).sum();
    }

    @Test
    void theTemplateAgainstRss() throws Exception {
        final Path file = directory.resolve("LeastLoaded.java");
        Files.writeString(file, Cli.run("firmware", "new", "LeastLoaded").out());
        final Cli.Result result = Cli.run("firmware", "diff", "flow-hash", file, WEB);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines().get(0))
                .matches(
                        "B sends [\\d,]+ of 5,759 packets \\([\\d.]+%\\), of \\d+ of 382 flows, to"
                                + " another queue than A; balance is .*; A splits 237 flows, B .*");
        assertThat(result.lines())
                .contains("A: flow-hash", "B: " + file, "kinds of difference")
                .anyMatch(
                        line ->
                                line.contains("TCP over IPv6")
                                        && line.contains(
                                                "the two directions: A hashes them apart, B alike;"
                                                        + " another key")
                                        && line.endsWith("B: slot[hash & 1023]"));
    }

    /** The decisions that differ are those that differ between two runs of classify. */
    @ParameterizedTest
    @ValueSource(strings = {WEB, DNS, FRAGMENTS})
    void thePacketsAreThoseThatClassifySendsElsewhere(final String file) throws Exception {
        final List<String> a = Cli.run("classify", file, "--firmware", "flow-hash").lines();
        final List<String> b = Cli.run("classify", file, "--firmware", "rps").lines();
        final List<String> expected = new ArrayList<>();
        for (int i = 1; i < a.size(); i++) {
            final String queueA = a.get(i).split(",")[2];
            final String queueB = b.get(i).split(",")[2];
            if (!queueA.equals(queueB)) {
                expected.add((i - 1) + "," + queueA + "," + queueB + ",");
            }
        }
        final List<String> told =
                Cli.run("firmware", "diff", "flow-hash", "rps", file, "--format", "csv").lines();
        assertThat(told.get(0)).isEqualTo("packet,queueA,queueB,traffic,cause");
        assertThat(told).hasSize(expected.size() + 1);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(told.get(i + 1)).startsWith(expected.get(i));
        }
        final JsonNode diff = diff("flow-hash", "rps", file);
        assertThat(diff.at("/elsewhere").asInt()).isEqualTo(expected.size());
        assertThat(sum(diff.at("/kinds"), "packets")).isEqualTo(expected.size());
        assertThat(sum(diff.at("/queuesDetail"), "framesA")).isEqualTo(a.size() - 1);
        assertThat(causes(diff))
                .containsOnly(
                        "the same hash; A: indirection[hash & 127]; B: cpus[(hash * n) >> 32]");
    }

    /** Flows and why they are split: what a replay finds that reassembles and runs TCP. */
    @ParameterizedTest
    @CsvSource({"flow-hash," + WEB, "flow-hash," + FRAGMENTS, "flow-hash," + DNS, "spray," + WEB})
    void integrityIsThatOfAReplay(final String firmware, final String file) throws Exception {
        final Cli.Result replayed =
                Cli.run(
                        "replay",
                        file,
                        "--firmware",
                        firmware,
                        "--device-dir",
                        directory.resolve("devices"),
                        "--format",
                        "json");
        assertThat(replayed.code()).as(replayed.err()).isZero();
        final JsonNode run = new ObjectMapper().readTree(replayed.out()).at("/steering");
        final JsonNode diff = diff("round-robin", firmware, file);
        assertThat(diff.at("/flows")).isEqualTo(run.at("/flows"));
        assertThat(diff.at("/b/splitFlows")).isEqualTo(run.at("/splitFlows"));
        for (final String reason : SPLIT_REASONS) {
            assertThat(diff.at("/b/splitReasons/" + reason).asLong())
                    .as(reason)
                    .isEqualTo(run.at("/splitReasons/" + reason).asLong());
        }
        assertThat(diff.at("/b/maxOverMean")).isEqualTo(run.at("/maxOverMean"));
    }

    @Test
    void aKindIsNamedByWhatDiffersAndItsExampleCanBeExplained() throws Exception {
        final JsonNode fields = diff("flow-hash", "flow-hash:udp=2tuple", FRAGMENTS);
        assertThat(causes(fields))
                .containsOnly("A hashes the addresses and ports, B the addresses");
        assertThat(fields.at("/kinds").findValuesAsText("traffic"))
                .containsExactlyInAnyOrder("UDP over IPv4", "UDP over IPv6");
        final JsonNode kind = fields.at("/kinds/0");
        final JsonNode example =
                new ObjectMapper()
                        .readTree(
                                Cli.run(
                                                "firmware",
                                                "explain",
                                                FRAGMENTS,
                                                "--firmware",
                                                "flow-hash:udp=2tuple",
                                                "--packet",
                                                kind.at("/example").asText(),
                                                "--format",
                                                "json")
                                        .out());
        assertThat(example.at("/queue")).isEqualTo(kind.at("/exampleQueueB"));
        assertThat(example.at("/hashInput/fields").asText()).isEqualTo("addresses");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ntuple:rules=udp4 dst-port 53 action 3 | B: rule 0: udp4 dst-port 53 action 3",
                "flow-hash:key=symmetric | the two directions: A hashes them apart, B alike; another"
                        + " key",
                "flow-hash:hash=xxh32 | A hashes with toeplitz, B with xxh32",
                "flow-hash:weight=4 1 1 1 | the same hash; both by indirection[hash & 127], with"
                        + " another indirection table",
                "flow-hash:table=512,udp4=sf | A hashes the addresses and ports, B the source address"
                        + " and source port",
                "source-ip-mask | A: indirection[hash & 127], a hash of the addresses and ports; B:"
                        + " source address & 3",
                "jsq | B: a flow's first packet: the queue with the least in it"
            })
    void theRuleOrFieldIsNamed(final String b, final String cause) throws Exception {
        assertThat(causes(diff("flow-hash", b, DNS))).anyMatch(said -> said.contains(cause));
    }

    @Test
    void oneThatFailsIsTheFirstThingSaid() throws Exception {
        final Path file = directory.resolve("Throws.java");
        Files.writeString(
                file,
                "import knet.firmware.*;\npublic class Throws implements Classifier {\n"
                        + "public int classify(Packet p, QueueState q) {\n"
                        + "throw new IllegalStateException(\"boo\"); }\n"
                        + "public int explain(Packet p, QueueState q, Explanation w) { return 0; }\n"
                        + "}\n");
        assertThat(Cli.run("firmware", "diff", "flow-hash", file, WEB).lines().get(0))
                .startsWith(
                        "B failed on all 5,759 packets (IllegalStateException: boo, Throws.java:4):"
                                + " they went to queue 0; B sends ");
        assertThat(Cli.run("firmware", "diff", file, file, WEB, "--limit", 1).lines().get(0))
                .matches("A failed on 1 of 1 packet .*it went to queue 0; B failed on 1 of .*");
    }

    @Test
    void whatMayOvertakeIsNoBoundOfWhatDoes() {
        final Cli.Result result = Cli.run("firmware", "diff", "flow-hash", "round-robin", DNS);
        assertThat(result.lines())
                .filteredOn(line -> line.startsWith("flows of "))
                .hasSize(2)
                .allMatch(
                        line ->
                                line.matches(
                                        ".*; [\\d,]+ changes? of queue within a flow's direction:"
                                                + " packets behind each may overtake"));
    }

    @Test
    void whatDoesNotDifferIsToldInALine() {
        assertThat(Cli.run("firmware", "diff", "flow-hash", "flow-hash:table=128", DNS).lines())
                .startsWith("A and B send every packet to the same queue")
                .doesNotContain("kinds of difference");
    }

    @Test
    void oneThatDoesNotExplainItselfIsComparedByWhatIsSeen() throws Exception {
        final Path file =
                Files.writeString(
                        directory.resolve("Plain.java"),
                        "import knet.firmware.*;\npublic class Plain implements Classifier {\n"
                                + "public int classify(Packet p, QueueState q) { return 1; } }\n");
        assertThat(causes(diff("flow-hash", file, DNS)))
                .containsOnly(
                        "A: indirection[hash & 127]; B: does not explain itself; B left no hash",
                        "A: not IP: queue 0; B: does not explain itself; neither left a hash");
    }

    @Test
    void twoJournalsAreComparedToo() throws Exception {
        final Path a = journal("a", "flow-hash", DNS);
        final Path b = journal("b", "rps", DNS);
        final JsonNode diff = diff("--journals", a, b);
        final JsonNode live = diff("flow-hash", "rps", DNS);
        assertThat(diff.at("/elsewhere")).isEqualTo(live.at("/elsewhere"));
        assertThat(diff.at("/queuesDetail")).isEqualTo(live.at("/queuesDetail"));
        assertThat(causes(diff)).containsOnly("A: flow-hash; B: rps; both left the same hash");
        assertThat(diff.has("flows")).isFalse();
        assertThat(Cli.run("firmware", "diff", "--journals", a, b, "--format", "csv").lines())
                .hasSize(live.at("/elsewhere").asInt() + 1);
        // Of a journal that is used again, the last run counts.
        journal("b", "flow-hash", DNS);
        assertThat(diff("--journals", a, b).at("/elsewhere").asInt()).isZero();

        final Cli.Result count =
                Cli.run("firmware", "diff", "--journals", a, journal("c", "rps", FRAGMENTS));
        assertThat(count.code()).isEqualTo(1);
        assertThat(count.err().lines())
                .singleElement()
                .asString()
                .matches(".* holds 1,664 decisions and .* 788: they are not of the same frames");
        final Cli.Result capture =
                Cli.run(
                        "firmware",
                        "diff",
                        "--journals",
                        journal("d", "rps", FRAGMENTS, "--limit", "788"),
                        journal("e", "rps", DNS, "--limit", "788"));
        assertThat(capture.code()).isEqualTo(1);
        assertThat(capture.err().lines())
                .singleElement()
                .asString()
                .endsWith("they are not of the same capture");
    }

    /** As many frames of the same kinds. */
    @Test
    void journalsOfTwoCapturesAreNotTakenForOne() throws Exception {
        final Path a = journal("a", "flow-hash", udp("a.pcap", 0));
        final Path same = journal("same", "rps", udp("same.pcap", 0));
        assertThat(Cli.run("firmware", "diff", "--journals", a, same).code()).isZero();

        final Path other = journal("other", "rps", udp("other.pcap", 1));
        final Cli.Result result = Cli.run("firmware", "diff", "--journals", a, other);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .matches(
                        ".*the first 8 frames of .* and of .* differ in length or time: they are not"
                                + " of the same capture");
    }

    /** Ten frames, the seventh of them so many microseconds later. */
    private String udp(final String name, final int laterUs) throws IOException {
        final Path file = TestCaptures.udp(directory.resolve(name), 10);
        final byte[] bytes = Files.readAllBytes(file);
        final int microseconds = 24 + 6 * (16 + 60) + 4;
        bytes[microseconds] = (byte) (bytes[microseconds] + laterUs);
        Files.write(file, bytes);
        return file.toString();
    }

    /** Written before journals told of their capture, or by a NIC that took over from another. */
    @Test
    void aJournalThatDoesNotSayWhatItIsOfIsTakenWithAWord() throws Exception {
        final Path a = journal("a", "flow-hash", udp("a.pcap", 0));
        final Path old = directory.resolve("old");
        try (JournalWriter writer = new JournalWriter(old)) {
            writer.onFirmware(0, "rps");
            for (int i = 0; i < 10; i++) {
                writer.onDecision(i, 0, i & 1, PacketKind.IPV4_L4);
            }
        }
        assertThat(diff("--journals", a, old).at("/notes/1").asText())
                .isEqualTo(
                        old
                                + " does not say what capture it is of: that both are of the same is"
                                + " known of the number and the kinds of their frames alone.");
    }

    private Path journal(
            final String name, final String firmware, final String file, final String... more) {
        final List<Object> args =
                new ArrayList<>(
                        List.of(
                                "replay",
                                file,
                                "--firmware",
                                firmware,
                                "--device-dir",
                                directory.resolve("devices"),
                                "--journal",
                                directory.resolve(name)));
        args.addAll(List.of(more));
        final Cli.Result result = Cli.run(args.toArray());
        assertThat(result.code()).as(result.err()).isZero();
        return directory.resolve(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flow-hash | 2 | the classifier B is missing.*",
                "flow-hash rps | 2 | a FILE is missing.*",
                "flow-hash nope a.pcap | 2 | no firmware 'nope'.*",
                "flow-hash ./no.java a.pcap | 2 | no such Java source.*",
                "flow-hash rps no.pcap | 1 | no.pcap: no such file",
                "flow-hash source-ip-mask a.pcap --queues 3 | 2 | source-ip-mask: the number of.*",
                "flow-hash rps a.pcap --queues 257 | 2 | --queues must be from 1 to 256, not 257.*",
                "--journals nodir nodir | 1 | nodir: no such journal",
                "--journals x y flow-hash | 2 | --journals DIR1 DIR2 goes without.*"
            })
    void whatIsWrongIsSaidInOneLine(final String words, final int code, final String line) {
        final List<Object> args = new ArrayList<>(List.of("firmware", "diff"));
        args.addAll(List.of(words.split(" ")));
        final Cli.Result result = Cli.run(args.toArray());
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.err().lines().toList())
                .singleElement()
                .asString()
                .matches("knet firmware diff: " + line);
    }

    @Test
    void oneThatThrowsWhenItExplainsIsAnErrorOfOneLine() throws Exception {
        final Path file =
                Files.writeString(
                        directory.resolve("Mute.java"),
                        "import knet.firmware.*;\npublic class Mute implements Classifier {\n"
                                + "public int classify(Packet p, QueueState q) { return 1; }\n"
                                + "public int explain(Packet p, QueueState q, Explanation why) {"
                                + " throw new IllegalStateException(\"no\"); } }\n");
        final Cli.Result result = Cli.run("firmware", "diff", "flow-hash", file, DNS);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("Mute cannot explain frame");
    }
}
