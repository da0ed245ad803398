package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code knet lab run}, end to end. */
final class LabRunTest {
    private static final String SMALL =
            """
            # two ways
            modes = knet, napi
            cpus = 2
            rate = 10kpps, 20kpps, 5kpps
            rx-usecs = 0,200
            y = throughput, p50, notifications
            """;

    @TempDir private Path directory;

    @Test
    void everyValueIsRunWithEveryOther() throws Exception {
        final JsonNode result = json(file(SMALL));

        assertThat(result.at("/runs")).hasSize(12);
        assertThat(result.at("/rows")).hasSize(36);
        assertThat(result.at("/runs").findValuesAsText("rate"))
                .containsOnly("10kpps", "20kpps", "5kpps");
        assertThat(result.at("/complete").asBoolean()).isTrue();
    }

    @Test
    void aCurveGoesOverRisingRatesWithAllElseTheSame() throws Exception {
        final JsonNode result = json(file(SMALL));

        assertThat(result.at("/series")).hasSize(12);
        final JsonNode first = result.at("/series/0");
        assertThat(first.at("/experiment").asText()).isEqualTo("run-throughput");
        assertThat(first.at("/label").asText()).isEqualTo("knet, rx-usecs 0");
        assertThat(first.at("/x").toString()).isEqualTo("[5000,10000,20000]");
        for (int i = 0; i < 3; i++) {
            assertThat(first.at("/y/" + i).asDouble())
                    .isBetween(
                            0.98 * first.at("/x/" + i).asDouble(),
                            1.02 * first.at("/x/" + i).asDouble());
        }
    }

    @Test
    void aLongerDelayMeansFewerNotifications() throws Exception {
        final JsonNode runs =
                json(file("modes=knet\ncpus=1\nrate=20kpps\nrx-usecs=0,50,200,800\n")).at("/runs");

        for (int i = 1; i < 4; i++) {
            assertThat(runs.at("/" + i + "/notificationsPerFrame").asDouble())
                    .isLessThanOrEqualTo(
                            runs.at("/" + (i - 1) + "/notificationsPerFrame").asDouble());
        }
        assertThat(runs.at("/3/notificationsPerFrame").asDouble()).isLessThan(0.2);
    }

