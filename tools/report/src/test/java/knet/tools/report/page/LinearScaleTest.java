package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class LinearScaleTest {
    private static final Ruler WIDE = Ruler.across(700, 13);

    @Test
    void stepsAreOneTwoOrFiveAndHaveNoRoundingErrors() {
        assertThat(labels(Unit.ratio(), Fit.LOOSE, 0, 1.02))
                .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0", "1.2");
        assertThat(labels(Unit.ratio(), Fit.EXACT, 0.1, 0.7))
                .containsExactly("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7");
    }

    @Test
    void theUnitStandsAtTheAxisAndNotAtEveryTick() {
        final AxisScale scale = scale(Unit.time(), Fit.LOOSE, 0, 43_000_000);

        assertThat(scale.ticks()).extracting(Tick::label).contains("10", "40").doesNotContain("1");
        assertThat(scale.title(Axis.linear("p99", Unit.time()))).isEqualTo("p99 (ms)");
    }

    @Test
    void aUnitThatTheNameSaysAlreadyIsNotRepeated() {
        final Axis axis = Axis.linear("frames", Unit.count("frames"));
        assertThat(scale(axis.unit(), Fit.LOOSE, 0, 9).title(axis)).isEqualTo("frames");
    }

    @Test
    void thereIsNoHalfFrame() {
        assertThat(labels(Unit.count(), Fit.LOOSE, 0, 2)).containsExactly("0", "1", "2");
    }

    @Test
    void aRangeOfZeroGetsRoomOnBothSides() {
        final AxisScale scale = scale(Unit.ratio(), Fit.NEAR, 7, 7);

        assertThat(scale.at(7)).isEqualTo(0.5);
        assertThat(scale.ticks()).extracting(Tick::label).contains("7");
    }

    @Test
    void nothingButZerosAndNothingAtAll() {
        assertThat(scale(Unit.ratio(), Fit.LOOSE, 0, 0).at(0)).isZero();
        assertThat(scale(Unit.ratio(), Fit.LOOSE).ticks()).isNotEmpty();
        assertThat(scale(Unit.ratio(), Fit.NEAR, Double.NaN).at(Double.NaN)).isNaN();
    }

    @Test
    void negativeValuesGoBelowZero() {
        final AxisScale scale = scale(Unit.percent(), Fit.LOOSE, -40, 10);

        assertThat(scale.at(-40)).isZero();
        assertThat(scale.ticks()).extracting(Tick::label).contains("-40", "0", "10");
    }

    @Test
    void hugeValuesDoNotOverflow() {
        final AxisScale scale = scale(Unit.bytes(), Fit.LOOSE, -Double.MAX_VALUE, Double.MAX_VALUE);

        assertThat(scale.at(Double.MAX_VALUE)).isEqualTo(1);
        assertThat(scale.at(0)).isEqualTo(0.5);
        assertThat(scale.ticks()).extracting(Tick::label).contains("0", "1e285");
    }

    @Test
    void aHorizontalAxisBeginsAtZeroOnlyIfThatIsNear() {
        assertThat(scale(Unit.ratio(), Fit.NEAR, 10, 300).at(0)).isZero();
        assertThat(scale(Unit.ratio(), Fit.NEAR, 200, 300).at(200)).isZero();
        assertThat(scale(Unit.ratio(), Fit.EXACT, 10, 300).at(10)).isZero();
    }

    @Test
    void aHorizontalAxisEndsAtATickThatIsNear() {
        assertThat(scale(Unit.ratio(), Fit.NEAR, 0, 299).at(300)).isEqualTo(1);
        assertThat(scale(Unit.ratio(), Fit.NEAR, 0, 270).at(270)).isEqualTo(1);
    }

    @Property
    void ticksRiseFitAndLieOnTheAxis(
            @ForAll @Size(min = 1, max = 5) final List<Double> values, @ForAll final Fit fit) {
        final double[] all = values.stream().mapToDouble(value -> value).toArray();
        final Ruler narrow = Ruler.across(180, 12);
        final AxisScale scale = LinearScale.of(Unit.packetsPerSecond(), all, fit, narrow);

        for (int i = 0; i < scale.ticks().size(); i++) {
            final double place = scale.at(scale.ticks().get(i).value());
            assertThat(place).isBetween(-1e-9, 1 + 1e-9);
            if (i > 0) {
                assertThat(place).isGreaterThan(scale.at(scale.ticks().get(i - 1).value()));
            }
        }
        for (final double value : all) {
            assertThat(scale.at(value)).isBetween(-1e-9, 1 + 1e-9);
        }
        assertThat(narrow.fits(scale.ticks(), scale)).isTrue();
    }

    private static List<String> labels(final Unit unit, final Fit fit, final double... values) {
        return scale(unit, fit, values).ticks().stream().map(Tick::label).toList();
    }

    private static AxisScale scale(final Unit unit, final Fit fit, final double... values) {
        return LinearScale.of(unit, values, fit, WIDE);
    }
}
