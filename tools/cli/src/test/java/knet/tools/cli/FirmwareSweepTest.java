package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import knet.firmware.FirmwareCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code knet firmware sweep}, end to end. */
@Timeout(300)
final class FirmwareSweepTest {
    private static final int MOST_COLUMNS = 140;

    @TempDir private Path directory;

    private static Path sample(final String name) {
        return Path.of("../../traces/samples", name);
    }

    private static Path web() {
        return sample("web-64-clients.pcap");
    }

    private static JsonNode json(final Object... more) throws Exception {
        final Object[] words = new Object[3 + more.length];
        words[0] = "firmware";
        words[1] = "sweep";
        words[2] = "--format=json";
        System.arraycopy(more, 0, words, 3, more.length);
        final Cli.Result result = Cli.run(words);
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }

    private static JsonNode run(final JsonNode result, final String firmware, final int queues) {
        return StreamSupport.stream(result.at("/runs").spliterator(), false)
                .filter(
                        run ->
                                run.at("/firmware").asText().equals(firmware)
                                        && run.at("/queues").asInt() == queues)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyClassifierIsRunWithEveryNumberOfQueues() throws Exception {
        final JsonNode result =
                json(
                        web(),
                        "--firmware=round-robin,source-ip-mask",
                        "--queues=2,8",
                        "--rate=1Mpps");

        assertThat(result.at("/runs")).as("flow-hash is run too").hasSize(6);
        assertThat(result.at("/runs/0/firmware").asText()).isEqualTo("flow-hash");
        assertThat(result.at("/complete").asBoolean()).isTrue();
        assertThat(result.at("/verdict").asText()).startsWith("Use flow-hash (RSS): ");
        final JsonNode spread = run(result, "round-robin", 8);
        assertThat(spread.at("/splitFlows").asLong()).isEqualTo(318);
        assertThat(spread.at("/reordered").asLong()).isPositive();
        assertThat(spread.at("/maxOverMean").asDouble()).isLessThan(1.01);
        final JsonNode rss = run(result, "flow-hash", 8);
        assertThat(rss.at("/splitFlows").asLong()).isZero();
        assertThat(rss.at("/directionsApart").asLong()).isPositive();
        assertThat(rss.at("/reordered").asLong()).isZero();
        assertThat(rss.at("/spraying").isBoolean()).isTrue();
        assertThat(rss.at("/spraying").asBoolean()).isFalse();
        assertThat(spread.at("/spraying").asBoolean()).isTrue();
        assertThat(rss.at("/flowsMoved").isNull()).as("it never moves one").isTrue();
        for (final JsonNode run : result.at("/runs")) {
            assertThat(run.at("/delivered").asLong() + run.at("/dropped").asLong())
                    .isEqualTo(run.at("/offered").asLong())
                    .isEqualTo(5759);
        }
    }

    @Test
    void movesOfFlowsAreCountedByTheClassifierThatMakesThem() throws Exception {
        final String moving = "rss-plus-plus:interval-us=200,imbalance=0,drain=";

        final JsonNode result =
                json(
                        web(),
                        "--firmware=rss-plus-plus," + moving + "true,elephant:share=1,window=200",
                        "--queues=4",
                        "--rate=1Mpps");

        assertThat(run(result, "rss-plus-plus", 4).at("/flowsMoved").asLong()).isZero();
        final JsonNode drained = run(result, moving + "true", 4);
        assertThat(drained.at("/flowsMoved").asLong()).isPositive();
        assertThat(drained.at("/splitFlows").asLong()).isPositive();
        assertThat(drained.at("/reordered").asLong()).as("the drain rule").isZero();
        assertThat(run(result, "elephant:share=1,window=200", 4).at("/flowsMoved").asLong())
                .isGreaterThan(100);
    }

    @Test
    void theSameInputGivesTheSameBytesWhateverTheNumberOfWorkers() {
        final Object[] words = {
            "firmware", "sweep", web(), "--queues=2,4", "--firmware=jsq,spray", "--rate=1Mpps"
        };
        final Cli.Result one = Cli.run(with(words, "--threads=1"));

        assertThat(one.code()).as(one.err()).isZero();
        assertThat(Cli.run(with(words, "--threads=3")).out()).isEqualTo(one.out());
    }

    private static Object[] with(final Object[] words, final Object... more) {
        final Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    @Test
    void theZooIsEveryBuiltInClassifierAndTheAnswerComesFirst() throws Exception {
        final Path page = directory.resolve("zoo.html");
        final Cli.Result result =
                Cli.run(
                        "firmware",
                        "sweep",
                        sample("tcp-loss-reorder.pcap"),
                        "--firmware=zoo",
                        "--queues=3,4",
                        "--report",
                        page);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines().get(0)).startsWith("Use ");
        for (final String name : FirmwareCatalog.load().names()) {
            assertThat(result.lines()).anyMatch(line -> line.startsWith(name + " "));
        }
        assertThat(result.lines())
                .anyMatch(line -> line.startsWith("source-ip-mask was not run with 3 queues: "));
        assertThat(result.lines().stream().filter(line -> line.contains("  ")))
                .allMatch(line -> line.length() <= MOST_COLUMNS);
        assertThat(Files.readString(page))
                .contains("99th percentile of latency")
                .contains("class=\"heatmap")
                .doesNotContain("http://", "src=\"http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zoo,jsq", "jsq,zoo", "zoo,flow-hash", "flow-hash,all"})
    void whatIsInTheZooMayBeNamedBesidesAndIsRunOnce(final String firmware) throws Exception {
        final JsonNode result =
                json(sample("tcp-loss-reorder.pcap"), "--queues=2", "--firmware=" + firmware);

        assertThat(result.at("/runs").findValuesAsText("firmware"))
                .containsExactlyInAnyOrderElementsOf(FirmwareCatalog.load().names());
    }

    @Test
    void aClassifierOfOnesOwnIsSweptAndItsFaultsAreTold() throws Exception {
        final Path file =
                Files.writeString(
                        directory.resolve("AVeryLongNameOfAClassifierThatThrowsNowAndThen.java"),
                        """
                        import knet.firmware.*;
                        public class AVeryLongNameOfAClassifierThatThrowsNowAndThen
                                implements Classifier {
                            public int classify(Packet packet, QueueState queues) {
                                if (packet.sourcePort() == 80) {
                                    throw new IllegalStateException();
                                }
                                return 0;
                            }
                        }
                        """);

        final Cli.Result result =
                Cli.run("firmware", "sweep", web(), "--firmware", file, "--queues=2");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("Use flow-hash (RSS)")
                .contains("failing: " + file)
                .contains("... #1 is " + file)
                .containsPattern("2 queues: [0-9,]+ calls threw or chose a queue");
    }

    @Test
    void whatIsNotAsUsualIsTold() throws Exception {
        final Object[] words = {
            web(),
            "--firmware=flow-hash",
            "--queues=4,2",
            "--on-full=wait",
            "--irq=round-robin",
            "--rx-usecs=50",
            "--rx-frames=16",
            "--fault=lost-interrupts=0.05,slow-cpu=1:3"
        };
        final JsonNode result = json(words);
        assertThat(result.at("/onFull").asText()).isEqualTo("wait");
        assertThat(result.at("/irq").asText()).isEqualTo("round-robin");
        assertThat(result.at("/rxUsecs").asInt()).isEqualTo(50);
        assertThat(result.at("/rxFrames").asInt()).isEqualTo(16);
        final String faults = "5.00% of interrupts are lost, processor 1 takes 3.00 times as long";
        assertThat(result.at("/faults").asText()).isEqualTo(faults);
        final Path page = directory.resolve("faults.html");
        final Object[] sweep = {"firmware", "sweep", "--report", page};
        final Cli.Result table = Cli.run(with(sweep, words));
        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out())
                .contains(
                        ", seed 1, on full wait, interrupts round-robin, rx-usecs 50, rx-frames"
                                + " 16\nfaults injected: "
                                + faults
                                + "\na sleeper whose interrupt is lost looks by itself: after ");
        assertThat(Files.readString(page)).contains("faults injected: " + faults);
    }

