package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import knet.tools.report.page.MarkRows.Label;
import knet.tools.report.page.MarkRows.Placed;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class MarkRowsTest {
    @Test
    void labelsThatAreFarApartShareARow() {
        final MarkRows rows = new MarkRows(List.of(label(50, 80), label(300, 80)), 0, 600);

        assertThat(rows.rows()).isEqualTo(1);
        assertThat(rows.placed()).extracting(Placed::row).containsOnly(0);
    }

    @Test
    void theLineOfOneDoesNotGoThroughTheLabelOfAnother() {
        final MarkRows rows = new MarkRows(List.of(label(100, 80), label(120, 80)), 0, 600);

        for (final Placed upper : rows.placed()) {
            for (final Placed lower : rows.placed()) {
                if (upper.row() > lower.row()) {
                    assertThat(upper.label().x()).isLessThan(lower.left());
                }
            }
        }
        assertThat(rows.rows()).isEqualTo(2);
    }

    @Test
    void aLabelAtTheRightEdgeStandsToTheLeftOfItsLine() {
        final Placed placed = new MarkRows(List.of(label(590, 80)), 0, 600).placed().get(0);

        assertThat(placed.right()).isLessThan(590);
    }

    @Property
    void noLabelCoversAnotherOrLeavesTheDrawing(
            @ForAll @Size(max = 16) final List<@DoubleRange(min = 0, max = 600) Double> places) {
        final List<Placed> placed =
                new MarkRows(places.stream().map(x -> label(x, 90)).toList(), 0, 600).placed();

        for (final Placed one : placed) {
            assertThat(one.left()).isGreaterThanOrEqualTo(0);
            assertThat(one.right()).isLessThanOrEqualTo(600);
            for (final Placed other : placed) {
                if (one != other && one.row() == other.row()) {
                    assertThat(one.right() < other.left() || other.right() < one.left()).isTrue();
                }
            }
        }
    }

    private static Label label(final double x, final double width) {
        return new Label("MLFRR", new LineStyle(0), "", x, width);
    }
}
