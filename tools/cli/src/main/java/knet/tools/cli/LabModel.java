package knet.tools.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import knet.threads.mode.Mode;
import knet.tools.cli.lab.ModelView;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.experiment.ModelCheck;
import knet.tools.lab.experiment.Runner;
import knet.tools.lab.experiment.Setup;
import knet.tools.lab.experiment.Way;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet lab model}: the paper's analytical model beside simulated machines. */
@Command(
        name = "model",
        abbreviateSynopsis = true,
        description =
                "The KNET paper's model (section 2) beside simulated machines: the speedup of all"
                        + " processors running the stack over one that does it for all, over p and"
                        + " Ta/Te.",
        footer = {
            "",
            "Without --costs nothing but Te and Ta costs anything, as in the model. With them a frame"
                    + " still takes Te in the stack and Ta in the application; all else has its"
                    + " price.",
            "",
            "Example:  knet lab model --cpus 2,4,8 --ratios 1,3"
        })
final class LabModel implements Callable<Integer> {
    private static final double MOST_RATIO = 1_000;
    private static final double LEAST_RATIO = 0.001;
    private static final List<Integer> PROCESSORS = List.of(2, 4, 8, 16);

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private LabInput input;
    @Mixin private MachineListOptions machines;

    @Option(
            names = "--ratios",
            paramLabel = "X,...",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Ta/Te, 0.001 to 1000 (default: 0.25, 0.5, 1, 2, 3, 6, and the paper's 55/45).")
    private List<Double> ratios = ModelCheck.RATIOS;

    @Mixin private LabOptions options;

    private final Console console;

    LabModel(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        final List<Mode> parallel = machines.modes();
        for (final Mode mode : parallel) {
            if (new Way(mode, Way.NOTHING_TO_CLASSIFY).isClassified()) {
                continue;
            }
            throw Arguments.bad(
                    spec, "--modes: " + mode.name() + " does not run the stack on all processors");
        }
        final List<Integer> cpus = machines.cpus(PROCESSORS);
        for (final double ratio : ratios) {
            if (!(ratio >= LEAST_RATIO && ratio <= MOST_RATIO)) {
                throw Arguments.bad(spec, "--ratios must be from 0.001 to 1000, not " + ratio);
            }
        }
        if (ratios.stream().distinct().count() < ratios.size()) {
            throw Arguments.bad(spec, "--ratios: one of them is given twice");
        }
        final CostModel costs = options.hasCosts() ? options.costs("") : ModelCheck.nothingElse();
        options.check(input.files());
        final Setup base =
                Setup.of(new Way(parallel.get(0), Way.NOTHING_TO_CLASSIFY), 1, costs)
                        .withSeed(options.seed());
        final Runner runner = input.runner(ModelCheck.TRAFFIC, console);
        final ModelCheck check = new ModelCheck(runner, base, parallel, cpus, ratios);
        return options.run("model", console, sweep -> new ModelView(check.run(sweep)).result());
    }
}
