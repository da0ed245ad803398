package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every point of an experiment tells programs: where frames ended, under a replay's keys. */
final class LabPointsTest {
    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");
    private static final String TRAFFIC = "generate:proto=udp,size=60,flows=200";
    private static final List<String> REASONS = reasons();

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "livelock --modes=interrupt --cpus=1",
                "moderation --modes=napi --cpus=1 --rate=300kpps",
                "scale --cpus=1 --firmware=flow-hash",
                "model --cpus=2 --ratios=1"
            })
    void theReasonsOfDropsAreThoseOfAComparisonAndAddUp(final String line) throws Exception {
        final List<Object> words = new ArrayList<>(List.of("lab"));
        words.addAll(Arrays.asList(line.split(" ")));
        // Short slices make short runs.
        words.addAll(List.of(TRAFFIC, "--cost=time-slice=1ms", "--format=json"));

        final JsonNode points = Cli.json(words.toArray()).at("/points");

        assertThat(points).isNotEmpty();
        for (final JsonNode point : points) {
            check(point);
        }
    }

    @Test
    void aRunOfOnesOwnTellsThemInJsonAndCsv() throws Exception {
        final Path sweep = directory.resolve("s.properties");
        Files.writeString(
                sweep,
                """
                modes = knet, interrupt
                firmware = rss-plus-plus
                rate = 900kpps
                ring = 8
                """);

        final JsonNode runs = Cli.json("lab", "run", sweep, TRAFFIC, "--format=json").at("/runs");
        assertThat(runs).hasSize(2);
        runs.forEach(LabPointsTest::check);
        assertThat(runs.at("/0/frames/dropped/ring-full").asLong())
                .isPositive()
                .isEqualTo(runs.at("/0/dropped").asLong());
        assertThat(runs.at("/0/firmwareCounters/flows_moved").isNumber()).isTrue();

        final List<String> csv = Cli.run("lab", "run", sweep, TRAFFIC, "--format=csv").lines();
        final List<String> head = List.of(csv.get(0).split(","));
        assertThat(head)
                .contains("frames.delivered", "frames.dropped.ring-full")
                .contains("firmwareCounters.flows_moved")
                .doesNotHaveDuplicates();
        assertThat(csv.get(1).split(",")[head.indexOf("frames.dropped.ring-full")])
                .isEqualTo(runs.at("/0/frames/dropped/ring-full").asText());
    }

    private static void check(final JsonNode point) {
        final JsonNode frames = point.at("/frames");
        long ended = frames.at("/delivered").asLong();
        for (final JsonNode count : frames.at("/dropped")) {
            ended += count.asLong();
        }
        assertThat(frames.at("/offered").asLong()).isPositive().isEqualTo(ended);
        final List<String> reasons = new ArrayList<>();
        frames.at("/dropped").fieldNames().forEachRemaining(reasons::add);
        assertThat(reasons).containsExactlyElementsOf(REASONS);
    }

    private static List<String> reasons() {
        try {
            final JsonNode row =
                    Cli.json("compare", SAMPLE, "--limit=10", "--modes=knet", "--format=json");
            final List<String> reasons = new ArrayList<>();
            row.at("/rows/0/frames/dropped").fieldNames().forEachRemaining(reasons::add);
            return reasons;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
