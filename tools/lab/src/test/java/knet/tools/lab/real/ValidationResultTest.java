package knet.tools.lab.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.util.ArrayList;
import java.util.List;
import knet.tools.bench.Machine;
import org.junit.jupiter.api.Test;

class ValidationResultTest {
    private static final ValidationRow GOOD =
            new ValidationRow(
                    "knet",
                    1,
                    Comparand.THROUGHPUT,
                    new double[] {3e6},
                    new double[] {2.9e6, 3.1e6, 3.2e6},
                    "");

    private static final ValidationRow OFF =
            new ValidationRow(
                    "busy-poll",
                    0.9,
                    Comparand.LATENCY,
                    new double[] {1_000},
                    new double[] {4_000},
                    "the wind");

    private static ValidationResult result(final ValidationRow... rows) {
        return new ValidationResult(
                new Machine("a processor", 2, "Linux 6", "a JVM", 0.5),
                FakeRounds.result(new long[] {50, 50, 50}, 0).model(),
                "this-machine",
                "a.pcap",
                1_000,
                50,
                52,
                51,
                190,
                List.of(rows),
                NotHere.reasons(2));
    }

    @Test
    void theTableShowsBothSidesAndWhyTheyDiffer() {
        assertThat(result(GOOD, OFF).table())
                .startsWith("a.pcap: 1,000 frames a run, one network thread, costs this-machine\n")
                .contains("a cache line took 51 to 190 ns from core to core, 50 ns when costs")
                .containsPattern("knet +saturation +throughput +3.00 Mpps +3.10 Mpps .* -3%\n")
                .containsPattern("busy-poll +0.9 of it +latency p50 +1.00 us +4.00 us .* -75% +off")
                .contains("latency p50 of busy-poll at 0.9 of it: the wind")
                .contains("not measurable here:\n  several network threads: ")
                .endsWith(
                        "\n1 of 2 predictions are within a quarter; the furthest off is latency p50 of"
                                + " busy-poll at 0.9 of it: -75%\n");
    }

    @Test
    void whereAllIsWellThereIsNothingToExplain() {
        assertThat(result(GOOD).table()).doesNotContain("why they are off");
        assertThat(result(GOOD).verdict()).isEqualTo("1 of 1 predictions are within a quarter");
    }

    @Test
    void programsGetEveryRowWithItsDeviationAndReason() throws Exception {
        final List<String> names = new ArrayList<>();
        final List<String> whys = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(result(GOOD, OFF).json())) {
            while (json.nextToken() != null) {
                if (json.currentName() != null && json.currentToken().isScalarValue()) {
                    names.add(json.currentName());
                    if (json.currentName().equals("why")) {
                        whys.add(json.getText());
                    }
                }
            }
        }
        assertThat(names)
                .contains(
                        "schema",
                        "costs",
                        "predicted",
                        "measured",
                        "min",
                        "max",
                        "runs",
                        "deviationPercent",
                        "within",
                        "verdict");
        assertThat(whys).contains("the wind").hasSizeGreaterThan(3);
    }
}
