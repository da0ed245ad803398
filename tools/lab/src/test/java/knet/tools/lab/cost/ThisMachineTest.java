package knet.tools.lab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {
    private static final String MODEL =
            Stream.of(Cost.values())
                    .map(
                            cost ->
                                    cost.key()
                                            + " = 7 "
                                            + (cost.isPerByte() ? "ns/B" : "ns")
                                            + " | measured | a test\n")
                    .collect(Collectors.joining());

    @TempDir Path temp;

    private ThisMachine machine() {
        return ThisMachine.at(temp.resolve("knet").resolve("this-machine.costs"));
    }

    @Test
    void aMachineThatWasNeverCalibratedSaysWhatToDo() {
        assertThat(machine().isCalibrated()).isFalse();
        assertThatThrownBy(() -> machine().load())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("run knet lab calibrate first");
    }

    @Test
    void whatWasWrittenIsReadUnderItsName() throws Exception {
        machine().write(MODEL);

        assertThat(machine().isCalibrated()).isTrue();
        assertThat(machine().load().name()).isEqualTo("this-machine");
        assertThat(machine().load().ns(Cost.RX_PACKET)).isEqualTo(7);
        try (Stream<Path> files = Files.list(machine().file().getParent())) {
            assertThat(files).containsExactly(machine().file());
        }
    }

    @Test
    void aFileWithoutItsHeadHasNoAgeAndNoDistance() throws Exception {
        machine().write(MODEL);

        assertThat(machine().age(Instant.EPOCH)).isNull();
        assertThat(machine().coreDistanceNs()).isZero();

        machine().write("# measured at some time\n# core distance far\n" + MODEL);
        assertThat(machine().age(Instant.EPOCH)).isNull();
        assertThat(machine().coreDistanceNs()).isZero();
    }

    @Test
    void theHeadTellsAgeAndDistance() throws Exception {
        machine()
                .write(
                        "# measured at 2026-11-29T12:00:00Z\n# core distance 52 ns (40 to 190)\n"
                                + MODEL);

        assertThat(machine().age(Instant.parse("2026-11-30T12:00:00Z")))
                .isEqualTo(Duration.ofDays(1));
        assertThat(machine().coreDistanceNs()).isEqualTo(52);
    }

    @Test
    void whatAModelDoesNotGiveAndMayLeaveOutCostsNothing() {
        final String without =
                MODEL.lines()
                        .filter(line -> !Cost.of(line.substring(0, line.indexOf(' '))).isOptional())
                        .collect(Collectors.joining("\n"));
        final CostModel model = CostModels.parse("m", without);

        assertThat(model.prices()).containsOnlyKeys(Cost.values());
        assertThat(model.ns(Cost.NIC_TURN)).isZero();
        assertThat(model.ns(Cost.RX_PACKET)).isEqualTo(7);
    }
}
