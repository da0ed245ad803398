package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UnitTest {
    @Test
    void figuresForPeople() {
        assertThat(Unit.count("frames").text(118_901)).isEqualTo("118,901 frames");
        assertThat(Unit.count().text(1.5)).isEqualTo("1.50");
        assertThat(Unit.percent().text(21.34)).isEqualTo("21.3%");
        assertThat(Unit.time().text(21_800_000)).isEqualTo("21.8 ms");
        assertThat(Unit.time().text(0.25)).isEqualTo("0.250 ns");
        assertThat(Unit.time().text(3.6e13 * 2)).isEqualTo("20.0 h");
        assertThat(Unit.packetsPerSecond().text(131_000)).isEqualTo("131 kpps");
        assertThat(Unit.prefixed("req/s").text(4_200_000)).isEqualTo("4.20 Mreq/s");
        assertThat(Unit.plain("cycles").text(6_600)).isEqualTo("6,600 cycles");
        assertThat(Unit.ratio().text(-0.5)).isEqualTo("-0.500");
    }

    @Test
    void whatIsMissingIsADash() {
        assertThat(Unit.time().text(Double.NaN)).isEqualTo("-");
        assertThat(Unit.percent().text(Double.POSITIVE_INFINITY)).isEqualTo("-");
        assertThat(Unit.bytes().exact(null)).isEqualTo("-");
        assertThat(Unit.bytes().exact(Double.NaN)).isEqualTo("-");
    }

    @Test
    void exactFiguresKeepTheUnitOfTheJson() {
        assertThat(Unit.time().exact(21_800_001L)).isEqualTo("21,800,001 ns");
        assertThat(Unit.packetsPerSecond().exact(119_876.5)).isEqualTo("119,876.5 pps");
        assertThat(Unit.percent().exact(1 / 3.0)).isEqualTo("0.333333333%");
    }

    @Test
    void exactFiguresAreAddedOnlyWhereTheyTellMore() {
        assertThat(Figures.inFull(Unit.percent(), 12.0)).isEqualTo("12.0%");
        assertThat(Figures.inFull(Unit.count("frames"), 5_759)).isEqualTo("5,759 frames");
        assertThat(Figures.inFull(Unit.time(), 21_800_001L)).isEqualTo("21.8 ms (21,800,001 ns)");
        assertThat(Figures.inFull(Unit.ratio(), 1.5)).isEqualTo("1.50");
        assertThat(Figures.inFull(Unit.ratio(), null)).isEqualTo("-");
    }
}
