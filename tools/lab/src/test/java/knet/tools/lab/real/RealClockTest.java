package knet.tools.lab.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calibration and validation as they run, as short as they can be: the shape of what comes out. */
@Timeout(180)
class RealClockTest {
    @BeforeEach
    void needsTwoProcessorsAndSharedMemory() {
        assumeTrue(
                Runtime.getRuntime().availableProcessors() >= 2,
                "NIC and host need a processor each");
        assumeTrue(Files.isWritable(Path.of("/dev/shm")), "there is no /dev/shm to write to");
    }

    @Test
    void aCalibrationComesToAFigureForEveryCost() throws Exception {
        final CalibrationResult result = new Calibration(Processors.find(), 1, line -> {}).run();

        assertThat(result.figures()).extracting(CostFigure::cost).containsExactly(Cost.values());
        assertThat(result.figures()).allMatch(figure -> figure.median() >= 0);
        assertThat(result.rounds()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(result.coreDistanceNs()).isPositive();
        assertThat(result.model().costs().ns(Cost.EMPTY_POLL)).isPositive();
        assertThat(result.model().ns(Cost.RX_PACKET)).isPositive();
        assertThat(result.model().ns(Cost.WAKE_LATENCY)).isPositive();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aValidationHoldsEveryFigureAgainstRealRuns() throws Exception {
        final List<String> told = new java.util.ArrayList<>();
        final ValidationResult result =
                new Validation(
                                Processors.find(),
                                CostSupply.of(CostModels.load("modern-x86"), 0),
                                1,
                                told::add)
                        .run(List.of("knet", "busy-poll"), folder -> Traffic.usual(folder, 2_000));

        assertThat(result.rows()).hasSize(2 * 4 + 4);
        assertThat(result.rows()).allMatch(row -> row.measured().length == 1);
        assertThat(result.rows())
                .filteredOn(row -> row.figure() == Comparand.THROUGHPUT)
                .allMatch(row -> row.median() > 0 && row.predicted() > 0);
        assertThat(result.frames()).isEqualTo(2_000);
        assertThat(told).contains("saturation, round 1 of 1");
        assertThat(leftovers()).isEmpty();
    }

    /** Folders that this process has left in shared memory. */
    private static List<Path> leftovers() throws java.io.IOException {
        final String own = "knet-bench-" + ProcessHandle.current().pid() + "-";
        try (var files = Files.list(Path.of("/dev/shm"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(own)).toList();
        }
    }
}
