package knet.tools.lab.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Mark;
import org.junit.jupiter.api.Test;

class CostSourcesTest {
    @Test
    void everyCostIsMeasuredOrSaysWhyNot() {
        final List<CostFigure> figures = CostSources.figures(FakeRounds.samples());

        assertThat(figures).extracting(CostFigure::cost).containsExactly(Cost.values());
        assertThat(figures).allMatch(figure -> figure.source().length() > 5);
        assertThat(figures)
                .filteredOn(figure -> figure.mark() == Mark.ASSUMED && figure.median() == 0)
                .extracting(CostFigure::cost)
                .containsExactly(
                        Cost.INTERRUPT, Cost.WAKE, Cost.IPI, Cost.USER_PACKET, Cost.USER_BYTE);
    }

    @Test
    void theMedianOfTheRoundsCounts() {
        final CostFigure figure =
                CostSources.figures(FakeRounds.samples()).stream()
                        .filter(found -> found.cost() == Cost.RX_PACKET)
                        .findFirst()
                        .orElseThrow();

        assertThat(figure.rounds()).containsExactly(100, 300, 125);
        assertThat(figure.median()).isEqualTo(125);
        assertThat(figure.min()).isEqualTo(100);
        assertThat(figure.max()).isEqualTo(300);
    }

    @Test
    void aCostThatNoRoundHasComeToIsOneClearLine() {
        assertThatThrownBy(() -> CostSources.figures(new Samples()))
                .isInstanceOf(NotMeasurable.class)
                .hasMessageContaining("no round has come to a figure for nic-packet");
    }
}
