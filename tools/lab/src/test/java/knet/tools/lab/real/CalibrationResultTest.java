package knet.tools.lab.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.Mark;
import knet.tools.lab.cost.ThisMachine;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationResultTest {
    private static final long[] STEADY = {50, 52, 51};

    @TempDir Path temp;

    @Test
    void theFileIsTheModelThatItWasWrittenFrom() throws Exception {
        final CalibrationResult result = FakeRounds.result(STEADY, 0);
        final ThisMachine file = ThisMachine.at(temp.resolve("new").resolve("x.costs"));
        file.write(result.file());
        final CostModel read = file.load();

        assertThat(read.name()).isEqualTo("this-machine");
        for (final Cost cost : Cost.values()) {
            assertThat(read.ns(cost))
                    .as(cost.key())
                    .isCloseTo(result.model().ns(cost), Percentage.withPercentage(0.5));
            assertThat(read.prices().get(cost).mark())
                    .as(cost.key())
                    .isEqualTo(result.model().prices().get(cost).mark());
        }
        assertThat(read.prices().get(Cost.RX_PACKET).mark()).isEqualTo(Mark.MEASURED);
        assertThat(read.prices().get(Cost.RX_PACKET).source()).endsWith("; 100 to 300");
        assertThat(read.costs().hasUserThreads()).isFalse();
    }

    @Test
    void theFileSaysWhenItWasMeasuredAndHowFarTheCoresWereApart() throws Exception {
        final ThisMachine file = ThisMachine.at(temp.resolve("x.costs"));
        file.write(FakeRounds.result(new long[] {40, 190, 60}, 0).file());

        assertThat(file.age(Instant.parse("2026-11-29T15:00:00Z"))).isEqualTo(Duration.ofHours(3));
        assertThat(file.coreDistanceNs()).isEqualTo(60);
    }

    @Test
    void theTableHasALineForEveryCostWithItsSpread() {
        final String table = FakeRounds.result(STEADY, 0).table();

        for (final Cost cost : Cost.values()) {
            assertThat(table).containsPattern("(?m)^" + cost.key() + " ");
        }
        assertThat(table)
                .containsPattern("rx-packet +125 +100 +300  ns +measured")
                .containsPattern("interrupt +0 +- +-  ns +assumed")
                .doesNotContain("warning");
    }

    @Test
    void coresThatMoveAndOthersAreWarnedOf() {
        assertThat(FakeRounds.result(new long[] {40, 190, 60}, 0.35).warnings())
                .anyMatch(line -> line.contains("the cores' distance changed"))
                .anyMatch(line -> line.contains("took 35 % of the processors"));
        assertThat(FakeRounds.result(STEADY, Double.NaN).warnings()).isEmpty();
    }

    @Test
    void programsGetTheSameFigures() throws Exception {
        int costs = 0;
        try (JsonParser json =
                new JsonFactory().createParser(FakeRounds.result(STEADY, 0).json())) {
            while (json.nextToken() != null) {
                if ("cost".equals(json.currentName()) && json.currentToken().isScalarValue()) {
                    costs++;
                }
            }
        }
        assertThat(costs).isEqualTo(Cost.values().length);
    }
}
