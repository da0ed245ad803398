package knet.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every benchmark in small: that it runs and measures something, never how fast. */
final class BenchSuiteTest {
    private static final Path SAMPLE = Path.of("../../traces/samples/web-64-clients.pcap");

    @Test
    void everyNameIsMeasuredAndHeldAgainstItsReference() throws Exception {
        final List<String> progress = new ArrayList<>();
        final List<String> done = new ArrayList<>();
        final BenchSuite suite = new BenchSuite();

        final List<Measurement> all =
                suite.run(
                        new BenchSettings(1, 0.005, SAMPLE, progress::add),
                        name -> true,
                        measurement -> done.add(measurement.name()));

        assertThat(done).containsExactlyElementsOf(suite.names());
        assertThat(done)
                .contains("trace-read", "ring-64B", "ring-1500B", "path-64B", "path-sample")
                .contains("wakeup", "classify-flow-hash", "classify-source-ip-mask");
        assertThat(progress).isNotEmpty();
        assertThat(suite.names()).allMatch(name -> !Descriptions.ofBenchmark(name).isEmpty());
        assertThat(all)
                .filteredOn(measurement -> measurement.reference() != null)
                .allMatch(result -> !Descriptions.ofReference(result.reference()).isEmpty());
        for (final Measurement measurement : all) {
            if (measurement.name().startsWith("idle-")) {
                assertThat(measurement.median()).isBetween(0.0, 400.0);
            } else {
                assertThat(measurement.min()).isPositive();
                assertThat(measurement.ratio()).isPositive();
            }
        }
    }

    @Test
    void onlyWhatIsAskedForIsMeasured() throws Exception {
        final List<Measurement> all =
                new BenchSuite()
                        .run(
                                new BenchSettings(1, 0.001, SAMPLE, line -> {}),
                                "classify-round-robin"::equals,
                                measurement -> {});

        assertThat(all).extracting(Measurement::name).containsExactly("classify-round-robin");
    }

    @Test
    void whatAKilledBenchmarkLeftIsTakenAway() throws Exception {
        final Path own = BenchFolder.create();
        final String dead = "knet-bench-4194305-" + System.nanoTime(); // Above Linux's largest pid.
        final Path left = Files.createDirectory(own.resolveSibling(dead));
        Files.createFile(left.resolve("file"));

        final Path next = BenchFolder.create();

        assertThat(left).doesNotExist();
        assertThat(own).exists();
        BenchFolder.delete(own);
        BenchFolder.delete(next);
    }

    @Test
    void theTableSaysOfWhatTheRatioIsAndWhichWayIsBetter() {
        final double[] one = {1};
        final Measurement rate = new Measurement("a", "Mpps", one, "plain-copy-64B", one, "");
        final Measurement time = new Measurement("b", "us", one, "bare-wake", one, "");
        final Machine machine = Machine.here();

        assertThat(new BenchReport(machine, List.of(rate, time)).table())
                .contains(
                        "Mpps, and its ratio: higher is better\n",
                        "us, and its ratio: lower is better\n",
                        "  plain-copy-64B: one core copies",
                        "  bare-wake: one process wakes another");
        assertThat(new BenchReport(machine, List.of(rate)).table()).doesNotContain("lower is");
        assertThat(new BenchReport(machine, List.of(rate, time)).json())
                .contains("\"better\": \"higher\"", "\"better\": \"lower\"");
    }

    @Test
    void theRatioIsTheMedianOfNeighbouringRunsRatios() {
        final Measurement measurement =
                new Measurement(
                        "m",
                        "Mpps",
                        new double[] {10, 40, 6},
                        "reference",
                        new double[] {5, 10, 2},
                        "");

        assertThat(measurement.ratio()).isEqualTo(3);
        assertThat(measurement.median()).isEqualTo(10);
        assertThat(Measurement.of("m", "%", new double[] {1}, "").ratio()).isNaN();
        assertThat(Measurement.medianOf(new double[] {1, 2})).isEqualTo(1.5);
    }
}
