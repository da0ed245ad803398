package knet.tools.lab.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.CostModel;

/**
 * How much of a result hangs on each price: every cost halved and doubled, one at a time. A
 * conclusion that holds in all of these runs does not hang on a guess.
 */
public final class Sensitivity {
    private static final double HALF = 0.5;
    private static final double TWICE = 2;

    /** Frames over all runs: a minute or so. */
    private static final long MOST_FRAMES = 12_000_000;

    private static final long LEAST_FRAMES_OF_A_RUN = 1_000;

    private final Runner runner;
    private final List<Setup> setups;
    private final List<Cost> costs;
    private final long frames;

    /**
     * @param setups one for each row, all with the same prices
     */
    public Sensitivity(final Runner runner, final List<Setup> setups) {
        this.runner = runner;
        this.setups = List.copyOf(setups);
        this.costs = costs(setups.get(0).costs());
        this.frames =
                Math.min(
                        runner.workload().frames(),
                        Math.max(LEAST_FRAMES_OF_A_RUN, MOST_FRAMES / Math.max(1, jobs())));
    }

    /** What costs nothing cannot be halved or doubled. */
    private static List<Cost> costs(final CostModel model) {
        final List<Cost> costs = new ArrayList<>();
        for (final Cost cost : Cost.values()) {
            if (model.ns(cost) > 0) {
                costs.add(cost);
            }
        }
        return costs;
    }

    /**
     * Two results of a run.
     *
     * @param consumedPerSecond frames whose data was consumed
     * @param p99Ns of latency; NaN if there was none
     */
    public record Outcome(double consumedPerSecond, double p99Ns) {
        static Outcome of(final Figures figures) {
            return new Outcome(
                    figures.consumedPerSecond(),
                    figures.latency().count() == 0 ? Double.NaN : figures.latency().p99());
        }
    }

    /**
     * What a cost does to a row.
     *
     * @param halved with half of it
     * @param doubled with twice as much
     */
    public record Effect(Cost cost, Outcome halved, Outcome doubled) {}

    /**
     * A row.
     *
     * @param base as it is
     * @param effects of the costs with which it was run to the end, one or more
     */
    public record OfWay(Way way, Outcome base, List<Effect> effects) {
        public OfWay {
            effects = List.copyOf(effects);
        }

        /** The one with the greatest effect on throughput first. */
        public List<Effect> byThroughput() {
            return sorted(Outcome::consumedPerSecond);
        }

        /** The one with the greatest effect on latency first. */
        public List<Effect> byLatency() {
            return sorted(Outcome::p99Ns);
        }

        private List<Effect> sorted(final Measure measure) {
            return effects.stream()
                    .sorted(Comparator.comparingDouble((Effect effect) -> -spread(effect, measure)))
                    .toList();
        }

        private double spread(final Effect effect, final Measure measure) {
            final double from = measure.of(base);
            final double halved = Math.abs(measure.of(effect.halved()) - from);
            final double doubled = Math.abs(measure.of(effect.doubled()) - from);
            return Math.max(Double.isNaN(halved) ? 0 : halved, Double.isNaN(doubled) ? 0 : doubled);
        }

        private interface Measure {
            double of(Outcome outcome);
        }
    }

    /**
     * All of it.
     *
     * @param frames of each run
     * @param isPart fewer than the workload has
     * @param ways those of which something was found out before the end; none if all was stopped
     */
    public record Result(long frames, boolean isPart, List<OfWay> ways) {
        public Result {
            ways = List.copyOf(ways);
        }
    }

    /** Runs that it takes. */
    public int jobs() {
        return setups.size() * (1 + 2 * costs.size());
    }

    /** Frames of each run. */
    public long frames() {
        return frames;
    }

    /**
     * Does it.
     *
     * @throws IOException if the workload cannot be read
     */
    public Result run(final Sweep sweep) throws IOException {
        final List<Callable<Outcome>> jobs = new ArrayList<>();
        for (final Setup setup : setups) {
            jobs.add(() -> outcome(setup));
            for (final Cost cost : costs) {
                jobs.add(() -> outcome(setup.withCosts(setup.costs().scaled(cost, HALF))));
                jobs.add(() -> outcome(setup.withCosts(setup.costs().scaled(cost, TWICE))));
            }
        }
        final List<Outcome> outcomes = sweep.run(jobs);
        final List<OfWay> ways = new ArrayList<>();
        int next = 0;
        for (final Setup setup : setups) {
            final Outcome base = outcomes.get(next++);
            final List<Effect> effects = new ArrayList<>();
            for (final Cost cost : costs) {
                final Outcome halved = outcomes.get(next++);
                final Outcome doubled = outcomes.get(next++);
                if (halved != null && doubled != null) {
                    effects.add(new Effect(cost, halved, doubled));
                }
            }
            if (base != null && !effects.isEmpty()) { // Null: stopped before it was run.
                ways.add(new OfWay(setup.way(), base, effects));
            }
        }
        return new Result(frames, frames < runner.workload().frames(), ways);
    }

    private Outcome outcome(final Setup setup) throws IOException {
        return Outcome.of(runner.first(setup, frames));
    }
}
