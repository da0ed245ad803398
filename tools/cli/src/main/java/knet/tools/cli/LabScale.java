package knet.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import knet.threads.mode.Mode;
import knet.tools.cli.lab.ScalingView;
import knet.tools.cli.run.FirmwareOracle;
import knet.tools.lab.experiment.Runner;
import knet.tools.lab.experiment.Scaling;
import knet.tools.lab.experiment.Setup;
import knet.tools.lab.experiment.Way;
import knet.tools.lab.experiment.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet lab scale}: how much more load with every processor. */
@Command(
        name = "scale",
        abbreviateSynopsis = true,
        description =
                "How much more load a machine bears without loss with every processor it gets, with"
                        + " classifiers that keep flows together and that do not, with even and"
                        + " skewed clients; where that ends, and why.",
        footer = {
            "",
            "Without a FILE: generate:" + Scaling.TRAFFIC + ",arrivals=poisson, without end.",
            "",
            "Example:  knet lab scale --cpus 1,4,16 --zipf 0,0.8,1.2"
        })
final class LabScale implements Callable<Integer> {
    private static final List<Integer> PROCESSORS = List.of(1, 2, 4, 8, 16, 32, 64);

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private LabInput input;
    @Mixin private MachineListOptions machines;

    @Option(
            names = "--firmware",
            paramLabel = "SPEC,...",
            defaultValue = "flow-hash,round-robin",
            description =
                    "Classifiers: an element without =, or with :, begins a new one (default:"
                            + " ${DEFAULT-VALUE}).")
    private String firmware;

    @Option(
            names = "--zipf",
            paramLabel = "X,...",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Skews of the clients, see knet trace generate --help: 0 is even (default: 0,1)."
                            + " Not with a FILE.")
    private List<String> skews = List.of();

    @Mixin private LabOptions options;

    private final Console console;

    LabScale(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        final List<Mode> chosen = machines.modes();
        final List<Integer> cpus = machines.cpus(PROCESSORS);
        final List<Way> ways = Way.all(chosen, WayOptions.classifiers(spec, firmware, cpus));
        options.check(input.files());
        final Setup base =
                Setup.of(ways.get(0), 1, options.costs("modern-x86")).withSeed(options.seed());
        final List<Scaling.Traffic> traffics = traffics();
        final Scaling scaling = new Scaling(traffics, base, ways, cpus);
        return options.run(
                "scale",
                console,
                sweep ->
                        new ScalingView(
                                        scaling.run(sweep),
                                        input.isGiven()
                                                ? String.join(", ", input.names())
                                                : "generate:" + Scaling.TRAFFIC)
                                .result());
    }

    private List<Scaling.Traffic> traffics() throws IOException {
        if (input.isGiven()) {
            if (!skews.isEmpty()) {
                throw Arguments.bad(spec, "--zipf does not go with a FILE");
            }
            return List.of(new Scaling.Traffic("", input.runner("", console)));
        }
        final List<Scaling.Traffic> traffics = new ArrayList<>();
        for (final String skew : skews.isEmpty() ? List.of("0", "1") : skews) {
            try {
                traffics.add(
                        new Scaling.Traffic(
                                "zipf " + skew,
                                new Runner(
                                        Workload.endlessAtRandom(Scaling.TRAFFIC + ",zipf=" + skew),
                                        FirmwareOracle::create)));
            } catch (final IllegalArgumentException e) {
                throw Arguments.bad(spec, "--zipf: " + e.getMessage());
            }
        }
        if (traffics.stream().map(Scaling.Traffic::name).distinct().count() < traffics.size()) {
            throw Arguments.bad(spec, "--zipf: one of them is given twice");
        }
        return traffics;
    }
}
