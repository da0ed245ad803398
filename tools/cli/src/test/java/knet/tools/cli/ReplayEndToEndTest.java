package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole replays: the NIC is a process of its own, the host is this one. */
@Timeout(120)
final class ReplayEndToEndTest {
    private static final Path SAMPLES = Path.of("..", "..", "traces", "samples").normalize();

    @TempDir Path directory;

    private final ObjectMapper json = new ObjectMapper();

    static Stream<String> samples() {
        return Stream.of("ip-fragments.pcap", "vlan.pcap", "tcp-loss-reorder.pcap", "dns-udp.pcap");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFrameOfASampleIsDelivered(final String name) throws Exception {
        final Path sample = sample(name);
        final long frames = info(sample).at("/packets").asLong();

        final JsonNode run = replay(sample);

        assertThat(run.at("/frames/offered").asLong()).isEqualTo(frames).isPositive();
        assertThat(run.at("/frames/delivered").asLong()).isEqualTo(frames);
        assertThat(run.at("/frames/unaccounted").asLong()).isZero();
        assertThat(run.at("/trace/truncated").asBoolean()).isFalse();
        assertThat(run.at("/trace/durationNs").asLong())
                .isEqualTo(info(sample).at("/durationNs").asLong());
        assertThat(run.at("/queuesDetail")).hasSize(4);
        assertThat(sum(run, "frames")).isEqualTo(frames);
        assertThat(sum(run, "bytes")).isEqualTo(run.at("/trace/bytes").asLong());
        // Each frame was published to a queue that slept, and raised, or was polled, and did not.
        assertThat(sum(run, "notificationsRaised") + sum(run, "notificationsSuppressed"))
                .isEqualTo(frames);
        assertThat(run.at("/ip/frames").asLong()).isEqualTo(frames);
    }

    @Test
    void queuesGetWhatTheClassifierDecides() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 2_000);
        final long[] decided = new long[4];
        for (final String line : Cli.run("classify", file).lines().subList(1, 2_001)) {
            decided[Integer.parseInt(line.split(",")[2])]++;
        }

        final JsonNode run = replay(file);

