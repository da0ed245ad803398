package knet.tools.lab.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final double[] BYTES = {60, 500, 1000, 1514};

    @Test
    void pointsOnALineGiveTheLine() {
        final Line line = Line.through(BYTES, new double[] {106, 150, 200, 251.4});

        assertThat(line.fixed()).isCloseTo(100, Offset.offset(1e-9));
        assertThat(line.perByte()).isCloseTo(0.1, Offset.offset(1e-12));
    }

    @Test
    void whatGetsCheaperWithLengthIsNoiseAndCostsNothingPerByte() {
        final Line line = Line.through(BYTES, new double[] {110, 105, 95, 90});

        assertThat(line.perByte()).isZero();
        assertThat(line.fixed()).isEqualTo(100);
    }

    @Test
    void aLineThatWouldBeginBelowNothingBeginsAtNothing() {
        final Line line = Line.through(BYTES, new double[] {10, 480, 1000, 1600});

        assertThat(line.fixed()).isZero();
        assertThat(line.perByte()).isBetween(0.9, 1.1);
    }

    @Test
    void onePointIsAPriceWithoutASlope() {
        assertThat(Line.through(new double[] {64}, new double[] {50})).isEqualTo(new Line(50, 0));
        assertThatThrownBy(() -> Line.through(new double[0], new double[0]))
                .hasMessageContaining("0 by 0 points");
    }

    @Property
    void pricesAreNeverNegative(
            @ForAll @DoubleRange(min = 0, max = 1e6) final double a,
            @ForAll @DoubleRange(min = 0, max = 1e6) final double b,
            @ForAll @DoubleRange(min = 0, max = 1e6) final double c) {
        final Line line = Line.through(new double[] {60, 700, 1514}, new double[] {a, b, c});

        assertThat(line.fixed()).isNotNegative();
        assertThat(line.perByte()).isNotNegative();
    }
}
