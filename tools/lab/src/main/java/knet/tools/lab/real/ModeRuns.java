package knet.tools.lab.real;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.mode.Modes;
import knet.tools.bench.Measurement;

/** The real runs of one mode, and what is made of them. */
final class ModeRuns {
    private static final double SATURATED = 1;

    private final String mode;
    private final double[] loads;
    private final List<RealRun> saturated = new ArrayList<>();
    private final List<List<RealRun>> paced = new ArrayList<>();

    /**
     * @param loads shares of saturation to run at
     */
    ModeRuns(final String mode, final double... loads) {
        this.mode = mode;
        this.loads = loads.clone();
        for (int i = 0; i < loads.length; i++) {
            paced.add(new ArrayList<>());
        }
    }

    /** Runs that do not count. */
    void warmUp(final RealRuns real) throws IOException {
        final RealRun full = real.run(RunSetup.saturated(mode), 0);
        real.run(RunSetup.at(mode, loads[0] * full.figures().framesPerSecond()), 0);
    }

    /**
     * One run at saturation.
     *
     * @param moment when
     */
    void saturate(final RealRuns real, final int moment) throws IOException {
        saturated.add(real.run(RunSetup.saturated(mode), moment));
    }

    /**
     * One run at each share of the lowest saturation that was seen. Of the lowest: the cores'
     * distance changes, and with it saturation, by a factor of two and more; nine tenths of what a
     * good moment reached is an overload in a bad one, whose queue says nothing of latency.
     *
     * @param moment when
     */
    void pace(final RealRuns real, final int moment) throws IOException {
        final double saturation = lowestSaturation();
        for (int i = 0; i < loads.length; i++) {
            paced.get(i).add(real.run(RunSetup.at(mode, loads[i] * saturation), moment));
        }
    }

    private double lowestSaturation() {
        return RunSet.of(saturated).runs().stream()
                .mapToDouble(run -> run.figures().framesPerSecond())
                .min()
                .orElseThrow();
    }

    /** Predicts the same, and says why what is off is off. */
    List<ValidationRow> rows(
            final VirtualRuns virtual, final CostSupply costs, final Reasons reasons)
            throws IOException {
        final List<ValidationRow> rows = new ArrayList<>();
        final RunSet fullRuns = RunSet.of(saturated);
        final List<RunFigures> full = predict(fullRuns, virtual, costs);
        final double saturation =
                Measurement.medianOf(
                        full.stream().mapToDouble(RunFigures::framesPerSecond).toArray());
        add(rows, reasons, SATURATED, full, new Reasons.Case(fullRuns, saturation));
        for (int i = 0; i < loads.length; i++) {
            final RunSet runs = RunSet.of(paced.get(i));
            add(
                    rows,
                    reasons,
                    loads[i],
                    predict(runs, virtual, costs),
                    new Reasons.Case(runs, saturation));
        }
        return rows;
    }

    /** One prediction for all runs, or one for each, with the costs of its moment. */
    private List<RunFigures> predict(
            final RunSet runs, final VirtualRuns virtual, final CostSupply costs)
            throws IOException {
        if (!costs.isMeasuredBetween()) {
            return List.of(virtual.run(setup(runs.offeredPerSecond()), costs.model()));
        }
        final List<RunFigures> predicted = new ArrayList<>();
        for (final RealRun run : runs.runs()) {
            predicted.add(virtual.run(setup(run.offeredPerSecond()), costs.model(run.moment())));
        }
        return predicted;
    }

    private RunSetup setup(final double offeredPerSecond) {
        return offeredPerSecond == 0
                ? RunSetup.saturated(mode)
                : RunSetup.at(mode, offeredPerSecond);
    }

    private void add(
            final List<ValidationRow> rows,
            final Reasons reasons,
            final double load,
            final List<RunFigures> predicted,
            final Reasons.Case known) {
        for (final Comparand figure : figures(load == SATURATED)) {
            rows.add(
                    reasons.explain(
                            new ValidationRow(
                                    mode,
                                    load,
                                    figure,
                                    predicted.stream().mapToDouble(figure::of).toArray(),
                                    known.runs().of(figure),
                                    ""),
                            known));
        }
    }

    /** A mode that raises nothing has nothing to compare there. */
    private List<Comparand> figures(final boolean isSaturated) {
        final List<Comparand> figures = new ArrayList<>();
        figures.add(isSaturated ? Comparand.THROUGHPUT : Comparand.LATENCY);
        if (Modes.byName(mode).interruptMode() != DeviceDescriptor.INTERRUPT_MODE_OFF) {
            figures.add(Comparand.NOTIFICATIONS);
        }
        return figures;
    }
}
