package knet.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RunJsonTest {
    /** The contract, in the words of its document. A key may be added here, never taken away. */
    private static final Set<String> CONTRACT =
            Set.of(
                    "schema:number",
                    "trace.files:array",
                    "trace.frames:number",
                    "trace.bytes:number",
                    "trace.linkTypes:array",
                    "trace.durationNs:number",
                    "trace.truncated:boolean",
                    "firmware:string",
                    "queues:number",
                    "mode:string",
                    "clock:string",
                    "frames.offered:number",
                    "frames.delivered:number",
                    "frames.inFlight:number",
                    "frames.lostInRestart:number",
                    "frames.dropped:object",
                    "frames.dropped.ring-full:number",
                    "queuesDetail:array",
                    "steering.imbalancePercent:number",
                    "steering.maxOverMean:number",
                    "steering.jain:number",
                    "steering.flows:number",
                    "steering.splitFlows:number",
                    "steering.splitReasons:object",
                    "steering.reordered:number",
                    "ip:object",
                    "tcp:object",
                    "udp:object",
                    "rate.elapsedNs:number",
                    "rate.framesPerSecond:number",
                    "rate.bitsPerSecond:number",
                    "verdict:string");

    private static final Set<String> QUEUE_CONTRACT =
            Set.of(
                    "queue:number",
                    "frames:number",
                    "bytes:number",
                    "flows:number",
                    "dropped:number",
                    "notificationsRaised:number",
                    "notificationsSuppressed:number",
                    "polls:number",
                    "emptyPolls:number",
                    "budgetExhausted:number",
                    "latencyNs:object",
                    "latencyNs.p50:number",
                    "latencyNs.p99:number",
                    "latencyNs.p999:number",
                    "latencyNs.max:number");

    @Test
    void holdsEveryKeyOfTheContractWithItsType() throws Exception {
        final JsonNode json = parse(new ExampleRun().build());

        assertThat(paths(json)).containsAll(CONTRACT);
        assertThat(json.get("schema").asInt()).isEqualTo(1);
        assertThat(json.get("queuesDetail")).hasSize(4);
        for (final JsonNode queue : json.get("queuesDetail")) {
            assertThat(paths(queue)).containsAll(QUEUE_CONTRACT);
        }
    }

    @Test
    void figuresAreThoseOfTheModel() throws Exception {
        final ExampleRun example = new ExampleRun();
        example.ringFull = 7;
        example.inFlight = 3;
        final RunResult run = example.build();
        final JsonNode json = parse(run);

        assertThat(json.at("/frames/offered").asLong()).isEqualTo(118_908);
        assertThat(json.at("/frames/delivered").asLong()).isEqualTo(118_898);
        assertThat(json.at("/frames/inFlight").asLong()).isEqualTo(3);
        assertThat(json.at("/frames/dropped/ring-full").asLong()).isEqualTo(7);
        assertThat(json.at("/frames/unaccounted").asLong()).isZero();
        assertThat(json.at("/queuesDetail/2/frames").asLong()).isEqualTo(27_460);
        assertThat(json.at("/queuesDetail/2/latencyNs/p99").asLong())
                .isEqualTo(run.queuesDetail().get(2).latency().p99());
        assertThat(json.at("/tcp/predictedShare").asDouble()).isEqualTo(0.93125);
        assertThat(json.at("/rate/elapsedNs").asLong()).isEqualTo(123_456_789);
        assertThat(json.at("/pacing/lateNs/max").asLong()).isEqualTo(1_250_000);
        assertThat(json.at("/verdict").asText()).isEqualTo(run.verdict());
    }

    @Test
    void latencyDistributionHoldsEveryFrame() throws Exception {
        final RunResult run = new ExampleRun().build();
        final JsonNode json = parse(run);

        long sum = 0;
        long edge = -1;
        for (final JsonNode bucket : json.get("latencyDistribution")) {
            assertThat(bucket.get("upToNs").asLong()).isGreaterThan(edge);
            edge = bucket.get("upToNs").asLong();
            sum += bucket.get("frames").asLong();
        }
        assertThat(sum).isEqualTo(run.total().latency().count()).isPositive();
        assertThat(edge).isGreaterThanOrEqualTo(run.total().latency().max());
    }

    @Test
    void whatHasNoValueIsNull() throws Exception {
        final ExampleRun example = new ExampleRun();
        example.frames = new long[] {0, 12};
        example.latency = false;
        example.pacing = null;
        final JsonNode json = parse(example.build());

        assertThat(json.at("/steering/imbalancePercent").isNull()).isTrue();
        assertThat(json.at("/steering/maxOverMean").asDouble()).isEqualTo(2);
        assertThat(json.at("/total/latencyNs/p50").isNull()).isTrue();
        assertThat(json.at("/total/latencyNs/count").asInt()).isZero();
        assertThat(json.get("pacing").isNull()).isTrue();
    }

    @Test
    void anEmptyRunIsStillValid() throws Exception {
        final ExampleRun example = new ExampleRun();
        example.frames = new long[] {0};
        example.flows = 0;
        final JsonNode json = parse(example.build());

        assertThat(json.at("/steering/maxOverMean").isNull()).isTrue();
        assertThat(json.at("/steering/jain").isNull()).isTrue();
        assertThat(json.at("/verdict").asText()).isEqualTo("no frame belonged to a flow");
    }

    @Test
    void namesOfFilesSurviveWhateverTheyHold() throws Exception {
        final ExampleRun example = new ExampleRun();
        example.files = List.of("a\"b\\c\n\u0000\u202e</script>.pcap", "\ud83e\udd86");
        final JsonNode json = parse(example.build());

        assertThat(json.at("/trace/files/0").asText()).isEqualTo(example.files.get(0));
        assertThat(json.at("/trace/files/1").asText()).isEqualTo(example.files.get(1));
    }

    static JsonNode parse(final RunResult run) throws Exception {
        return new ObjectMapper().readTree(RunJson.toString(run));
    }

    private static Set<String> paths(final JsonNode node) {
        final Set<String> paths = new TreeSet<>();
        collect("", node, paths);
        return paths;
    }

    private static void collect(final String prefix, final JsonNode node, final Set<String> into) {
        for (final Map.Entry<String, JsonNode> field : node.properties()) {
            final String path = prefix + field.getKey();
            into.add(path + ":" + field.getValue().getNodeType().name().toLowerCase());
            if (field.getValue().isObject()) {
                collect(path + ".", field.getValue(), into);
            }
        }
    }

    @Test
    void periodsOfClassifiersAreToldInOrder() throws Exception {
        final ExampleRun example = new ExampleRun();
        assertThat(new ObjectMapper().readTree(RunJson.toString(example.build())))
                .as("nobody tells")
                .noneMatch(node -> node.has("firmwarePeriods"));
        example.periods =
                List.of(
                        new FirmwarePeriod(
                                "./A.java@01234567", null, 9, null, null, true, List.of()),
                        new FirmwarePeriod(
                                "queue-zero", 10L, 19, 10L, 4.0, false, List.of(10L, 0L, 0L, 0L)));

        final JsonNode periods =
                new ObjectMapper()
                        .readTree(RunJson.toString(example.build()))
                        .at("/firmwarePeriods");

        assertThat(periods.toString())
                .isEqualTo(
                        "[{\"firmware\":\"./A.java@01234567\",\"fromFrame\":null,\"toFrame\":9,"
                                + "\"frames\":null,\"maxOverMean\":null,\"hung\":true,\"framesPerQueue\":[]},"
                                + "{\"firmware\":\"queue-zero\",\"fromFrame\":10,\"toFrame\":19,"
                                + "\"frames\":10,\"maxOverMean\":4,\"hung\":false,"
                                + "\"framesPerQueue\":[10,0,0,0]}]");
        assertThat(HtmlReport.toString(example.build()))
                .contains(
                        "The queues&#39; figures are of 2 classifiers together",
                        "<td>./A.java@01234567 (hung)</td><td>-</td><td>9</td>",
                        "<td>10</td><td>19</td><td>10</td><td>4.00</td><td>10</td><td>0</td>");
        assertThat(RunTable.toString(example.build()))
                .contains(
                        """
                        the queues' figures are of 2 classifiers together; each by itself:
                        classifier                from frame  to frame  frames  max/mean  queue 0  queue 1  queue 2  queue 3
                        ./A.java@01234567 (hung)           -         9       -         -        -        -        -        -
                        queue-zero                        10        19      10      4.00       10        0        0        0
                        """);
    }
}
