package knet.tools.lab.real;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.mode.Modes;

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
        runAt(real, loads[0], real.run(Setup.saturated(mode)));
    }

    /** One run at saturation, then one at each share of what that came to. */
    void round(final RealRuns real) throws IOException {
        final RealRun full = real.run(Setup.saturated(mode));
        saturated.add(full);
        for (int i = 0; i < loads.length; i++) {
            paced.get(i).add(runAt(real, loads[i], full));
        }
    }

    private RealRun runAt(final RealRuns real, final double load, final RealRun full)
            throws IOException {
        return real.run(Setup.at(mode, load * full.figures().framesPerSecond()));
    }

    /** Predicts the same, and says why what is off is off. */
    List<ValidationRow> rows(final VirtualRuns virtual, final Reasons reasons) throws IOException {
        final List<ValidationRow> rows = new ArrayList<>();
        final RunFigures full = virtual.run(Setup.saturated(mode));
        final RunSet fullRuns = RunSet.of(saturated);
        add(rows, reasons, SATURATED, full, new Reasons.Case(fullRuns, full.framesPerSecond()));
        for (int i = 0; i < loads.length; i++) {
            final RunSet runs = RunSet.of(paced.get(i));
            final RunFigures predicted = virtual.run(Setup.at(mode, runs.offeredPerSecond()));
            add(rows, reasons, loads[i], predicted, new Reasons.Case(runs, full.framesPerSecond()));
        }
        return rows;
    }

    private void add(
            final List<ValidationRow> rows,
            final Reasons reasons,
            final double load,
            final RunFigures predicted,
            final Reasons.Case known) {
        for (final Comparand figure : figures(load == SATURATED)) {
            rows.add(
                    reasons.explain(
                            new ValidationRow(
                                    mode,
                                    load,
                                    figure,
                                    figure.of(predicted),
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
