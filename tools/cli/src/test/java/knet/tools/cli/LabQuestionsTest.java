package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

/** {@code knet lab livelock}, {@code model} and {@code scale}, end to end. */
final class LabQuestionsTest {
    private static final String TRAFFIC = "generate:proto=udp,size=60,flows=200";

    @TempDir private Path directory;

    @Test
    void interruptsLivelockAndAnAffineThreadDoesNot() throws Exception {
        final JsonNode result =
                json("lab", "livelock", TRAFFIC, "--modes=interrupt,knet", "--cpus=2");

        final List<Double> interrupt = ys(result, "interrupt");
        final List<Double> knet = ys(result, "knet");
        assertThat(interrupt.get(interrupt.size() - 1)).isLessThan(0.05 * greatest(interrupt));
        assertThat(knet.get(knet.size() - 1)).isGreaterThan(0.5 * greatest(knet));
        assertThat(row(result, "livelock-mlfrr-interrupt"))
                .isBetween(0.5 * greatest(interrupt), 1.5 * greatest(interrupt));
        assertThat(result.at("/verdict").asText())
                .startsWith("interrupt goes into receive livelock; knet ");
    }

    @Test
    void thePaperStandsBesideTheSimulation() throws Exception {
        final JsonNode result = json("lab", "model", "--cpus=4", "--ratios=1,3");

        // Where the paper prints a figure, and only there.
        assertThat(result.at("/rows/0/experiment").asText()).isEqualTo("model-knet-p4-1");
        assertThat(result.at("/rows/0/paper").isNull()).isTrue();
        assertThat(result.at("/rows/1/paper").asDouble()).isEqualTo(1);
        // p / (1 + Ta/Te), p = 4.
        assertThat(ys(result, "knet, 4 processors: paper")).containsExactly(2.0, 1.0);
        final double stay = ys(result, "knet, 4 processors: stay").get(0);
        assertThat(result.at("/rows/0/ours").asDouble()).isCloseTo(stay, within(0.06 * stay));
    }

    @Test
    void skewedClientsCostAHashAndNotARoundRobin() throws Exception {
        final JsonNode result = json("lab", "scale", "--cpus=1,4", "--zipf=0,1.2");

        assertThat(row(result, "scale-knet-flow-hash-zipf-0-p1")).isEqualTo(1);
        final double even = row(result, "scale-knet-flow-hash-zipf-0-p4");
        final double skewed = row(result, "scale-knet-flow-hash-zipf-1.2-p4");
        assertThat(even).isBetween(3.5, 4.1);
        assertThat(skewed).isLessThan(0.85 * even);
        assertThat(row(result, "scale-knet-round-robin-zipf-0-p4")).isLessThan(0.85 * even);
        assertThat(row(result, "scale-knet-round-robin-zipf-1.2-p4"))
                .isGreaterThan(0.8 * row(result, "scale-knet-round-robin-zipf-0-p4"));
    }

