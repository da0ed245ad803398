package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import knet.tools.cli.lab.LabResult;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.experiment.Sweep;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every experiment of {@code knet lab} takes. */
final class LabOptions {
    @Mixin private SweepOptions sweeps;
    @Mixin private FormatOption format;

    @Option(
            names = "--costs",
            paramLabel = "NAME|FILE",
            description =
                    "What things cost: modern-x86, piii-550, this-machine (after knet lab calibrate)"
                            + " or a file of the same form (default: livelock and moderation piii-550,"
                            + " model what the model says, scale modern-x86, run what its file says"
                            + " or else piii-550).")
    private String costs;

    long seed() {
        return sweeps.seed();
    }

    /** True if the user chose prices. */
    boolean hasCosts() {
        return costs != null;
    }

    /**
     * The prices.
     *
     * @param usual of the experiment
     */
    CostModel costs(final String usual) throws IOException {
        return sweeps.costs(costs == null ? usual : costs);
    }

    /**
     * Fails, before long work, if what was asked for could not be done after it.
     *
     * @param inputs that are read meanwhile
     */
    void check(final List<Path> inputs) throws IOException {
        sweeps.check(inputs);
    }

    /** An experiment. */
    @FunctionalInterface
    interface Experiment {
        /** Does it, or as much of it as there is time for. */
        LabResult run(Sweep sweep) throws IOException;
    }

    /**
     * Does an experiment and prints what it came to.
     *
     * @return the exit code
     */
    int run(final String name, final Console console, final Experiment experiment)
            throws IOException {
        return sweeps.run(
                name,
                console,
                sweep -> {
                    final LabResult result = experiment.run(sweep);
                    console.out()
                            .print(
                                    switch (format.get()) {
                                        case table -> result.table();
                                        case json -> result.json();
                                        case csv -> result.csv();
                                    });
                    console.out().flush();
                    sweeps.writeReport(() -> result.html(SweepOptions.command()));
                });
    }
}
