package knet.tools.lab.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import knet.tools.lab.experiment.PlannedRuns.Run;
import knet.tools.lab.experiment.SteeringContest.Grade;
import knet.tools.lab.experiment.SteeringObjection.Kind;
import knet.tools.report.Units;

/** Which classifier to use for some traffic, and why, in words. */
public final class SteeringWords {
    private static final double PERCENT = 100;

    /** So many are named one by one. */
    private static final int FEW = 6;

    private final List<SteeringContest> contests;

    /** The number of queues at which it matters most what one takes. */
    private final SteeringContest telling;

    /**
     * @param runs in any order
     */
    public SteeringWords(final List<Run> runs) {
        final Map<Integer, List<Run>> byQueues = new TreeMap<>();
        for (final Run run : runs) {
            byQueues.computeIfAbsent(run.setup().cpus(), queues -> new ArrayList<>()).add(run);
        }
        contests =
                byQueues.entrySet().stream()
                        .map(entry -> new SteeringContest(entry.getKey(), entry.getValue()))
                        .toList();
        // Of equals the first: max alone would take the last.
        final double most = contests.stream().mapToDouble(SteeringContest::stakes).max().orElse(0);
        telling = contests.stream().filter(c -> c.stakes() == most).findFirst().orElse(null);
    }

    /** By rising number of queues. */
    public List<SteeringContest> contests() {
        return contests;
    }

    /** The answer, one sentence with a full stop. */
    public String verdict() {
        if (telling == null) {
            return "Nothing was run to its end: there is nothing to tell.";
        }
        if (telling.runs().get(0).figures().offered() == 0) {
            return "No frames came in: there is nothing to tell.";
        }
        if (contests.stream()
                .allMatch(
                        contest ->
                                contest.runs().stream().allMatch(SteeringContest::isReference))) {
            return "Only "
                    + SteeringContest.REFERENCE
                    + " was run: there is nothing to compare it with.";
        }
        final Map<String, List<Integer>> winners = winners();
        final StringBuilder text = new StringBuilder("Use ");
        if (winners.size() == 1) {
            text.append(shown(winners.keySet().iterator().next()));
        } else {
            final List<String> parts = new ArrayList<>();
            winners.forEach(
                    (name, queues) ->
                            parts.add(
                                    shown(name)
                                            + " with "
                                            + and(queues.stream().map(String::valueOf).toList())
                                            + (parts.isEmpty() ? " queues" : "")));
            text.append(and(parts));
        }
        return text.append(": ").append(because()).append('.').toString();
    }

    /** Classifiers to use, each with the numbers of queues for which it is the one. */
    private Map<String, List<Integer>> winners() {
        final Map<String, List<Integer>> winners = new LinkedHashMap<>();
        for (final SteeringContest contest : contests) {
            contest.best()
                    .ifPresent(
                            run ->
                                    winners.computeIfAbsent(name(run), n -> new ArrayList<>())
                                            .add(contest.queues()));
        }
        return winners;
    }

    /**
     * Of all contests in one sentence if the same is true in all, else of the one that matters
     * most.
     */
    private String because() {
        final Run best = telling.best().orElseThrow();
        final boolean isOne = winners().size() == 1;
        final String subject = isOne ? "it" : name(best);
        final String claim = new SteeringClaim(telling).of(subject);
        final boolean isOfAll =
                isOne
                        && contests.stream()
                                .allMatch(
                                        contest ->
                                                new SteeringClaim(contest)
                                                        .of(subject)
                                                        .equals(claim));
        final StringBuilder text = new StringBuilder();
        if (isOfAll) {
            text.append(claim).append("; ").append(with(telling));
            text.append(best.figures().lost() == 0 ? "" : "it has ").append(costs(best));
        } else {
            text.append(with(telling).strip()).append(", ").append(claim);
            text.append("; ");
            text.append(SteeringContest.isReference(best) ? shown(name(best)) : "it");
            text.append(" has ").append(costs(best));
        }
        if (!SteeringContest.isReference(best)) {
            telling.reference()
                    .ifPresent(
                            run -> text.append(", where flow-hash (RSS) has ").append(costs(run)));
        }
        return text.toString();
    }