    @Test
    void whatBringsTheApplicationNothingHasNoLossFreeRate() throws Exception {
        final Path pings = TestCaptures.icmp(directory.resolve("pings.pcap"), 50);
        final JsonNode result = json("lab", "livelock", pings, "--modes=napi,knet", "--cpus=1");

        assertThat(greatest(ys(result, "knet"))).isZero();
        assertThat(result.at("/rows/0/experiment").asText()).isEqualTo("livelock-mlfrr-napi");
        assertThat(result.at("/rows/0/ours").isNull()).isTrue();
        assertThat(result.at("/verdict").asText())
                .isEqualTo("no way brings the application anything at any load");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "livelock --modes=knet --cpus=1; What each way does beyond that",
                "model --cpus=2 --ratios=1; Why they differ",
                "scale --cpus=1,2 --zipf=0; Where it ends, and why"
            })
    void theSameBytesWhateverTheNumberOfWorkersAndAPage(final String line, final String section)
            throws Exception {
        final List<Object> words = new ArrayList<>(List.of("lab"));
        words.addAll(List.of(line.split(" ")));
        final Path page = directory.resolve("page.html");
        words.addAll(List.of("--format=csv", "--threads=1", "--report", page));
        final Cli.Result one = Cli.run(words.toArray());
        words.set(words.indexOf("--threads=1"), "--threads=3");
        final Cli.Result three = Cli.run(words.toArray());

        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.out()).isNotBlank().isEqualTo(three.out());
        assertThat(Files.readString(page)).contains(section).doesNotContain("NaN");
    }

    @Test
    void aCaptureIsRepeatedAsNewFlows() throws Exception {
        final Path capture = TestCaptures.udp(directory.resolve("few.pcap"), 50);

        final Cli.Result result =
                Cli.run("lab", "livelock", capture, "--modes=interrupt", "--cpus=1");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("few.pcap").contains("receive livelock");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "livelock --modes=linux; no mode 'linux'",
                "livelock --cpus=0; --cpus must be from 1 to 256, not 0",
                "livelock --costs=nope; nope",
                "livelock --cost=user-packet=fast; 'fast' is no figure with a unit",
                "livelock --threads=-1; --threads",
                "livelock --firmware=nope; no firmware 'nope'",
                "model --ratios=0; 0.001 to 1000",
                "model --ratios=x; 'x'",
                "model --ratios=1,2,1.0; --ratios: one of them is given twice",
                "model --cpus=257; 1 to 256",
                "model --modes=napi; napi",
                "scale --zipf=-1; zipf",
                "scale --cpus=0; 1 to 256",
                "scale generate:flows=3 --zipf=1; --zipf",
                "validate --runs=0; --runs",
                "validate --frames=0; --frames",
                "validate --modes=linux; no mode 'linux'",
                "validate --costs=nope; nope",
                "validate --costs=modern-x86 --calibrate; --calibrate",
                "calibrate --seconds=0; --seconds",
                "calibrate --out=; out"
            })
    void wrongArgumentsAreOneLine(final String line, final String message) {
        final List<Object> words = new ArrayList<>(List.of("lab"));
        words.addAll(List.of(line.split(" ")));
        final Cli.Result result = Cli.run(words.toArray());

        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines().findFirst().orElse("")).contains(message);
        assertThat(result.err()).doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
    }

    /** Not in the midst of it, when what was done until then would be lost. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source-ip-mask | 2,3,4 | --firmware: with 3 processors: source-ip-mask",
                "flow-hash:indir=0;3 | 1,4 | --firmware: with 1 processor: flow-hash"
            })
    void aNumberOfProcessorsThatAClassifierDoesNotTakeIsToldBeforeTheStart(
            final String firmware, final String cpus, final String message) {
        final Cli.Result result = Cli.run("lab", "scale", "--firmware", firmware, "--cpus=" + cpus);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains(message);
        assertThat(result.out()).isEmpty();
    }

    private static JsonNode json(final Object... words) throws Exception {
        final List<Object> all = new ArrayList<>(List.of(words));
        all.add("--format=json");
        final Cli.Result result = Cli.run(all.toArray());
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }

    private static double row(final JsonNode result, final String experiment) {
        for (final JsonNode row : result.at("/rows")) {
            if (row.at("/experiment").asText().equals(experiment)) {
                return row.at("/ours").asDouble();
            }
        }
        throw new AssertionError("no row " + experiment + " in " + result.at("/rows"));
    }

    private static List<Double> ys(final JsonNode result, final String label) {
        for (final JsonNode series : result.at("/series")) {
            if (series.at("/label").asText().equals(label)) {
                final List<Double> values = new ArrayList<>();
                series.at("/y").forEach(y -> values.add(y.asDouble()));
                return values;
            }
        }
        throw new AssertionError("no series " + label);
    }

    private static double greatest(final List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
