package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class LogScaleTest {
    private static final Ruler WIDE = Ruler.across(700, 13);

    @Test
    void equalRatiosAreEqualDistances() {
        final AxisScale scale = scale(Unit.time(), 1_000, 1_000_000);

        assertThat(scale.at(10_000) - scale.at(1_000)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(scale.at(1_000_000) - scale.at(100_000)).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void everyTickSaysItsUnitBecauseTheyDiffer() {
        final AxisScale scale = scale(Unit.time(), 1_000, 1_000_000);

        assertThat(scale.ticks())
                .extracting(Tick::label)
                .contains("1 us", "10 us", "100 us", "1 ms");
        assertThat(scale.title(Axis.log("p99", Unit.time()))).isEqualTo("p99");
    }

    @Test
    void aUnitWithoutPrefixesStandsAtTheAxis() {
        final AxisScale scale = scale(Unit.count("frames"), 1, 1e9);

        assertThat(scale.ticks()).extracting(Tick::label).contains("1", "1e6");
        assertThat(scale.title(Axis.log("seen", Unit.count("frames")))).isEqualTo("seen (frames)");
    }

    @Test
    void zeroHasAPlaceBesideTheScale() {
        final AxisScale scale = scale(Unit.ratio(), 0, 1, 100);

        assertThat(scale.at(0)).isZero();
        assertThat(scale.at(1)).isGreaterThan(0.05);
        assertThat(scale.ticks().get(0).label()).isEqualTo("0");
    }

    @Test
    void negativeValuesShareThePlaceOfZeroAndTheTickSaysSo() {
        final AxisScale scale = scale(Unit.ratio(), -3, 1, 100);

        assertThat(scale.at(-3)).isZero();
        assertThat(scale.ticks().get(0).label()).isEqualTo("\u2264 0");
    }

    @Test
    void withoutZerosTheScaleTakesTheWholeAxis() {
        assertThat(scale(Unit.ratio(), 1, 100).at(1)).isZero();
    }

    @Test
    void nothingButZerosOrNothingAtAll() {
        assertThat(scale(Unit.ratio(), 0, 0).at(0)).isZero();
        assertThat(scale(Unit.ratio()).ticks()).isNotEmpty();
        assertThat(scale(Unit.ratio(), Double.NaN).at(Double.NaN)).isNaN();
    }

    @Test
    void aNarrowRangeHasEqualSteps() {
        assertThat(LogScale.of(Unit.time(), new double[] {103e3, 131e3}, Fit.NEAR, WIDE).ticks())
                .extracting(Tick::label)
                .contains("110 us", "130 us");
    }

    @Test
    void oneValueStandsInsideTheScale() {
        final AxisScale scale = scale(Unit.time(), 3_000);

        assertThat(scale.at(3_000)).isStrictlyBetween(0.1, 0.9);
        assertThat(scale.ticks()).hasSizeGreaterThan(1);
    }

    @Test
    void hugeRangesHaveFewTicks() {
        assertThat(scale(Unit.bytes(), Double.MIN_VALUE, Double.MAX_VALUE).ticks())
                .hasSizeBetween(2, 10);
    }

    @Property
    void ticksRiseFitAndLieOnTheAxis(
            @ForAll @Size(min = 1, max = 5) final List<Double> values, @ForAll final Fit fit) {
        final double[] all = values.stream().mapToDouble(value -> value).toArray();
        final Ruler narrow = Ruler.across(260, 12);
        final AxisScale scale = LogScale.of(Unit.time(), all, fit, narrow);

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

    private static AxisScale scale(final Unit unit, final double... values) {
        return LogScale.of(unit, values, Fit.LOOSE, WIDE);
    }
}
