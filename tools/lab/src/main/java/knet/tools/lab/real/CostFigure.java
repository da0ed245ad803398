package knet.tools.lab.real;

import java.util.Arrays;
import knet.tools.bench.Measurement;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Mark;
import knet.tools.lab.cost.Price;

/**
 * What a calibration says of one cost.
 *
 * @param cost which
 * @param rounds a figure a round, nanoseconds or nanoseconds per byte; one if it was not measured
 * @param mark where it comes from
 * @param source how it was measured, or why it was not
 */
public record CostFigure(Cost cost, double[] rounds, Mark mark, String source) {
    public CostFigure {
        if (rounds.length == 0) {
            throw new IllegalArgumentException(cost.key() + ": no figure");
        }
        rounds = rounds.clone();
    }

    @Override
    public double[] rounds() {
        return rounds.clone();
    }

    public double median() {
        return Measurement.medianOf(rounds);
    }

    public double min() {
        return Arrays.stream(rounds).min().orElseThrow();
    }

    public double max() {
        return Arrays.stream(rounds).max().orElseThrow();
    }

    /** True if it was measured here. */
    public boolean isMeasured() {
        return mark == Mark.MEASURED;
    }

    Price price() {
        return new Price(median(), mark, source);
    }
}
