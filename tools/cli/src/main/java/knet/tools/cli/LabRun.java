package knet.tools.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import knet.tools.cli.lab.RunsView;
import knet.tools.lab.experiment.Livelock;
import knet.tools.lab.experiment.PlannedRuns;
import knet.tools.lab.experiment.Runner;
import knet.tools.lab.experiment.Setup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code knet lab run}: a sweep of one's own. */
@Command(
        name = "run",
        customSynopsis = {
            "knet lab run [OPTIONS] SWEEP.properties [FILE...]",
            "       knet lab run --example"
        },
        description =
                "A sweep of your own: a file of lines 'key = value' with lists of modes,"
                        + " classifiers, rates and so on; every value of a list is run with every"
                        + " one of all others. The first word is that file, the others are FILEs.",
        footer = {
            "",
            "--costs and --seed go before what the file says. Without any traffic:",
            "generate:" + Livelock.TRAFFIC + ", without end.",
            "",
            "Example:  knet lab run --example > my.properties; knet lab run my.properties"
        })
final class LabRun implements Callable<Integer> {
    private static final String EXAMPLE = "lab/example.properties";

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private LabInput input;
    @Mixin private LabOptions options;

    @Option(
            names = "--example",
            description = "Print a file with all keys, which runs as it is, and do nothing else.")
    private boolean isExample;

    private final Console console;

    LabRun(final Console console) {
        this.console = console;
    }

    /** The text of the example. */
    static String example() throws IOException {
        try (var in = LabRun.class.getResourceAsStream(EXAMPLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public Integer call() throws IOException {
        final String word = input.takeFirst();
        if (isExample) {
            if (word != null) {
                throw Arguments.bad(spec, "--example goes without a file");
            }
            console.out().print(example());
            return Exit.DONE;
        }
        if (word == null) {
            throw Arguments.bad(
                    spec, "a file with a sweep is missing; knet lab run --example prints one");
        }
        final Path path = path(word);
        final SweepPlan sweep = plan(path);
        giveTraffic(sweep);
        final Setup base =
                Setup.of(sweep.plan().ways().get(0), 1, options.costs(sweep.costs()))
                        .withSeed(isGiven("--seed") ? options.seed() : sweep.seed());
        final List<Path> inputs = new ArrayList<>(input.files());
        inputs.add(path);
        options.check(inputs);
        final Runner runner = input.runner(Livelock.TRAFFIC, console);
        final PlannedRuns runs = new PlannedRuns(runner, base, sweep.plan());
        return options.run(
                "run",
                console,
                work -> new RunsView(runs.run(work), sweep.x(), sweep.ys()).result());
    }

    private Path path(final String word) {
        try {
            return Path.of(word);
        } catch (final InvalidPathException e) {
            throw Arguments.bad(spec, "SWEEP.properties: " + e.getMessage());
        }
    }

    private SweepPlan plan(final Path path) throws IOException {
        try {
            return SweepPlan.read(path);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, e.getMessage());
        }
    }

    private void giveTraffic(final SweepPlan sweep) {
        if (sweep.traffic().isEmpty()) {
            return;
        }
        try {
            if (input.isGiven()) {
                throw Arguments.bad(spec, "either this or what the command line names, not both");
            }
            input.give(sweep.traffic());
        } catch (final ParameterException e) {
            throw Arguments.bad(
                    spec, sweep.file().wrong(SweepPlan.TRAFFIC, e.getMessage()).getMessage());
        }
    }

    private boolean isGiven(final String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }
}
