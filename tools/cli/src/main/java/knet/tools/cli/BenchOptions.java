package knet.tools.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How long to measure. */
final class BenchOptions {
    private static final int MOST_RUNS = 1000;
    private static final double MOST_SCALE = 10;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Runs of each (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            description = "Amount of work in a run, above 0 to 10 (default: ${DEFAULT-VALUE}).")
    private double scale;

    /** Throws if they are no numbers to measure with. */
    void check(final CommandSpec spec) {
        Arguments.between(spec, "--runs", runs, 1, MOST_RUNS);
        if (!(scale > 0 && scale <= MOST_SCALE)) {
            throw Arguments.bad(spec, "--scale must be above 0 and at most 10, not " + scale);
        }
    }

    int runs() {
        return runs;
    }

    double scale() {
        return scale;
    }
}
