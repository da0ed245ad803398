package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole replays: the NIC is a process of its own, the host is this one. */
@Timeout(120)
final class ReplayEndToEndTest {
    @TempDir Path directory;

    private final ObjectMapper json = new ObjectMapper();

    private Replays replays;

    @BeforeEach
    void makeRoom() {
        replays = new Replays(directory.resolve("devices"));
    }

    static Stream<String> samples() {
        return Stream.of("ip-fragments.pcap", "vlan.pcap", "tcp-loss-reorder.pcap", "dns-udp.pcap");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFrameOfASampleIsDelivered(final String name) throws Exception {
        final Path sample = Replays.sample(name);
        final long frames = info(sample).at("/packets").asLong();

        final JsonNode run = replays.json(sample);

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

        final JsonNode run = replays.json(file);

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

        final JsonNode run = replays.json(file, "--mode", mode, "--firmware", firmware);

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

        final JsonNode result = replays.json(file, "--mode", "software-classify", "--queues", "4");

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

        final Cli.Result lenient = replays.run("replay", file, "--format", "json");
        final Cli.Result strict = replays.run("replay", file, "--strict");

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
        replays.json(file);
        assertThat(devices()).isEmpty();

        replays.json(file, "--device", "mine", "--keep-device");
        assertThat(devices()).containsExactly("mine");

        // A device of that name that nobody owns is made anew.
        final JsonNode again = replays.json(file, "--device", "mine", "--ring", 16, "--queues", 2);
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

        replays.json(TestCaptures.udp(directory.resolve("a.pcap"), 10), "--device", "d");

        assertThat(devices()).containsExactlyInAnyOrder("kept-999999999", "mine", alive);
    }

    @Test
    void anEchoingHostSendsEveryFrameBack() throws Exception {
        final Path file = TestCaptures.udp(directory.resolve("a.pcap"), 50);
        final Path written = directory.resolve("w.pcapng");

        replays.json(file, "--app", "echo", "--write", written);

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
                replays.json(
                        Replays.sample("web-64-clients.pcap"),
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

        final JsonNode run = replays.json(file, "--rate", "10kpps", "--loop", 3, "--limit", 50);

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

        final Cli.Result result = replays.run("replay", file);

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

        final JsonNode run = replays.json("--store", store, "--from", 150);

        assertThat(run.at("/frames/delivered").asLong()).isEqualTo(50);
    }

    private JsonNode info(final Path file) throws Exception {
        return json.readTree(Cli.run("trace", "info", file, "--format", "json").out());
    }

    private static long sum(final JsonNode run, final String key) {
        long sum = 0;
        for (final JsonNode queue : run.at("/queuesDetail")) {
            sum += queue.get(key).asLong();
        }
        return sum;
    }

    private List<String> devices() throws Exception {
        return json.readTree(replays.run("devices", "--format", "json").out())
                .at("/devices")
                .findValuesAsText("name");
    }
}
