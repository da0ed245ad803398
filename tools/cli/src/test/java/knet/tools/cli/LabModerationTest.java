package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code knet lab moderation}, end to end. */
final class LabModerationTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"knet", "knet-msix", "napi", "napi-multi", "interrupt"})
    void aLongerDelayMeansNoMoreNotificationsAndNoLessLatency(final String mode) throws Exception {
        final JsonNode result = json("--modes=" + mode, "--rate=20kpps");

        final List<Double> notifications = ys(result, "moderation-notificationsPerFrame");
        final List<Double> p50 = ys(result, "moderation-p50Ns");
        assertThat(notifications).hasSize(8);
        for (int i = 1; i < notifications.size(); i++) {
            assertThat(notifications.get(i)).isLessThanOrEqualTo(notifications.get(i - 1));
            assertThat(p50.get(i)).isGreaterThanOrEqualTo(p50.get(i - 1));
        }
        assertThat(notifications.get(7)).isLessThan(0.5 * notifications.get(0));
        assertThat(p50.get(7)).isBetween(100_000.0, 1_000_000.0);
    }

    @Test
    void framesEndADelayBeforeItsTime() throws Exception {
        final JsonNode result = json("--modes=interrupt", "--rate=200kpps", "--costs=modern-x86");

        final JsonNode points = result.at("/points");
        assertThat(points).hasSize(12);
        double before = Double.MAX_VALUE;
        for (int i = 8; i < 12; i++) {
            assertThat(points.get(i).at("/rxUsecs").asInt()).isEqualTo(100);
            assertThat(points.get(i).at("/notificationsPerFrame").asDouble())
                    .isLessThanOrEqualTo(before);
            before = points.get(i).at("/notificationsPerFrame").asDouble();
        }
        assertThat(points.at("/8/rxFrames").asInt()).isEqualTo(1);
        assertThat(points.at("/8/notificationsPerFrame").asDouble()).isGreaterThan(0.99);
        assertThat(before).isLessThan(0.5);
    }

    @Test
    void theKneeIsWhereNoLongerDelaySavesATenthMore() throws Exception {
        final JsonNode result = json("--modes=interrupt", "--rate=40kpps");

        final List<Double> cpu = ys(result, "moderation-cpuPercent");
        final double knee = result.at("/rows/0/ours").asDouble(-1);
        assertThat(result.at("/rows/0/experiment").asText()).isEqualTo("moderation-knee-interrupt");
        final List<Double> usecs = new ArrayList<>();
        result.at("/series/0/x").forEach(x -> usecs.add(x.asDouble()));
        final int at = usecs.indexOf(knee);
        assertThat(at).isBetween(1, 6);
        for (int i = at + 1; i < cpu.size(); i++) {
            assertThat(cpu.get(i)).isGreaterThan(0.9 * cpu.get(at));
        }
        assertThat(cpu.subList(at, cpu.size()))
                .anySatisfy(later -> assertThat(later).isLessThanOrEqualTo(0.9 * cpu.get(at - 1)));
        assertThat(result.at("/verdict").asText())
                .startsWith("Moderation buys processors' time and costs latency: with rx-usecs ");
    }

    @Test
    void theLoadIsHalfOfWhatAModeCanBearAndNothingIsLostThere() throws Exception {
        final JsonNode result = json("--modes=napi,knet", "--cpus=2");

        final double napi = result.at("/points/0/offeredPerSecond").asDouble();
        final double knet = result.at("/points/12/offeredPerSecond").asDouble();
        assertThat(napi).isGreaterThan(1_000);
        assertThat(knet).isGreaterThan(1_000).isNotEqualTo(napi);
        result.at("/points")
                .forEach(
                        point -> {
                            if (point.at("/rxUsecs").asInt() == 0) {
                                assertThat(point.at("/lost").asLong()).isZero();
                            }
                        });
    }

    @Test
    void aModeThatPollsIsLeftOutAndNamed() throws Exception {
        final Cli.Result result =
                Cli.run("lab", "moderation", "--modes=busy-poll,knet", "--rate=20kpps");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("busy-poll is left out")
                .containsPattern("(?m)^knet +flow-hash +20.0 kpps +500 ")
                .doesNotContainPattern("(?m)^busy-poll +flow-hash");
    }

    @Test
    void theSameInputGivesTheSameBytesWhateverTheNumberOfWorkers() {
        final Object[] words = {
            "lab", "moderation", "--modes=knet", "--cpus=2", "--format=json", "--threads=1"
        };
        final Cli.Result one = Cli.run(words);
        words[5] = "--threads=3";

        assertThat(one.code()).as(one.err()).isZero();
        assertThat(Cli.run(words).out()).isEqualTo(one.out());
    }

    @Test
    void aFileIsRepeatedAndAPageIsWritten() throws Exception {
        final Path capture = TestCaptures.udp(directory.resolve("few.pcap"), 50);
        final Path page = directory.resolve("m.html");

        final Cli.Result result =
                Cli.run(
                        "lab",
                        "moderation",
                        capture,
                        "--modes=knet,napi",
                        "--rate=20kpps",
                        "--report",
                        page);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("few.pcap at 20.0 kpps");
        assertThat(Files.readString(page))
                .contains("What it buys: processors")
                .contains("Who has the processors: napi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--modes=busy-poll; --modes: busy-poll wants no notifications",
                "--rate=original; --rate must be in frames a second, as 10kpps, not 'original'",
                "--rate=fast; --rate: rate 'fast' is none of",
                "--rate=0pps; --rate: rate '0pps' is out of range",
                "--cpus=0; --cpus must be from 1 to 256, not 0"
            })
    void wrongArgumentsAreOneLine(final String argument, final String message) {
        final Cli.Result result = Cli.run("lab", "moderation", argument);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().findFirst().orElse("")).contains(message);
        assertThat(result.out()).isEmpty();
    }

    private static JsonNode json(final String... words) throws Exception {
        final List<Object> all = new ArrayList<>(List.of("lab", "moderation", "--format=json"));
        all.addAll(List.of(words));
        final Cli.Result result = Cli.run(all.toArray());
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }

    private static List<Double> ys(final JsonNode result, final String experiment) {
        for (final JsonNode series : result.at("/series")) {
            if (series.at("/experiment").asText().equals(experiment)) {
                final List<Double> values = new ArrayList<>();
                series.at("/y").forEach(y -> values.add(y.asDouble()));
                return values;
            }
        }
        throw new AssertionError("no series " + experiment);
    }
}
