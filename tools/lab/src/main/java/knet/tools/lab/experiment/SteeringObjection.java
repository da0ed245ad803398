package knet.tools.lab.experiment;

import knet.tools.lab.experiment.PlannedRuns.Run;
import knet.tools.lab.experiment.SteeringContest.Grade;
import knet.tools.report.Units;

/**
 * The first thing that speaks against taking a classifier instead of the best one.
 *
 * @param kind of objection
 * @param detail the figures of it, in words; may be empty
 */
record SteeringObjection(Kind kind, String detail) {
    private static final double PERCENT = 100;

    /** Busiest queues with less than that, of the mean, explain nothing. */
    private static final double UNEVEN = 1.5;

    /** Kinds of objections, the gravest first. */
    enum Kind {
        FAILS("failing"),
        TEARS("tearing flows apart or reordering packets"),
        SPLITS_BY_HEADERS("splitting flows at fragments, tags or tunnels"),
        LOSES("losing more"),
        IS_WORSE("worse, so many times its"),
        MOVES("as good, but moving flows, though in order"),
        NONE("as good");

        private final String words;

        Kind(final String words) {
            this.words = words;
        }

        /** To stand before the classifiers' names. */
        String words() {
            return words;
        }
    }

    /** What speaks against a run's classifier, in the contest that another one has won. */
    static SteeringObjection of(final SteeringContest contest, final Run run, final Run best) {
        final Figures figures = run.figures();
        final Grade grade = SteeringContest.grade(figures);
        final String split = Units.plural(SteeringContest.split(figures), "flow");
        if (grade == Grade.FAULTY) {
            return new SteeringObjection(
                    Kind.FAILS, Units.plural(figures.firmware().faults(), "call"));
        }
        if (SteeringContest.rank(figures) > SteeringContest.rank(best.figures())) {
            return grade == Grade.TORN
                    ? new SteeringObjection(
                            Kind.TEARS,
                            split + ", " + Units.plural(figures.steering().reordered(), "packet"))
                    : new SteeringObjection(
                            Kind.SPLITS_BY_HEADERS,
                            Units.plural(SteeringContest.splitByHeaders(figures), "flow"));
        }
        if (!SteeringContest.isAlikeInLoss(run, best)) {
            return new SteeringObjection(
                    Kind.LOSES,
                    Units.ratio(PERCENT * SteeringContest.lostShare(run)) + "%" + busiest(figures));
        }
        if (contest.isAlike(run, best)) {
            return grade == Grade.MOVED_IN_ORDER
                            && SteeringContest.grade(best.figures()) != Grade.MOVED_IN_ORDER
                    ? new SteeringObjection(Kind.MOVES, split)
                    : new SteeringObjection(Kind.NONE, "");
        }
        return new SteeringObjection(
                Kind.IS_WORSE,
                Units.ratio(contest.cost(run) / contest.cost(best))
                        + (contest.hasLatency() ? busiest(figures) : ""));
    }

    /** Why it may be slow; empty if its queues do not say. */
    private static String busiest(final Figures figures) {
        final Double most = figures.steering().maxOverMean();
        return most == null || most < UNEVEN
                ? ""
                : ", its busiest queue has " + Units.ratio(most) + " of the mean";
    }
}
