package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeatScaleTest {
    @Test
    void valuesAreSortedIntoSteps() {
        final HeatScale scale = HeatScale.of(Axis.Scale.LINEAR, figures(0, 50, 90), 9);

        assertThat(scale.css(0)).isEqualTo("h0");
        assertThat(scale.css(50)).isEqualTo("h5");
        assertThat(scale.css(90)).isEqualTo("h8");
    }

    @Test
    void equalValuesGetTheMiddle() {
        assertThat(HeatScale.of(Axis.Scale.LINEAR, figures(7, 7), 9).css(7)).isEqualTo("h4");
    }

    @Test
    void onALogarithmicScaleZeroHasNoColour() {
        final HeatScale scale = HeatScale.of(Axis.Scale.LOG, figures(0, 1, 1e9), 9);

        assertThat(scale.css(0)).isEqualTo("none");
        assertThat(scale.css(1)).isEqualTo("h0");
        assertThat(scale.css(1.1e8)).isEqualTo("h8");
        assertThat(scale.low()).isEqualTo(1);
    }

    @Test
    void missingValuesDoNotCount() {
        final HeatScale scale =
                HeatScale.of(
                        Axis.Scale.LINEAR,
                        List.of(Figure.of(Double.NaN), Figure.NONE, Figure.of(3), Figure.of(4)),
                        9);

        assertThat(scale.low()).isEqualTo(3);
        assertThat(scale.high()).isEqualTo(4);
        assertThat(HeatScale.of(Axis.Scale.LINEAR, List.of(Figure.NONE), 9).isEmpty()).isTrue();
    }

    private static List<Figure> figures(final double... values) {
        return Arrays.stream(values).mapToObj(Figure::of).toList();
    }
}
