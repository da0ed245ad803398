package knet.tools.lab.real;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import knet.tools.lab.cost.Cost;

/** What the rounds of a calibration have found so far: for each cost a figure a round. */
final class Samples {
    private final Map<Cost, double[]> figures = new EnumMap<>(Cost.class);

    /** Takes a round's figure for a cost, nanoseconds or nanoseconds per byte. */
    void add(final Cost cost, final double ns) {
        final double[] before = figures.getOrDefault(cost, new double[0]);
        final double[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = ns;
        figures.put(cost, after);
    }

    /** The figure that was taken last for a cost; 0 if there is none. */
    double last(final Cost cost) {
        final double[] all = of(cost);
        return all.length == 0 ? 0 : all[all.length - 1];
    }

    /** The figures of a cost, in the order of the rounds; none if it was not measured. */
    double[] of(final Cost cost) {
        return figures.getOrDefault(cost, new double[0]).clone();
    }
}
