package knet.tools.lab.experiment;

import java.util.List;
import knet.tools.lab.experiment.PlannedRuns.Run;
import knet.tools.lab.experiment.SteeringContest.Grade;
import knet.tools.report.Units;

/** Why the winner of a contest is the one to use, in words that are true of it as they stand. */
final class SteeringClaim {
    private static final double PERCENT = 100;
    private static final String ALIKE_LOSS =
            Units.ratio(PERCENT * SteeringContest.ALIKE_LOSS) + "% of the frames";

    private final SteeringContest contest;
    private final Run best;

    /**
     * @param contest of at least one run
     */
    SteeringClaim(final SteeringContest contest) {
        this.contest = contest;
        this.best = contest.best().orElseThrow();
    }

    /**
     * A clause.
     *
     * @param subject stands for the winner: its name, or "it"
     */
    String of(final String subject) {
        if (contest.runs().size() == 1 && grade().ordinal() >= Grade.TORN.ordinal()) {
            return "no other one was run, and "
                    + subject
                    + (grade() == Grade.TORN
                            ? " tears flows apart or lets packets overtake"
                            : " fails");
        }
        final boolean isAlone = contest.candidates().size() == 1;
        if (SteeringContest.isReference(best)) {
            return isAlone
                    ? othersFail()
                            ? "all others fail"
                            : "no other one was run that could " + those()
                    : "none of those that " + those() + " is clearly better";
        }
        if (isAlone) {
            return othersFail() ? "all others fail" : subject + " alone " + itself();
        }
        return "of those that " + those() + " " + subject + " " + leads();
    }

    /** The classifiers among which it has won, behind "those that". */
    String those() {
        final boolean anyMoved =
                contest.candidates().stream()
                        .anyMatch(
                                run ->
                                        SteeringContest.grade(run.figures())
                                                == Grade.MOVED_IN_ORDER);
        return switch (SteeringContest.rank(best.figures())) {
            case 0 ->
                    anyMoved
                            ? "keep flows whole, or move them in order,"
                            : "keep flows whole and in order";
            case 1 ->
                    "keep flows in order, and whole but for fragments, tags or tunnels"
                            + (anyMoved ? " or moves" : "");
            case 2 ->
                    "were tried, all of which tear flows apart"
                            + (othersFail()
                                    ? ", let packets overtake or fail,"
                                    : " or let packets overtake,");
            default -> "were tried, all of which fail,";
        };
    }

    /** As {@link #those}, of the winner alone. */
    private String itself() {
        return grade() == Grade.MOVED_IN_ORDER
                ? "keeps flows in order, though it moves them"
                : those().replaceFirst("^keep ", "keeps ");
    }

    private Grade grade() {
        return SteeringContest.grade(best.figures());
    }

    /** True if all that are worse than torn apart have failed, and some have. */
    private boolean othersFail() {
        return grade() == Grade.TORN && contest.candidates().size() < contest.runs().size();
    }

    /** What it is better in than the others: first what they lose, then what it costs. */
    private String leads() {
        final List<Run> leastLossy = contest.leastLossy();
        if (!isLossTelling(leastLossy)) {
            return cost(leastLossy);
        }
        final double least =
                leastLossy.stream().mapToDouble(SteeringContest::lostShare).min().orElse(0);
        final String loses =
                SteeringContest.lostShare(best) <= least
                        ? "loses the least"
                        : "loses no more than " + ALIKE_LOSS + " above the least";
        return leastLossy.size() == 1
                ? loses
                : loses + ", and of those that lose as little it " + cost(leastLossy);
    }

    /** True if it could not be said without the loss why it is the best. */
    private boolean isLossTelling(final List<Run> leastLossy) {
        final double quickest = contest.cost(contest.quickest(leastLossy).orElseThrow());
        return contest.candidates().stream()
                .filter(run -> !leastLossy.contains(run))
                .anyMatch(run -> SteeringContest.isReference(run) || contest.cost(run) < quickest);
    }

    private String cost(final List<Run> among) {
        final Run quickest = contest.quickest(among).orElseThrow();
        if (contest.cost(best) <= contest.cost(quickest)) {
            return contest.hasLatency() ? "has the least p99" : "balances best";
        }
        return "is within "
                + Math.round(PERCENT * SteeringContest.ALIKE)
                + "% of the "
                + (contest.hasLatency()
                        ? "least p99 (" + Units.time(quickest.figures().latency().p99())
                        : "best balance ("
                                + Units.ratio(contest.cost(quickest))
                                + " times the mean")
                + ", "
                + quickest.setup().way().firmware()
                + "), and without "
                + (quickest.figures().firmware().isSpraying()
                                && !best.figures().firmware().isSpraying()
                        ? "locks"
                        : "moving flows");
    }
}
