package knet.tools.lab.experiment;

import java.io.IOException;

/**
 * The most that a machine brings applications at any load: beyond it either nothing more gets
 * through, or less, because of work on what is thrown away.
 *
 * @param offeredPerSecond the load
 * @param figures at that load
 */
public record Peak(double offeredPerSecond, Figures figures) {
    /** Golden section: what is left of an interval after a step. */
    private static final double GOLDEN = 0.618_033_988_749_894_9;

    private static final int STEPS = 8;

    /** What reaches applications. */
    public double consumedPerSecond() {
        return figures.consumedPerSecond();
    }

    /**
     * Looks for it by golden section: up to it, more reaches applications with every load.
     *
     * @param fromPerSecond a load below it
     * @param toPerSecond a load above it, or one from which on nothing changes
     */
    static Peak find(
            final Runner runner,
            final Setup setup,
            final double fromPerSecond,
            final double toPerSecond)
            throws IOException {
        double from = fromPerSecond;
        double to = toPerSecond;
        Peak lower = at(runner, setup, to - GOLDEN * (to - from));
        Peak upper = at(runner, setup, from + GOLDEN * (to - from));
        Peak best = better(lower, upper);
        for (int step = 0; step < STEPS; step++) {
            if (lower.consumedPerSecond() >= upper.consumedPerSecond()) {
                to = upper.offeredPerSecond;
                upper = lower;
                lower = at(runner, setup, to - GOLDEN * (to - from));
                best = better(best, lower);
            } else {
                from = lower.offeredPerSecond;
                lower = upper;
                upper = at(runner, setup, from + GOLDEN * (to - from));
                best = better(best, upper);
            }
        }
        return best;
    }

    private static Peak at(final Runner runner, final Setup setup, final double perSecond)
            throws IOException {
        return new Peak(perSecond, runner.steady(setup, perSecond));
    }

    private static Peak better(final Peak a, final Peak b) {
        return b.consumedPerSecond() > a.consumedPerSecond() ? b : a;
    }
}