        for (int queue = 0; queue < 4; queue++) {
            assertThat(run.at("/queuesDetail/" + queue + "/frames").asLong())
                    .isEqualTo(decided[queue]);
        }
        assertThat(run.at("/steering/flows").asLong()).isEqualTo(2_000);
        assertThat(run.at("/steering/splitFlows").asLong()).isZero();
        assertThat(run.at("/verdict").asText()).isEqualTo("every flow stayed on one queue");
        assertThat(run.at("/app/datagrams").asLong()).isEqualTo(2_000);
    }

    @ParameterizedTest
    @CsvSource({
        "napi, flow-hash, 1",
        "napi-multi, source-ip-mask, 4",
        "interrupt, round-robin, 4",
        "busy-poll, flow-hash:key=symmetric, 4",
        "knet-msix, flow-hash, 4",
        "software-classify, flow-hash, 1"
    })
    void everyModeDeliversEverything(final String mode, final String firmware, final int queues)
            throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 500);

        final JsonNode run = replay(file, "--mode", mode, "--firmware", firmware);

        assertThat(run.at("/mode").asText()).isEqualTo(mode);
        assertThat(run.at("/firmware").asText()).isEqualTo(firmware);
        assertThat(run.at("/queues").asInt()).isEqualTo(queues);
        assertThat(run.at("/frames/delivered").asLong()).isEqualTo(500);
        if (mode.equals("interrupt")) {
            assertThat(run.at("/total/notificationsRaised").asLong()).isEqualTo(500);
        }
        if (mode.equals("busy-poll")) {
            assertThat(run.at("/total/notificationsRaised").asLong()).isZero();
        }
    }

    /** Four processors behind one queue, by the high bits of the hash that classify prints. */
    @Test
    void softwareClassificationShowsWhatItSteeredToEachProcessor() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 2_000);
        final long[] expected = new long[4];
        Cli.run("classify", file.toString()).lines().stream()
                .skip(1)
                .map(line -> Long.parseLong(line.split(",")[1], 16))
                .forEach(hash -> expected[(int) (hash * 4 / (1L << 32))]++);

        final JsonNode result = replay(file, "--mode", "software-classify", "--queues", "4");

        assertThat(result.at("/queues").asInt()).isEqualTo(1);
        assertThat(result.at("/frames/delivered").asLong()).isEqualTo(2_000);
        assertThat(result.at("/app/datagrams").asLong()).isEqualTo(2_000);
        long latencies = 0;
        for (int i = 0; i < expected.length; i++) {
            final JsonNode processor = result.at("/processorsDetail/" + i);
            assertThat(processor.at("/processor").asInt()).isEqualTo(i);
            assertThat(processor.at("/steered").asLong()).isEqualTo(expected[i]).isPositive();
            assertThat(processor.at("/dropped").asLong()).isZero();
            assertThat(processor.at("/wakes").asLong()).isBetween(0L, expected[i]);
            latencies += processor.at("/latencyNs/count").asLong();
        }
        assertThat(latencies)
                .as("queue 0 has the latency of all processors")
                .isEqualTo(result.at("/queuesDetail/0/latencyNs/count").asLong())
                .isEqualTo(2_000);
        assertThat(result.at("/warnings")).isEmpty();
    }

    @Test
    void aCutFileIsReplayedToTheCut() throws Exception {
        final Path file = TestCaptures.cut(directory.resolve("cut.pcap"), 100);

        final Cli.Result lenient = run("replay", file, "--format", "json");
        final Cli.Result strict = run("replay", file, "--strict");

        assertThat(lenient.code()).isZero();
        final JsonNode result = json.readTree(lenient.out());
        assertThat(result.at("/frames/delivered").asLong()).isEqualTo(99);
        assertThat(result.at("/trace/truncated").asBoolean()).isTrue();
        assertThat(result.at("/trace/damage/0").asText())
                .contains("cut.pcap", Long.toString(TestCaptures.lastRecordOffset(100)));
        assertThat(lenient.err()).contains("knet: warning: ").contains("cut.pcap");
        assertThat(strict.code()).isEqualTo(1);
        assertThat(strict.out()).contains("99 frames", "damaged", "warning: ");
        assertThat(strict.err().lines()).hasSize(1);
    }

    @Test
    void leavesNothingBehindUnlessTold() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 10);
        replay(file);
        assertThat(devices()).isEmpty();

        replay(file, "--device", "mine", "--keep-device");
        assertThat(devices()).containsExactly("mine");

        // A device of that name that nobody owns is made anew.
        final JsonNode again = replay(file, "--device", "mine", "--ring", 16, "--queues", 2);
        assertThat(again.at("/frames/delivered").asLong()).isEqualTo(10);
        assertThat(devices()).isEmpty();
    }

    @Test
    void takesAwayWhatAKilledReplayLeft() throws Exception {
        final DeviceDirectory root = DeviceDirectory.at(directory.resolve("devices"));
        final DeviceConfig sizes = new DeviceConfig(1, 16, 8, 256, 32);
        final String alive = "replay-" + ProcessHandle.current().pid();
        for (final String name : List.of("replay-999999999", "kept-999999999", "mine", alive)) {
            root.create(name, sizes);
        }

        replay(TestCaptures.udp(directory.resolve("a.pcap"), 10), "--device", "d");

        assertThat(devices()).containsExactlyInAnyOrder("kept-999999999", "mine", alive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--report", "--streams", "--write"})
    void noOutputOverwritesTheInput(final String option) throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 10);
        final byte[] before = Files.readAllBytes(file);

        final Cli.Result result = run("replay", file, option, file);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("is an input, and would be overwritten");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(run("replay", file, "--report", "x", "--streams", "./x").err())
                .contains("two outputs would go there");
        assertThat(run("replay", file, option, directory.resolve("no/x")).err())
                .contains("no/x: there is no directory ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--report", "--streams", "--write"})
    void aFullDiskIsNamedAndTheResultIsStillThere(final String option) throws Exception {
        final Path full = Path.of("/dev/full");
        assumeThat(full).as("this system has /dev/full").exists();
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 10);

        final Cli.Result result = run("replay", file, option, full);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("offered 10 = delivered 10 + dropped 0 + in flight 0");
        assertThat(result.out() + result.err()).contains("/dev/full: ");
    }

    /** The journal holds, in order, what the classifier decides. */
    @Test
    void theJournalAgreesWithClassify() throws Exception {
        final Path file = sample("web-64-clients.pcap");
        final Path journal = directory.resolve("journal");
        final List<String> decided = Cli.run("classify", file).lines();

        replay(file, "--journal", journal);

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

        replay(file, "--journal", journal, "--firmware", "round-robin");
        replay(file, "--journal", journal, "--firmware", "flow-hash:udp=2tuple,key=symmetric");

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

        final Cli.Result result = run("replay", file, "--journal", file);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("is a file; a journal is a directory");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void writesPageAndStreamsAndFramesWithTheirQueues() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 50);
        final Path page = directory.resolve("r.html");
        final Path written = directory.resolve("w.pcapng");
        final Path streams = directory.resolve("s.csv");

        final JsonNode run =
                replay(file, "--report", page, "--write", written, "--streams", streams);

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

    @Test
    void anEchoingHostSendsEveryFrameBack() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 50);
        final Path written = directory.resolve("w.pcapng");

        replay(file, "--app", "echo", "--write", written);

        assertThat(
                        json.readTree(Cli.run("trace", "info", written, "--format", "json").out())
                                .at("/packets")
                                .asLong())
                .isEqualTo(100);
    }

    /** tshark -Y http.request, and http.response, find as many. */
    @ParameterizedTest
    @CsvSource({"flow-hash, 0", "round-robin, 20"})
    void requestsAndResponsesAreCounted(final String firmware, final int lingerUsecs)
            throws Exception {
        final JsonNode run =
                replay(
                        sample("web-64-clients.pcap"),
                        "--app",
                        "http",
                        "--firmware",
                        firmware,
                        "--linger",
                        lingerUsecs);

        assertThat(run.at("/app/requests").asLong()).isEqualTo(592);
        assertThat(run.at("/app/requestsGet").asLong()).isEqualTo(592);
        assertThat(run.at("/app/responses").asLong()).isEqualTo(592);
        assertThat(run.at("/app/malformed").asLong()).isZero();
    }

    @Test
    void aPacedReplaySaysHowLateItWas() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 100);

        final JsonNode run = replay(file, "--rate", "10kpps", "--loop", 3, "--limit", 50);

        assertThat(run.at("/frames/offered").asLong()).isEqualTo(150);
        assertThat(run.at("/onFull").asText()).isEqualTo("drop");
        assertThat(run.at("/pacing/rate").asText()).isEqualTo("10kpps");
        assertThat(run.at("/pacing/lateNs/max").asLong())
                .isGreaterThanOrEqualTo(run.at("/pacing/lateNs/p50").asLong());
        // 149 gaps of 100 us: whatever the machine does, it cannot be faster.
        assertThat(run.at("/rate/elapsedNs").asLong()).isGreaterThan(14_000_000);
    }

    @Test
    void theTableSaysIt() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 300);

        final Cli.Result result = run("replay", file);

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .contains(
                        "every flow stayed on one queue",
                        "offered 300 = delivered 300 + dropped 0 + in flight 0");
    }

    @Test
    void aStoreIsReplayedFromAnywhere() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 200);
        final Path store = directory.resolve("store");
        assertThat(Cli.run("trace", "import", file, "--store", store).code()).isZero();

        final JsonNode run = replay("--store", store, "--from", 150);

        assertThat(run.at("/frames/delivered").asLong()).isEqualTo(50);
    }

    private Path sample(final String name) {
        final Path sample = SAMPLES.resolve(name);
        assumeThat(sample).as("the sample is part of the repository").exists();
        return sample;
    }

    private JsonNode info(final Path file) throws Exception {
        return json.readTree(Cli.run("trace", "info", file, "--format", "json").out());
    }

    private List<String> devices() throws Exception {
        return json.readTree(run("devices", "--format", "json").out())
                .at("/devices")
                .findValuesAsText("name");
    }

    private JsonNode replay(final Object... args) throws Exception {
        final Object[] all = new Object[args.length + 3];
        all[0] = "replay";
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "--format";
        all[args.length + 2] = "json";
        final Cli.Result result = run(all);
        assertThat(result.code()).as(result.err()).isZero();
        // A machine under load makes calls slow: that is said, and is no fault of the run.
        assertThat(result.err().lines().filter(line -> !line.contains("sampled calls"))).isEmpty();
        return json.readTree(result.out());
    }

    private Cli.Result run(final Object... args) {
        final Object[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--device-dir";
        all[args.length + 1] = directory.resolve("devices");
        return Cli.run(all);
    }

    private static long sum(final JsonNode run, final String key) {
        long sum = 0;
        for (final JsonNode queue : run.at("/queuesDetail")) {
            sum += queue.get(key).asLong();
        }
        return sum;
    }
}
