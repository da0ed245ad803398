package knet.firmware.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | [5]",
                "0 1;2 ; 3 | [0, 1, 2, 3]",
                "0-3;6 | [0, 1, 2, 3, 6]",
                "2-2 | [2]",
                "3*2;0;1*1 | [3, 3, 0, 1]",
                "7*8 | [7, 7, 7, 7, 7, 7, 7, 7]",
                "0: 0 1 2 3 4: 3 2 1 0 | [0, 1, 2, 3, 3, 2, 1, 0]"
            })
    void readsNumbersRangesAndTheRowsThatEthtoolPrints(final String text, final String numbers) {
        assertThat(Arrays.toString(NumberList.parse(text, 7, 8))).isEqualTo(numbers);
    }

    @Test
    void readsWhatEthtoolPrintsLineByLine() {
        final String rows = "    0:      0     1     2     3\n    4:      0     1     2     3\n";
        assertThat(NumberList.parse(rows, 3, 128)).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | no number",
                "0: | no number",
                "8 | 8 is more than 7",
                "0-8 | 8 is more than 7",
                "-1 | '-1' is no number",
                "x | 'x' is no number",
                "1.5 | '1.5' is no number",
                "99999999999 | '99999999999' is no number",
                "3-1 | '3-1' runs backwards",
                "0-7;0 | more than 8 numbers",
                "0*9 | '0*9' is not 1 to 8 numbers",
                "0-6;1*2 | '1*2' is not 1 to 1 numbers",
                "1*0 | '1*0' is not 1 to 8 numbers",
                "8*2 | 8 is more than 7",
                "1*2*2 | '1*2*2' is no number",
                "4: 1 | row '4:' comes after 0 numbers"
            })
    void refusesAnythingElse(final String text, final String why) {
        assertThatThrownBy(() -> NumberList.parse(text, 7, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