    /** "a p99 of 45.0 us", with what is lost. */
    private String costs(final Run run) {
        final String cost =
                telling.hasLatency()
                        ? "a p99 of " + Units.time(run.figures().latency().p99())
                        : Units.ratio(telling.cost(run)) + " times the mean at its busiest queue";
        return run.figures().lost() == 0 ? cost : cost + " and loses " + lost(run);
    }

    private static String lost(final Run run) {
        return percent(SteeringContest.lostShare(run)) + " of the frames";
    }

    /** What is gained and paid against RSS, and why the others are not it; sentences. */
    public List<String> reasons() {
        final List<String> reasons = new ArrayList<>();
        if (telling == null || telling.runs().get(0).figures().offered() == 0) {
            return reasons;
        }
        final Run best = telling.best().orElseThrow();
        if (!SteeringContest.isReference(best)) {
            gained(best).ifPresent(reasons::add);
            reasons.add(paid(best));
        }
        quickerButTorn(best).ifPresent(reasons::add);
        quickerButLossy(best).ifPresent(reasons::add);
        others(best).ifPresent(reasons::add);
        if (makesNoDifference()) {
            reasons.add(
                    "Among those that "
                            + fields()
                            + " the choice makes little difference at this rate: a higher --rate"
                            + " may tell them apart.");
        }
        return reasons;
    }

    /** Among whom the winners have won, behind "those that". */
    private String fields() {
        final List<String> all =
                contests.stream()
                        .map(contest -> new SteeringClaim(contest).those())
                        .distinct()
                        .toList();
        return all.size() == 1 ? all.get(0) : "treat flows best";
    }

    /** True if nothing that treats flows best is clearly better than anything else that does. */
    private boolean makesNoDifference() {
        return contests.stream()
                .allMatch(
                        contest -> {
                            final List<Run> all = contest.candidates();
                            final Run best = contest.best().orElseThrow();
                            return all.size() > 1
                                    && contest.hasLatency()
                                    && all.stream()
                                            .allMatch(
                                                    run ->
                                                            run.figures().lost() == 0
                                                                    && contest.isAlike(run, best));
                        });
    }

    /** The winner's p99 against the reference's, for each number of queues. */
    private Optional<String> gained(final Run best) {
        final List<String> parts = new ArrayList<>();
        for (final SteeringContest contest : contests) {
            final Optional<Run> ours =
                    contest.runs().stream().filter(run -> name(run).equals(name(best))).findFirst();
            if (contest.hasLatency() && ours.isPresent() && contest.reference().isPresent()) {
                final double theirs = contest.cost(contest.reference().get());
                parts.add(
                        change(contest.cost(ours.get()) / theirs)
                                + " with "
                                + Units.count(contest.queues()));
            }
        }
        return parts.size() < 2
                ? Optional.empty()
                : Optional.of(
                        "Against flow-hash, the p99 of "
                                + name(best)
                                + " is "
                                + and(parts)
                                + " queues.");
    }

    private static String change(final double ratio) {
        final long percent = Math.round(Math.abs(1 - ratio) * PERCENT);
        if (percent == 0) {
            return "the same";
        }
        return percent + "% " + (ratio < 1 ? "less" : "more");
    }

    /** What a classifier costs that RSS does not, or what is doubtful about its lead. */
    private String paid(final Run best) {
        final boolean hasMoved = SteeringContest.grade(best.figures()) == Grade.MOVED_IN_ORDER;
        if (!best.figures().firmware().isSpraying() && !hasMoved) {
            return "Like RSS it is a fixed function of the flow: that these flows fall well is partly"
                    + " luck, and others may not.";
        }
        final Long moved = best.figures().firmware().flowsMoved();
        return "The price is state in the NIC, and locks in the host, because it "
                + (hasMoved ? "moves" : "may move")
                + " flows"
                + (moved == null || moved == 0
                        ? ""
                        : "; "
                                + with(telling)
                                + Units.plural(moved, "move")
                                + " of a flow"
                                + (hasMoved
                                        ? ", by which "
                                                + ofFlows(best.figures())
                                                + " met several queues, all in order"
                                        : ""))
                + ".";
    }

