package knet.tools.lab.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import knet.tools.lab.experiment.PlannedRuns.Run;

/**
 * Classifiers that served the same traffic with the same number of queues, and which of them did it
 * best: first come those that keep flows whole, or move them in order; of these those that lose
 * least; of these those with the least p99.
 *
 * @param queues of each
 * @param runs one of each classifier, in the order asked for
 */
public record SteeringContest(int queues, List<Run> runs) {
    /** The classifier that the others are held against: what every NIC has. */
    public static final String REFERENCE = "flow-hash";

    /** Costs that differ by less, of the lesser one, are called alike. */
    static final double ALIKE = 0.05;

    /** Shares of lost frames that differ by less are called alike. */
    static final double ALIKE_LOSS = 0.001;

    private static final double MORE_THAN_ANY_LATENCY = 1e9;
    private static final double LITTLE = 1e-9;

    private static final String DIRECTION = "direction";
    private static final List<String> BY_HEADERS = List.of("fragment", "vlan", "tunnel");

    public SteeringContest {
        runs = List.copyOf(runs);
    }

    /** How a classifier treats flows, the best first. */
    public enum Grade {
        /** Each direction of a flow met one queue, and nothing was overtaken. */
        WHOLE,
        /**
         * It moved flows from queue to queue, but nothing was overtaken. May win against {@link
         * #WHOLE}: what it costs is locks, not order.
         */
        MOVED_IN_ORDER,
        /** Flows met several queues only where their packets show it different headers. */
        BY_HEADERS,
        /** Flows were spread, or packets overtaken. */
        TORN,
        /** The classifier threw, or chose queues that do not exist. */
        FAULTY
    }

    /** Flows of which one direction met more than one queue. */
    public static long split(final Figures figures) {
        return figures.steering().splitFlows() - apart(figures);
    }

    /** Flows that met more than one queue only because their two directions went apart. */
    public static long apart(final Figures figures) {
        return figures.steering().splitReasons().getOrDefault(DIRECTION, 0L);
    }

    /** How a run's classifier treated flows. */
    public static Grade grade(final Figures figures) {
        if (figures.firmware().faults() > 0) {
            return Grade.FAULTY;
        }
        if (figures.steering().reordered() > 0) {
            return Grade.TORN;
        }
        final long otherwise = split(figures) - splitByHeaders(figures);
        if (otherwise > 0) {
            return isMoving(figures) ? Grade.MOVED_IN_ORDER : Grade.TORN;
        }
        return split(figures) == 0 ? Grade.WHOLE : Grade.BY_HEADERS;
    }

    /** Flows that met several queues where their packets show the classifier different headers. */
    static long splitByHeaders(final Figures figures) {
        return BY_HEADERS.stream()
                .mapToLong(key -> figures.steering().splitReasons().getOrDefault(key, 0L))
                .sum();
    }

    /**
     * True if flows met several queues because the classifier moved them, one queue after the
     * other: it has counted a move for each at least.
     */
    static boolean isMoving(final Figures figures) {
        final Long moved = figures.firmware().flowsMoved();
        final long otherwise = split(figures) - splitByHeaders(figures);
        return moved != null && otherwise > 0 && otherwise <= moved;
    }

    /**
     * How well flows are treated, the less the better: to move them in order is as good as to keep
     * them whole.
     */
    static int rank(final Figures figures) {
        return switch (grade(figures)) {
            case WHOLE -> 0;
            case MOVED_IN_ORDER -> splitByHeaders(figures) == 0 ? 0 : 1;
            case BY_HEADERS -> 1;
            case TORN -> 2;
            case FAULTY -> 3;
        };
    }

    /** False if some classifier brought no application anything: then balance is compared. */
    public boolean hasLatency() {
        return runs.stream().allMatch(run -> run.figures().latency().count() > 0);
    }

    /** What is to be small: p99 in nanoseconds, or the busiest queue over the mean. */
    public double cost(final Run run) {
        if (hasLatency()) {
            return run.figures().latency().p99();
        }
        final Double most = run.figures().steering().maxOverMean();
        return most == null ? 1 : most;
    }

    /** True if a cost is not worth telling from a lesser one. */
    public boolean isAlike(final Run run, final Run lesser) {
        return cost(run) <= (1 + ALIKE) * cost(lesser);
    }

    /** True if both lose about the same share of the frames. */
    public static boolean isAlikeInLoss(final Run run, final Run other) {
        return lostShare(run) - lostShare(other) <= ALIKE_LOSS;
    }

    /** Of the frames offered, 0 to 1. */
    public static double lostShare(final Run run) {
        final Figures figures = run.figures();
        return figures.offered() == 0 ? 0 : (double) figures.lost() / figures.offered();
    }

    /** The reference's run; empty if it was not done. */
    public Optional<Run> reference() {
        return runs.stream().filter(SteeringContest::isReference).findFirst();
    }

    static boolean isReference(final Run run) {
        return run.setup().way().firmware().equals(REFERENCE);
    }

    /** Runs that treat flows as well as any here. */
    List<Run> candidates() {
        final int best = runs.stream().mapToInt(run -> rank(run.figures())).min().orElse(0);
        return runs.stream().filter(run -> rank(run.figures()) == best).toList();
    }

    /**
     * Which one to use; empty if nothing was run. Of several that are alike it is the reference; or
     * one that promises each flow a queue of its own; or one that moved none; or the quickest.
     */
    public Optional<Run> best() {
        final List<Run> leastLossy = leastLossy();
        final Optional<Run> quickest = quickest(leastLossy);
        return leastLossy.stream()
                .filter(run -> isAlike(run, quickest.get()))
                .min(
                        Comparator.comparing((Run run) -> !isReference(run))
                                .thenComparing(run -> run.figures().firmware().isSpraying())
                                .thenComparing(run -> grade(run.figures()) == Grade.MOVED_IN_ORDER)
                                .thenComparingDouble(this::cost));
    }

    /** Of the candidates, those that lose about as little as any. */
    List<Run> leastLossy() {
        final List<Run> candidates = candidates();
        final Comparator<Run> byLoss = Comparator.comparingDouble(SteeringContest::lostShare);
        final Optional<Run> least = candidates.stream().min(byLoss);
        return candidates.stream().filter(run -> isAlikeInLoss(run, least.get())).toList();
    }

    /** The one that costs least, of several the first. */
    Optional<Run> quickest(final List<Run> of) {
        return of.stream().min(Comparator.comparingDouble(this::cost));
    }

    /**
     * How much the choice matters: what the reference costs over what the best does, any number if
     * it loses more; of contests in which that is the same, what the worst of those costs that
     * treat flows as well.
     */
    double stakes() {
        final Optional<Run> best = best();
        if (best.isEmpty()) {
            return 0;
        }
        final double gain =
                reference()
                        .map(
                                run ->
                                        isAlikeInLoss(run, best.get())
                                                ? ratio(run, best.get())
                                                : MORE_THAN_ANY_LATENCY * lostShare(run))
                        .orElse(1.0);
        final double worst =
                candidates().stream().mapToDouble(run -> ratio(run, best.get())).max().orElse(1);
        return gain + LITTLE * worst;
    }

    private double ratio(final Run run, final Run best) {
        return cost(best) <= 0 ? 1 : cost(run) / cost(best);
    }
}
