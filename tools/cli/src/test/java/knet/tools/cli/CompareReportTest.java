package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code knet compare} says of its rows beyond the table: prices, timeline and page. */
@Timeout(120)
final class CompareReportTest {
    @TempDir Path directory;

    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");

    @Test
    void sensitivityNamesTheCostsOnWhichMostHangs() throws Exception {
        final Object[] words = {
            "compare", SAMPLE, "--modes=napi", "--rate=150kpps", "--costs=piii-550", "--sensitivity"
        };

        assertThat(Cli.run(words).out())
                .containsPattern("(?m)^napi +\\S+ kpps +rx-packet \\+\\d+% / -\\d+%");
        final JsonNode effects =
                Cli.json(
                                "compare",
                                SAMPLE,
                                "--modes=napi",
                                "--rate=150kpps",
                                "--costs=piii-550",
                                "--sensitivity",
                                "--format=json")
                        .at("/sensitivity/ways/0/effects");
        for (final JsonNode effect : effects) {
            if (effect.at("/cost").asText().equals("rx-packet")) {
                assertThat(effect.at("/halved/framesPerSecond").asDouble())
                        .isGreaterThan(1.3 * effect.at("/doubled/framesPerSecond").asDouble());
            }
        }
        assertThat(effects).hasSizeGreaterThan(15);
    }

    @Test
    void aTimelineIsWrittenOfTheRowAndTheTimeThatAreAskedFor() throws Exception {
        final Path file = directory.resolve("t.json");

        final Cli.Result result =
                Cli.run(
                        "compare",
                        SAMPLE,
                        "--modes=napi,knet",
                        "--rate=100kpps",
                        "--timeline",
                        file,
                        "--timeline-row=2",
                        "--window=10ms+2ms");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        final JsonNode events =
                new ObjectMapper().readTree(Files.readString(file)).at("/traceEvents");
        int spans = 0;
        boolean isKnet = false;
        for (final JsonNode event : events) {
            if (event.at("/ph").asText().equals("X")) {
                spans++;
                assertThat(event.at("/ts").asDouble()).isBetween(9_000.0, 12_000.0);
                isKnet |= event.at("/cat").asText().equals("kernel thread");
            }
        }
        assertThat(spans).isGreaterThan(20);
        assertThat(isKnet).isTrue();
    }

    @Test
    void aReportIsWrittenWithSensitivityAndTimeline() throws Exception {
        final Path page = directory.resolve("c.html");

        final Cli.Result result =
                Cli.run(
                        "compare",
                        SAMPLE,
                        "--limit=500",
                        "--modes=napi,knet",
                        "--fault=slow-cpu=0:2",
                        "--report",
                        page);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.readString(page))
                .contains("What hangs on which cost: throughput of")
                .contains("What happened when: napi")
                .contains("Faults were injected: processor 0 takes 2.00 times as long.")
                .contains("knet compare ")
                .contains("--fault=slow-cpu=0:2");
    }

    @Test
    void aPageBeginsSentencesWithCapitalsButNotWithThoseOfAMode() throws Exception {
        final Path one = directory.resolve("one.html");
        final Path two = directory.resolve("two.html");

        Cli.run("compare", SAMPLE, "--limit=200", "--modes=napi", "--report", one);
        Cli.run(
                "compare",
                SAMPLE,
                "--limit=2000",
                "--modes=napi,knet",
                "--rate=300kpps",
                "--costs=piii-550",
                "--report",
                two);

        assertThat(Files.readString(one)).contains("The application gets the data of");
        assertThat(Files.readString(two))
                .containsPattern("(napi|knet) (brings the least|are the|is the|the slowest)")
                .doesNotContain("Napi ", "Knet ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--window=5; --window: expected FROM+LENGTH, as 10ms+2ms",
                "--window=5ms+0; --window: the length must be more than 0",
                "--window=5ms+2parsec; --window: '2parsec' is no time such as",
                "--timeline-row=99; --timeline-row must be from 1 to"
            })
    void wrongArgumentsOfATimelineAreOneLine(final String argument, final String message) {
        final Path file = directory.resolve("t.json");

        final Cli.Result result = Cli.run("compare", SAMPLE, "--timeline", file, argument);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().findFirst().orElse("")).contains(message);
        assertThat(result.out()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void aWindowInWhichNothingHappenedIsSaidToBeOne() {
        final Cli.Result result =
                Cli.run(
                        "compare",
                        SAMPLE,
                        "--modes=napi",
                        "--timeline",
                        directory.resolve("t.json"),
                        "--window=1000000s+1s");

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("--window 1000000s+1s: nothing happened in that time");
    }
}
