package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class NumbersTest {
    @Property
    void theShortestDecimalIsTheSameDouble(@ForAll final double value) {
        assertThat(Numbers.shortest(value).doubleValue()).isEqualTo(value + 0.0); // -0 is 0
    }

    @Test
    void theShortestDecimalHasNoDigitsThatNobodyWrote() {
        assertThat(Numbers.shortest(0.1)).isEqualTo(new BigDecimal("0.1"));
        assertThat(Numbers.shortest(1e23)).isEqualByComparingTo("1e23");
        assertThat(Numbers.shortest(2e-3)).isEqualTo(new BigDecimal("0.002"));
        assertThat(Numbers.shortest(1000)).isEqualTo(new BigDecimal("1000"));
        assertThat(Numbers.shortest(0.1 + 0.2).toString()).isEqualTo("0.30000000000000004");
    }

    @Test
    void numbersAreGroupedUnlessTheyAreMuchLongerThanTheirDigits() {
        assertThat(Numbers.grouped(new BigDecimal("1234567.25"))).isEqualTo("1,234,567.25");
        assertThat(Numbers.grouped(new BigDecimal("-1200"))).isEqualTo("-1,200");
        assertThat(Numbers.grouped(Numbers.shortest(1.5e300))).isEqualTo("1.5e300");
        assertThat(Numbers.grouped(Numbers.shortest(-2.5e-30))).isEqualTo("-2.5e-30");
        assertThat(Numbers.grouped(BigDecimal.ZERO)).isEqualTo("0");
    }

    @Test
    void aboutThreeDigits() {
        assertThat(Numbers.three(0)).isEqualTo("0");
        assertThat(Numbers.three(0.000123)).isEqualTo("0.000123");
        assertThat(Numbers.three(12.345)).isEqualTo("12.3");
        assertThat(Numbers.three(-999.6)).isEqualTo("-1,000");
        assertThat(Numbers.three(1.234e18)).isEqualTo("1.23e18");
    }

    @Test
    void nineDigitsAreForReadersAndWholeNumbersStayWhole() {
        assertThat(Numbers.nine(new BigDecimal("8.7077425757")).toString()).isEqualTo("8.70774258");
        assertThat(Numbers.nine(new BigDecimal("12345678901.25")).toString())
                .isEqualTo("12345678901");
        assertThat(Numbers.nine(new BigDecimal("123456789012"))).isEqualTo("123456789012");
    }
}