    @Test
    void csvHasOneLineARun() {
        final Cli.Result result =
                Cli.run(
                        "firmware",
                        "sweep",
                        web(),
                        "--firmware=flow-hash:key=symmetric,udp=2tuple",
                        "--queues=1,2",
                        "--format=csv");

        assertThat(result.lines()).hasSize(5);
        assertThat(result.lines().get(0))
                .startsWith("firmware,queues,imbalancePercent,maxOverMean,splitFlows,");
        assertThat(result.lines().get(3))
                .startsWith("\"flow-hash:key=symmetric,udp=2tuple\",1,0,1,0,0,0,0,,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--queues=0 | --queues must be from 1 to 256, not 0",
                "--queues=257 | --queues must be from 1 to 256, not 257",
                "--queues=4,4 | --queues: one of them is given twice",
                "--queues=4,x | 'x' is not a whole number",
                "--mode=napi | --mode napi has a single queue: there is nothing to choose",
                "--mode=turbo | no mode 'turbo'",
                "--firmware=nosuch | --firmware: no firmware 'nosuch'",
                "--firmware=jsq,jsq | --firmware: jsq is given twice",
                "--firmware=jsq:flows=3 | --firmware: ",
                "--rate=fast | --rate: rate 'fast' is none of",
                "--queues=16,4 --fault=slow-cpu=4:3 | slow-cpu=4:3: processors are 0 to 3",
                "--queues=4,16 --fault=slow-cpu=4:3 | slow-cpu=4:3: processors are 0 to 3",
                "--costs=cheap | --costs: no cost model 'cheap'",
                "--threads=-1 | --threads must be from 0 to 1024, not -1"
            })
    void aMistakeIsOneLine(final String options, final String message) {
        final Object[] words = {"firmware", "sweep", web()};
        final Cli.Result result = Cli.run(with(words, (Object[]) options.split(" ")));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains(message);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void whatIsMissingOrEmptyOrTooMuchIsTold() throws IOException {
        final Path empty = TestCaptures.udp(directory.resolve("none.pcap"), 0);

        assertThat(Cli.run("firmware", "sweep").err()).contains("a FILE is missing");
        final Cli.Result missing = Cli.run("firmware", "sweep", directory.resolve("no.pcap"));
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err().lines()).hasSize(1);
        assertThat(Cli.run("firmware", "sweep", empty).err()).contains("holds no frames");
        final StringBuilder queues = new StringBuilder("1");
        for (int i = 2; i <= 256; i++) {
            queues.append(',').append(i);
        }
        final Cli.Result many =
                Cli.run(
                        "firmware",
                        "sweep",
                        web(),
                        "--queues=" + queues,
                        "--firmware=rps,jsq,maglev,spray,weighted,two-choices,elephant");
        assertThat(many.code()).isEqualTo(2);
        assertThat(many.err()).contains("this asks for 2,048 runs, and there may be 2,000");
    }
}