    private Optional<String> quickerButTorn(final Run best) {
        if (!telling.hasLatency()) {
            return Optional.empty();
        }
        return telling.runs().stream()
                .filter(run -> SteeringContest.grade(run.figures()) == Grade.TORN)
                .filter(run -> SteeringContest.isAlikeInLoss(run, best))
                .filter(run -> !telling.isAlike(best, run))
                .min(Comparator.comparingDouble(telling::cost))
                .map(
                        run ->
                                "Quicker yet is "
                                        + name(run)
                                        + " (p99 "
                                        + Units.time(run.figures().latency().p99())
                                        + "), but it "
                                        + tears(run.figures())
                                        + ".");
    }

    /** The reference is not named: the verdict has told. */
    private Optional<String> quickerButLossy(final Run best) {
        if (!telling.hasLatency()) {
            return Optional.empty();
        }
        final List<Run> leastLossy = telling.leastLossy();
        return telling.candidates().stream()
                .filter(run -> !leastLossy.contains(run) && !SteeringContest.isReference(run))
                .filter(run -> telling.cost(run) < telling.cost(best))
                .min(Comparator.comparingDouble(telling::cost))
                .map(
                        run ->
                                "Quicker is "
                                        + name(run)
                                        + " (p99 "
                                        + Units.time(run.figures().latency().p99())
                                        + "), but it loses "
                                        + lost(run)
                                        + ".");
    }

    private static String tears(final Figures figures) {
        final List<String> parts = new ArrayList<>();
        if (SteeringContest.split(figures) > 0) {
            final boolean isMoving = SteeringContest.isMoving(figures);
            parts.add(
                    (isMoving ? "moves " : "spreads ")
                            + ofFlows(figures)
                            + (isMoving ? " between queues" : " over queues"));
        }
        if (figures.steering().reordered() > 0) {
            parts.add("lets packets overtake: " + Units.count(figures.steering().reordered()));
        }
        return and(parts);
    }

    /** "6 of 300 flows", those one direction of which met several queues. */
    private static String ofFlows(final Figures figures) {
        return Units.count(SteeringContest.split(figures))
                + " of "
                + Units.plural(figures.steering().flows(), "flow");
    }

    /** All but the winner, each under the first thing that speaks against it. */
    private Optional<String> others(final Run best) {
        final Map<Kind, List<String>> groups = new EnumMap<>(Kind.class);
        telling.runs().stream()
                .filter(run -> !name(run).equals(name(best)))
                .sorted(Comparator.comparingDouble((Run run) -> -telling.cost(run)))
                .forEach(
                        run -> {
                            final SteeringObjection against =
                                    SteeringObjection.of(telling, run, best);
                            groups.computeIfAbsent(against.kind(), kind -> new ArrayList<>())
                                    .add(
                                            against.detail().isEmpty()
                                                    ? name(run)
                                                    : name(run) + " (" + against.detail() + ")");
                        });
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        final String cost = telling.hasLatency() ? " p99" : " busiest queue";
        final List<String> parts = new ArrayList<>();
        groups.forEach(
                (kind, names) ->
                        parts.add(
                                kind.words()
                                        + (kind == Kind.IS_WORSE ? cost : "")
                                        + ": "
                                        + some(names)));
        return Optional.of(
                "With "
                        + Units.plural(telling.queues(), "queue")
                        + ", "
                        + String.join("; ", parts)
                        + ".");
    }

    private static String some(final List<String> names) {
        return names.size() <= FEW
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, FEW))
                        + " and "
                        + (names.size() - FEW)
                        + " more";
    }

    private String with(final SteeringContest contest) {
        return "with " + Units.plural(contest.queues(), "queue") + " ";
    }

    private static String name(final Run run) {
        return run.setup().way().firmware();
    }

    private static String shown(final String firmware) {
        return firmware.equals(SteeringContest.REFERENCE) ? firmware + " (RSS)" : firmware;
    }

    private static String percent(final double share) {
        return Units.ratio(PERCENT * share) + "%";
    }

    private static String and(final List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, parts.size() - 1))
                        + " and "
                        + parts.get(parts.size() - 1);
    }
}
