package knet.tools.lab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostModelsTest {
    @TempDir Path temp;

    private static String text(final String replaced, final String by) {
        final String all =
                Stream.of(Cost.values())
                        .map(
                                cost ->
                                        cost.key()
                                                + " = 7 "
                                                + (cost.key().endsWith("byte") ? "ns/B" : "ns")
                                                + " | assumed | a test")
                        .collect(Collectors.joining("\n"));
        return "# a comment\n\nclock = 500 MHz | cited | somewhere\n" + all.replace(replaced, by);
    }

    @Test
    void everyShippedModelSaysWhereEachFigureComesFrom() throws IOException {
        for (final String name : CostModels.shipped()) {
            final CostModel model = CostModels.load(name);

            assertThat(model.name()).isEqualTo(name);
            assertThat(model.prices()).containsOnlyKeys(Cost.values());
            assertThat(model.prices().values())
                    .allMatch(price -> price.source().length() > 5 && price.ns() >= 0);
            assertThat(model.costs()).isNotNull();
        }
    }

    @Test
    void cyclesAndUnitsBecomeNanoseconds() {
        final CostModel model =
                CostModels.parse(
                        "m",
                        text(
                                        "interrupt = 7 ns | assumed | a test",
                                        "interrupt = 30 cycles | measured | so")
                                .replace("time-slice = 7 ns", "time-slice = 2.5 ms")
                                .replace("rx-byte = 7 ns/B", "rx-byte = 0.5 cycles/B"));

        assertThat(model.ns(Cost.INTERRUPT)).isEqualTo(60);
        assertThat(model.prices().get(Cost.INTERRUPT))
                .isEqualTo(new Price(60, Mark.MEASURED, "so"));
        assertThat(model.costs().ns(Cost.TIME_SLICE)).isEqualTo(2_500_000);
        assertThat(model.ns(Cost.RX_BYTE)).isEqualTo(1);
        assertThat(model.scaled(Cost.INTERRUPT, 0.5).costs().ns(Cost.INTERRUPT)).isEqualTo(30);
    }

    @Test
    void aFileOfTheUsersOwn() throws IOException {
        final Path file = temp.resolve("mine.costs");
        Files.writeString(file, text("nic-packet = 7", "nic-packet = 8"));

        assertThat(CostModels.load(file.toString()).costs().ns(Cost.NIC_PACKET)).isEqualTo(8);
        assertThatThrownBy(() -> CostModels.load("mine"))
                .hasMessageContaining("no cost model 'mine'")
                .hasMessageContaining("piii-550");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "wake = 7 ns | assumed | a test; wake = 7 ns; expected 'name = figure",
                "wake = 7 ns | assumed | a test; wake = seven ns | assumed | a test; is no figure",
                "wake = 7 ns | assumed | a test; wake = -7 ns | assumed | a test; is no figure",
                "wake = 7 ns | assumed | a test; wake = 7 hours | assumed | a test; no unit 'hours'",
                "wake = 7 ns | assumed | a test; wake = 7 ns/B | assumed | a test; not paid by the byte",
                "rx-byte = 7 ns/B; rx-byte = 7 ns; paid by the byte",
                "wake = 7 ns | assumed; wake = 7 ns | guessed; is not one of cited",
                "wake = 7 ns | assumed | a test; wake = 7 ns | assumed |; has no source",
                "wake = 7 ns; sleep = 7 ns; no cost 'sleep'",
                "wake = 7 ns | assumed | a test; interrupt = 7 ns | assumed | a test; given twice",
                "wake = 7 ns; wake = 99999999999999 ns; longer than 1000 s",
                "rx-packet = 7 ns | assumed | a test; # none; no price for 'rx-packet'",
                "time-slice = 7 ns; time-slice = 0 ns; time-slice must be"
            })
    void aWrongLineIsOneClearLine(final String old, final String by, final String message) {
        assertThatThrownBy(() -> CostModels.parse("m", text(old, by)).costs())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void figuresOfTheUsersOwnReplaceThoseOfAModel() throws IOException {
        final CostModel model = CostModels.load("modern-x86");

        final CostModel mine = CostModels.with(model, "user-packet=5us, user-byte=0.25ns/B");

        assertThat(mine.ns(Cost.USER_PACKET)).isEqualTo(5_000);
        assertThat(mine.ns(Cost.USER_BYTE)).isEqualTo(0.25);
        assertThat(mine.ns(Cost.RX_PACKET)).isEqualTo(model.ns(Cost.RX_PACKET));
        assertThat(mine.prices().get(Cost.USER_PACKET).source()).contains("command line");
        for (final String wrong :
                new String[] {
                    "user-packet",
                    "user-packet=5",
                    "user=5us",
                    "user-byte=5us",
                    "",
                    ",",
                    "user-packet=5us,",
                    "user-packet=5us,user-packet=6us"
                }) {
            assertThatThrownBy(() -> CostModels.with(model, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void cyclesWithoutAClockHaveNoLength() {
        assertThatThrownBy(() -> CostModels.parse("m", "wake = 7 cycles | assumed | a test"))
                .hasMessage("m, line 1: cycles need 'clock = N MHz' before them");
    }
}
