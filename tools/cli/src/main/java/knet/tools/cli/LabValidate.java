package knet.tools.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import knet.threads.mode.Modes;
import knet.tools.cli.real.ValidationPage;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.CostModels;
import knet.tools.lab.cost.ThisMachine;
import knet.tools.lab.real.CostSupply;
import knet.tools.lab.real.Processors;
import knet.tools.lab.real.Traffic;
import knet.tools.lab.real.Validation;
import knet.tools.lab.real.ValidationResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet lab validate}: how far the simulated machine is from real runs. */
@Command(
        name = "validate",
        abbreviateSynopsis = true,
        description =
                "Hold the simulated machine, with the costs of this machine, against real runs on it:"
                        + " the same frames, one network thread, at saturation and at a fifth, half"
                        + " and nine tenths of it.",
        footer = {
            "",
            "Without a FILE: " + Traffic.USUAL + ". A FILE that is too short begins again, as",
            "new flows.",
            "",
            "Example:  knet lab calibrate && knet lab validate --report validate.html"
        })
final class LabValidate implements Callable<Integer> {
    private static final int MOST_RUNS = 1000;
    private static final long LEAST_FRAMES = 1_000;
    private static final long MOST_FRAMES = 20_000_000;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;

    @Option(
            names = "--modes",
            paramLabel = "MODE,...",
            split = ",",
            hideParamSyntax = true,
            defaultValue = "knet,busy-poll,napi-multi",
            description = "Ways to serve the ring (default: ${DEFAULT-VALUE}).")
    private List<String> modes;

    @Option(
            names = "--costs",
            paramLabel = "NAME|FILE",
            description =
                    "What things cost, as knet lab calibrate has written it (default: "
                            + ThisMachine.NAME
                            + "). Not with --calibrate.")
    private String costs;

    @Option(
            names = "--calibrate",
            description =
                    "Measure what things cost anew, between the runs: for a machine that changes"
                            + " from minute to minute.")
    private boolean calibrates;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "9",
            description = "Real runs of each mode and load (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "400000",
            description = "Frames of a run (default: ${DEFAULT-VALUE}).")
    private long frames;

    @Mixin private FormatOption format;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write a page of the result for a browser.")
    private Path report;

    private final Console console;

    LabValidate(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        check();
        final CostModel model = calibrates ? null : model();
        final Processors processors = Processors.find();
        try (CostSupply supply = supply(model, processors)) {
            final ValidationResult result =
                    new Validation(processors, supply, runs, console::say)
                            .run(modes, this::workload);
            console.out()
                    .print(
                            switch (format.get()) {
                                case json -> result.json();
                                case csv -> ValidationCsv.of(result);
                                case table -> result.table();
                            });
            console.out().flush();
            if (report != null) {
                OutputFile.write(
                        report,
                        () ->
                                Files.writeString(
                                        report,
                                        ValidationPage.html(result, CommandText.get()),
                                        StandardCharsets.UTF_8));
            }
        }
        return Exit.DONE;
    }

    private void check() throws IOException {
        Arguments.between(spec, "--runs", runs, 1, MOST_RUNS);
        Arguments.between(spec, "--frames", frames, LEAST_FRAMES, MOST_FRAMES);
        if (calibrates && costs != null) {
            throw Arguments.bad(spec, "either --costs or --calibrate, not both");
        }
        for (final String mode : modes) {
            try {
                Modes.byName(mode);
            } catch (final IllegalArgumentException e) {
                throw Arguments.bad(spec, "--modes: " + e.getMessage());
            }
        }
        if (modes.stream().distinct().count() < modes.size()) {
            throw Arguments.bad(spec, "--modes: a mode is asked for twice");
        }
        if (input.isGiven()) {
            input.check();
        }
        if (report != null) {
            OutputFile.check(report, input.files());
        }
    }

    private String costsName() {
        return costs == null ? ThisMachine.NAME : costs;
    }

    /** Looked at first: who has not calibrated is told so at once. */
    private CostModel model() throws IOException {
        try {
            final CostModel model = CostModels.load(costsName());
            model.costs();
            return model;
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--costs: " + e.getMessage());
        }
    }

    /**
     * @param model null to measure the costs between the runs
     */
    private CostSupply supply(final CostModel model, final Processors processors)
            throws IOException {
        if (model == null) {
            return CostSupply.measured(processors);
        }
        final ThisMachine file =
                costsName().equals(ThisMachine.NAME)
                        ? ThisMachine.ofUser()
                        : ThisMachine.at(Path.of(costsName()));
        CostAge.tell(costsName(), console);
        return CostSupply.of(model, file.isCalibrated() ? file.coreDistanceNs() : 0);
    }

    private Traffic workload(final Path folder) throws IOException {
        return input.isGiven()
                ? Traffic.of(String.join(", ", input.names()), input::open, folder, frames)
                : Traffic.usual(folder, frames);
    }
}