    @Test
    void aCaptureInsteadOfASweepIsNamedAsOne() throws Exception {
        final Path capture = Files.write(directory.resolve("long.pcap"), new byte[(1 << 20) + 1]);
        final Cli.Result result = Cli.run("lab", "run", capture);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().findFirst().orElse(""))
                .contains("long.pcap: is no sweep file: longer than 1048576 bytes");
    }

    @Test
    void aSmallRingLosesWhatALargerOneHolds() throws Exception {
        final JsonNode runs =
                json(file("modes=napi\ncpus=1\nrate=20kpps\nrx-usecs=1000\nring=8,1024\ny=lost\n"))
                        .at("/runs");

        assertThat(runs.at("/0/lostPercent").asDouble()).isGreaterThan(30);
        assertThat(runs.at("/1/lostPercent").asDouble()).isZero();
    }

    @Test
    void theExampleRunsAsItIsAndNamesEveryKey() throws Exception {
        final Cli.Result example = Cli.run("lab", "run", "--example");

        assertThat(example.code()).isZero();
        assertThat(example.err()).isEmpty();
        for (final String key : SweepPlan.KEYS) {
            assertThat(example.out()).containsPattern("(?m)^(# )?" + key + " = ");
        }
        final Cli.Result result = Cli.run("lab", "run", file(example.out()));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("16 runs")
                .contains("What reaches the application goes from ");
    }

    @Test
    void theSameInputGivesTheSameBytesWhateverTheNumberOfWorkers() throws Exception {
        final Path file = file(SMALL);
        final Cli.Result one = Cli.run("lab", "run", file, "--format=json", "--threads=1");

        assertThat(one.code()).as(one.err()).isZero();
        assertThat(Cli.run("lab", "run", file, "--format=json", "--threads=3").out())
                .isEqualTo(one.out());
    }

    @Test
    void aCaptureIsRunOnceAtItsOwnRateAndAPageIsWritten() throws Exception {
        final Path capture = TestCaptures.udp(directory.resolve("few.pcap"), 50);
        final Path page = directory.resolve("r.html");

        final Cli.Result onCommandLine =
                Cli.run(
                        "lab",
                        "run",
                        file("modes=knet,napi\nrate=original,max\nrx-usecs=0,10\n"),
                        capture,
                        "--format=csv",
                        "--report",
                        page);
        final Cli.Result inFile =
                Cli.run(
                        "lab",
                        "run",
                        file(
                                "modes=knet,napi\nrate=original,max\nrx-usecs=0,10\ntraffic="
                                        + capture
                                        + "\n"),
                        "--format=csv");

        assertThat(onCommandLine.code()).as(onCommandLine.err()).isZero();
        assertThat(onCommandLine.lines()).hasSize(9);
        assertThat(onCommandLine.lines().get(1))
                .startsWith("knet,flow-hash,4,original,0,0,1024,")
                .contains(",50,0,0,");
        assertThat(inFile.out()).isEqualTo(onCommandLine.out());
        assertThat(Files.readString(page)).contains("Every run").contains("napi, rate max");
    }

    @Test
    void theCommandLineGoesBeforeTheFile() throws Exception {
        final Path file = file("modes=knet\nrate=20kpps\ncosts=piii-550\nseed=7\n");

        assertThat(json(file).at("/seed").asInt()).isEqualTo(7);
        assertThat(json(file).at("/costs").asText()).isEqualTo("piii-550");
        final JsonNode other = json(file, "--seed=1", "--costs=modern-x86");
        assertThat(other.at("/seed").asInt()).isEqualTo(1);
        assertThat(other.at("/costs").asText()).isEqualTo("modern-x86");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode = knet | line 2: no key 'mode'; there are modes, firmware,",
                "modes: knet | line 2: expected 'key = value', or # and a comment; YAML is not read",
                "modes = | line 2: modes has no value",
                "modes = turbo | line 2: modes: no mode 'turbo'",
                "modes = knet,knet | line 2: modes: the same is asked for twice",
                "modes = knet,,napi | line 2: modes: between two commas",
                "cpus = 0 | line 2: cpus: must be from 1 to 256, not '0'",
                "cpus = 1,x | line 2: cpus: must be from 1 to 256, not 'x'",
                "cpus = 99999999999 | line 2: cpus: must be from 1 to 256, not '99999999999'",
                "ring = 100 | line 2: ring: must be a power of two, not 100",
                "ring = 4 | line 2: ring: must be from 8 to 65536, not '4'",
                "rx-usecs = -1 | line 2: rx-usecs: must be from 0 to 1000000, not '-1'",
                "rate = fast | line 2: rate: rate 'fast' is none of",
                "firmware = nosuch | line 2: firmware: ",
                "costs = cheap | line 2: costs: no cost model 'cheap'",
                "seed = 1.5 | line 2: seed: '1.5' is no whole number",
                "x = modes | line 2: x: must be one of rate, rx-usecs, rx-frames, cpus, ring",
                "x = rate | line 2: x: rate needs all rates in frames a second, as 10kpps",
                "y = speed | line 2: y: no 'speed'; there are throughput, p50,",
                "traffic = generate:size=fat | line 2: traffic: ",
                "traffic = live:eth0 | line 2: traffic: live:IF goes with"
            })
    void aMistakeIsOneLineWithItsPlace(final String line, final String message) throws Exception {
        final Cli.Result result = Cli.run("lab", "run", file("# mine\n" + line + "\n"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().findFirst().orElse(""))
                .contains("sweep.properties, " + message);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aKeyThatIsGivenTwiceIsAMistake() throws Exception {
        final Cli.Result result = Cli.run("lab", "run", file("cpus=1\n\n# no\ncpus=2\n"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("line 4: cpus is given twice, first in line 1");
    }

    @Test
    void tooManyRunsAreRefusedWithTheirNumber() throws Exception {
        final StringBuilder usecs = new StringBuilder("0");
        for (int i = 1; i < 500; i++) {
            usecs.append(',').append(i);
        }

        final Cli.Result result =
                Cli.run("lab", "run", file("modes=knet\ncpus=1,2,3,4,5\nrx-usecs=" + usecs));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("asks for 2,500 runs, and there may be 2,000");
    }

    @Test
    void aFileThatIsMissingOrIsNoTextIsTold() throws Exception {
        final Path binary = directory.resolve("b.properties");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(Cli.run("lab", "run").err()).contains("a file with a sweep is missing");
        assertThat(Cli.run("lab", "run", binary).err()).contains("is no text in UTF-8");
        final Cli.Result missing = Cli.run("lab", "run", directory.resolve("no.properties"));
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err().lines()).hasSize(1);
        assertThat(missing.err()).contains("no.properties");
        final Cli.Result folder = Cli.run("lab", "run", directory);
        assertThat(folder.code()).isEqualTo(1);
        assertThat(folder.err().lines()).hasSize(1);
    }

    private Path file(final String text) throws IOException {
        return Files.writeString(directory.resolve("sweep.properties"), text);
    }

    private static JsonNode json(final Path file, final Object... more) throws Exception {
        final Object[] words = new Object[4 + more.length];
        words[0] = "lab";
        words[1] = "run";
        words[2] = file;
        words[3] = "--format=json";
        System.arraycopy(more, 0, words, 4, more.length);
        final Cli.Result result = Cli.run(words);
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }
}
