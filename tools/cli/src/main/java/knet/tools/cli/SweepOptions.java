package knet.tools.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.CostModels;
import knet.tools.lab.experiment.Sweep;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands in virtual time take: prices, seed, workers, and a page. */
final class SweepOptions {
    private static final int MOST_THREADS = 1024;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of whatever is random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--cost",
            paramLabel = "NAME=FIGURE,...",
            description =
                    "Some prices of your own: user-packet=5us,user-byte=0.2ns/B. A report lists the"
                            + " names.")
    private String ownCosts;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Simulations at a time, 0 for one a core; the result is the same (default:"
                            + " ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write a page of the result for a browser.")
    private Path report;

    private String costsUsed = "";

    long seed() {
        return seed;
    }

    /** Null if none is wanted. */
    Path report() {
        return report;
    }

    /**
     * Fails, before long work, if what was asked for could not be done after it.
     *
     * @param inputs that are read meanwhile
     */
    void check(final List<Path> inputs) throws IOException {
        Arguments.between(spec, "--threads", threads, 0, MOST_THREADS);
        if (report != null) {
            OutputFile.check(report, inputs);
        }
    }

    /** A cost model by name or file. */
    CostModel costs(final String nameOrFile) throws IOException {
        try {
            final CostModel model = CostModels.load(nameOrFile);
            model.costs();
            costsUsed = nameOrFile;
            return withOwn(model);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--costs: " + e.getMessage());
        }
    }

    private CostModel withOwn(final CostModel model) {
        if (ownCosts == null) {
            return model;
        }
        try {
            final CostModel changed = CostModels.with(model, ownCosts);
            changed.costs();
            return changed;
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--cost: " + e.getMessage());
        }
    }

    /** The command line as typed, without what changes nothing in the result. */
    static String command() {
        return CommandText.get().replaceAll(" --threads[= ]\\d+", "");
    }

    private int workers() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** Writes the page, if one is wanted. */
    void writeReport(final Supplier<String> html) {
        if (report != null) {
            OutputFile.write(
                    report, () -> Files.writeString(report, html.get(), StandardCharsets.UTF_8));
        }
    }

    /** Work that may be stopped. */
    @FunctionalInterface
    interface Work {
        /** Does it, and prints what came out, whether it was stopped or not. */
        void run(Sweep sweep) throws IOException;
    }

    /**
     * Has work done on all cores, with progress on a terminal; Ctrl-C stops it.
     *
     * @param task for the progress
     * @return the exit code
     */
    int run(final String task, final Console console, final Work work) throws IOException {
        CostAge.tell(costsUsed, console);
        try (Interrupts interrupts = Interrupts.listen();
                SweepProgress progress = new SweepProgress(console, task);
                Sweep sweep = new Sweep(workers(), progress)) {
            interrupts.onRaise(sweep::stop);
            work.run(sweep);
            if (interrupts.isRaised()) {
                console.say("knet: stopped: this is what was done until then");
                return Exit.INTERRUPTED;
            }
            return Exit.DONE;
        }
    }
}
