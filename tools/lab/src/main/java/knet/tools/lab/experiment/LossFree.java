package knet.tools.lab.experiment;

import java.io.IOException;
import knet.tools.lab.cost.Costs;

/**
 * The maximum loss-free receive rate (MLFRR, of Mogul and Ramakrishnan): the highest rate at which
 * no frame is lost on its way to the application, and none stays behind more and more.
 *
 * @param framesPerSecond the highest rate that was found to be free of loss
 * @param isBeyondRange no loss was seen up to the end of the range: it may be more
 * @param figures of the run at that rate; null if loss was seen at every rate
 */
public record LossFree(double framesPerSecond, boolean isBeyondRange, Figures figures) {
    private static final int MOST_STEPS = 10;

    /** Of the rate: where bisection ends. */
    private static final double PRECISION = 0.01;

    /** Of the time of the run: what may still be waiting when its wire ends. */
    private static final double MOST_BEHIND = 0.01;

    /** Longer than a point of a curve: a small surplus must have time to show itself. */
    private static final int SLICES = 24;

    /** How long to run at a rate. */
    @FunctionalInterface
    interface Length {
        RunLength at(double framesPerSecond);
    }

    /**
     * Looks for it by bisection: loss is taken to grow with the rate.
     *
     * @param cleanPerSecond a rate that is thought to be free of loss, 0 or more
     * @param lossyPerSecond a rate with loss
     */
    static LossFree find(
            final Runner runner,
            final Setup setup,
            final double cleanPerSecond,
            final double lossyPerSecond)
            throws IOException {
        final Costs costs = setup.costs().costs();
        return new Search(runner, setup, rate -> RunLength.at(rate, costs, SLICES), MOST_BEHIND)
                .between(cleanPerSecond, lossyPerSecond);
    }

    /**
     * The same from nothing up to a rate, which may be free of loss itself.
     *
     * @param length of the runs
     * @param mostBehind what may still be waiting when the wire ends, of the time of the run
     */
    static LossFree find(
            final Runner runner,
            final Setup setup,
            final double mostPerSecond,
            final Length length,
            final double mostBehind)
            throws IOException {
        final Search search = new Search(runner, setup, length, mostBehind);
        final Figures most = search.tryRate(mostPerSecond);
        return most != null
                ? new LossFree(mostPerSecond, true, most)
                : search.between(0, mostPerSecond);
    }

    private record Search(Runner runner, Setup setup, Length length, double mostBehind) {
        LossFree between(final double cleanPerSecond, final double lossyPerSecond)
                throws IOException {
            double clean = cleanPerSecond;
            double lossy = lossyPerSecond;
            Figures figures = null;
            if (clean > 0) {
                figures = tryRate(clean);
                if (figures == null) {
                    lossy = clean; // What seemed clean in a short run was not.
                    clean = 0;
                }
            }
            for (int step = 0; step < MOST_STEPS && lossy - clean > PRECISION * lossy; step++) {
                final double middle = (clean + lossy) / 2;
                final Figures tried = tryRate(middle);
                if (tried == null) {
                    lossy = middle;
                } else {
                    clean = middle;
                    figures = tried;
                }
            }
            return new LossFree(clean, false, figures);
        }

        /** The figures, or null if there was loss. */
        Figures tryRate(final double framesPerSecond) throws IOException {
            final Figures figures =
                    runner.steady(setup, framesPerSecond, length.at(framesPerSecond));
            return isFreeOfLoss(figures, mostBehind) ? figures : null;
        }
    }

    /**
     * Nothing dropped, nothing that found a socket full, and soon after the wire's end nothing left
     * to do: a surplus that rings and sockets can still hold is loss in a longer run.
     */
    static boolean isFreeOfLoss(final Figures figures) {
        return isFreeOfLoss(figures, MOST_BEHIND);
    }

    private static boolean isFreeOfLoss(final Figures figures, final double mostBehind) {
        return figures.droppedTotal() == 0
                && figures.socketFull() == 0
                && figures.elapsedNs() <= figures.steady().wireNs() * (1 + mostBehind);
    }
}
