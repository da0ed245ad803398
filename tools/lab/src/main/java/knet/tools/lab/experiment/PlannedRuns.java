package knet.tools.lab.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import knet.tools.report.Units;
import knet.traces.pace.Pacer;

/** Runs of machines that a user has planned. */
public final class PlannedRuns {
    /** Of traffic without an end, if the rate is not in frames a second. */
    private static final long FRAMES = 100_000;

    private final Runner runner;
    private final Setup base;
    private final Plan plan;
    private final Predicate<Setup> wanted;
    private final boolean isOnce;

    /**
     * All that are planned; those at a rate in frames a second as long as it takes for a steady
     * state.
     *
     * @param base has what is the same for all runs
     */
    public PlannedRuns(final Runner runner, final Setup base, final Plan plan) {
        this(runner, base, plan, setup -> true, false);
    }

    private PlannedRuns(
            final Runner runner,
            final Setup base,
            final Plan plan,
            final Predicate<Setup> wanted,
            final boolean isOnce) {
        this.runner = runner;
        this.base = base;
        this.plan = plan;
        this.wanted = wanted;
        this.isOnce = isOnce;
    }

    /**
     * Of a plan those that are wanted, each on the whole input once, whatever the rate: for what is
     * counted in flows.
     */
    public static PlannedRuns once(
            final Runner runner, final Setup base, final Plan plan, final Predicate<Setup> wanted) {
        return new PlannedRuns(runner, base, plan, wanted, true);
    }

    /** One run. */
    public record Run(Setup setup, Figures figures) {}

    /**
     * What came out.
     *
     * @param base has what is the same for all runs
     * @param workload names of what came in
     * @param runs those that were done, in the plan's order
     * @param isWhole false if it was stopped before its end
     */
    public record Result(
            Setup base, Plan plan, List<String> workload, List<Run> runs, boolean isWhole) {
        public Result {
            workload = List.copyOf(workload);
            runs = List.copyOf(runs);
        }
    }

    /**
     * Does them.
     *
     * @throws IOException if the workload cannot be read
     */
    public Result run(final Sweep sweep) throws IOException {
        final List<Callable<Run>> jobs = new ArrayList<>();
        for (final Setup setup : plan.setups(base)) {
            if (wanted.test(setup)) {
                jobs.add(() -> new Run(setup, figures(setup)));
            }
        }
        final List<Run> runs = sweep.run(jobs).stream().filter(run -> run != null).toList();
        return new Result(base, plan, runner.workload().names(), runs, !sweep.isStopped());
    }

    private Figures figures(final Setup setup) throws IOException {
        final OptionalDouble framesPerSecond = Pacer.parse(setup.rate()).framesPerSecond();
        if (framesPerSecond.isPresent() && !isOnce) {
            return runner.steady(setup, framesPerSecond.getAsDouble());
        }
        return runner.workload().isEndless()
                ? runner.first(setup, FRAMES)
                : Figures.of(runner.whole(setup));
    }

    /** How long a run is whose rate is not in frames a second, for readers. */
    public static String text() {
        return "a run at any other rate is the whole input once, or "
                + Units.count(FRAMES)
                + " frames of an input without an end";
    }
}
