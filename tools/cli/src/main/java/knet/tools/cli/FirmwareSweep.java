package knet.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareImage;
import knet.firmware.FirmwareInfo;
import knet.firmware.FirmwareSpec;
import knet.threads.mode.Mode;
import knet.tools.cli.firmware.SteeringMatrix;
import knet.tools.cli.firmware.SteeringMatrix.Refusal;
import knet.tools.cli.run.FirmwareOracle;
import knet.tools.lab.experiment.Plan;
import knet.tools.lab.experiment.PlannedRuns;
import knet.tools.lab.experiment.Runner;
import knet.tools.lab.experiment.Setup;
import knet.tools.lab.experiment.SteeringContest;
import knet.tools.lab.experiment.Sweep;
import knet.tools.lab.experiment.Way;
import knet.tools.lab.experiment.Workload;
import knet.tools.report.Units;
import knet.traces.FrameSource;
import knet.traces.source.PreloadedCapture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet firmware sweep}: classifiers side by side over numbers of queues. */
@Command(
        name = "sweep",
        abbreviateSynopsis = true,
        description =
                "Serve the same trace with several classifiers and numbers of queues on simulated"
                        + " processors, and say which to use, and why.",
        footer = {
            "",
            "The same input gives the same result, on every machine. Ctrl-C ends it and prints the"
                    + " runs that are done (exit code 130).",
            "",
            "Example:  knet firmware sweep a.pcap --firmware zoo,./LeastLoaded.java --queues 4,8,16"
                    + " --rate 1Mpps --report a.html"
        })
final class FirmwareSweep implements Callable<Integer> {
    /** Words for all built-in classifiers. */
    private static final Set<String> ALL = Set.of("zoo", "all");

    /** More take a machine for hours. */
    private static final int MOST_RUNS = 2_000;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;
    @Mixin private FormatOption format;

    @Option(
            names = "--firmware",
            paramLabel = "SPEC,...",
            defaultValue = "zoo",
            description =
                    "Classifiers: an element without =, or with :, begins a new one. zoo stands for"
                            + " all that are built in. flow-hash, which the others are held against,"
                            + " always runs too (default: ${DEFAULT-VALUE}).")
    private String firmware;

    @Option(
            names = "--queues",
            paramLabel = "N,...",
            split = ",",
            hideParamSyntax = true,
            defaultValue = "2,4,8,16,64",
            description =
                    "Numbers of queues, 1 to 256, with a processor each (default:"
                            + " ${DEFAULT-VALUE}).")
    private List<Integer> queues;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "knet",
            description = "How the rings are served, see knet replay --help (default: knet).")
    private String mode;

    @Option(
            names = "--costs",
            paramLabel = "NAME|FILE",
            defaultValue = "modern-x86",
            description =
                    "What things cost: modern-x86, piii-550, this-machine (after knet lab calibrate)"
                            + " or a file of the same form (default: ${DEFAULT-VALUE}).")
    private String costs;

    @Mixin private CompareOptions machine;
    @Mixin private SweepOptions sweeps;

    private final Console console;

    FirmwareSweep(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        final Mode served = mode();
        checkQueues();
        input.check();
        final List<Refusal> refusals = new ArrayList<>();
        final List<String> classifiers = classifiers(refusals);
        final List<Way> ways =
                classifiers.stream().map(classifier -> new Way(served, classifier)).toList();
        final Setup base =
                machine.applyTo(
                        // What is wrong with the fewest processors is wrong for the sweep.
                        Setup.of(ways.get(0), Collections.min(queues), sweeps.costs(costs))
                                .withSeed(sweeps.seed()));
        final Plan plan =
                new Plan(
                        ways,
                        queues,
                        List.of(base.rate()),
                        List.of(base.rxUsecs()),
                        List.of(base.rxFrames()),
                        List.of(base.ringSize()));
        if (plan.runs() > MOST_RUNS) {
            throw Arguments.bad(
                    spec,
                    "this asks for "
                            + Units.count(plan.runs())
                            + " runs, and there may be "
                            + Units.count(MOST_RUNS));
        }
        sweeps.check(input.files());
        try (FrameSource source = input.open()) {
            final PreloadedCapture capture = PreloadedCapture.load(source, LabInput.MOST_BYTES);
            final int damage = input.report(source, console);
            if (capture.frames() == 0) {
                throw new Failure(String.join(", ", input.names()) + ": holds no frames");
            }
            final PlannedRuns runs = runs(capture, base, plan, refusals);
            final int code =
                    sweeps.run(
                            "sweeping",
                            console,
                            work -> print(runs, work, capture, served, refusals));
            return Math.max(code, damage);
        }
    }

    private PlannedRuns runs(
            final PreloadedCapture capture,
            final Setup base,
            final Plan plan,
            final List<Refusal> refusals) {
        return PlannedRuns.once(
                new Runner(Workload.of(input.names(), capture), FirmwareOracle::create),
                base,
                plan,
                setup ->
                        refusals.stream()
                                .noneMatch(
                                        refusal ->
                                                refusal.firmware().equals(setup.way().firmware())
                                                        && refusal.queues() == setup.cpus()));
    }

    private void print(
            final PlannedRuns runs,
            final Sweep sweep,
            final PreloadedCapture capture,
            final Mode served,
            final List<Refusal> refusals)
            throws IOException {
        final PlannedRuns.Result result = runs.run(sweep);
        final SteeringMatrix matrix =
                new SteeringMatrix(
                        result,
                        String.join(", ", input.names())
                                + ": "
                                + Units.plural(capture.frames(), "frame")
                                + ", rate "
                                + result.base().rate(),
                        served.name(),
                        refusals);
        console.out()
                .print(
                        switch (format.get()) {
                            case table -> matrix.table();
                            case json -> matrix.json();
                            case csv -> matrix.csv();
                        });
        console.out().flush();
        sweeps.writeReport(() -> matrix.html(SweepOptions.command()));
    }

    private Mode mode() {
        final List<Mode> modes = WayOptions.modes(spec, List.of(mode));
        if (!new Way(modes.get(0), SteeringContest.REFERENCE).hasSeveralQueues()) {
            throw Arguments.bad(
                    spec, "--mode " + mode + " has a single queue: there is nothing to choose");
        }
        return modes.get(0);
    }

    private void checkQueues() {
        for (final int count : queues) {
            Arguments.between(spec, "--queues", count, 1, FirmwareOptions.MAX_QUEUES);
        }
        if (queues.stream().distinct().count() < queues.size()) {
            throw Arguments.bad(spec, "--queues: one of them is given twice");
        }
    }

    /**
     * The classifiers asked for, and the reference.
     *
     * @param refusals filled with the numbers of queues that one does not take, of those that take
     *     another
     */
    private List<String> classifiers(final List<Refusal> refusals) {
        final FirmwareCatalog catalog = FirmwareCatalog.load();
        final Set<String> names = new LinkedHashSet<>();
        final Set<String> named = new HashSet<>(); // One by one: zoo may hold them as well.
        for (final String name : WayOptions.split(firmware)) {
            if (ALL.contains(name)) {
                names.addAll(zoo(catalog));
            } else if (named.add(name)) {
                names.add(name);
            } else {
                throw Arguments.bad(spec, "--firmware: " + name + " is given twice");
            }
        }
        // First, so that there is something to hold the others against if it is stopped.
        names.remove(SteeringContest.REFERENCE);
        final List<String> all = new ArrayList<>(names);
        all.add(0, SteeringContest.REFERENCE);
        for (final String name : all) {
            refusals.addAll(refusals(name));
        }
        return all;
    }

    /** Names of the classifiers that come along. */
    private static List<String> zoo(final FirmwareCatalog catalog) {
        return catalog.list().stream()
                .filter(info -> info.origin().equals("built-in"))
                .map(FirmwareInfo::name)
                .toList();
    }

    private List<Refusal> refusals(final String name) {
        final List<Refusal> refusals = new ArrayList<>();
        try {
            final FirmwareImage image = FirmwareCatalog.load().image(FirmwareSpec.parse(name));
            for (final int count : queues) {
                try {
                    OwnFirmware.create(image, count);
                } catch (final FirmwareException e) {
                    if (OwnFirmware.isHung(e)) {
                        throw e;
                    }
                    refusals.add(new Refusal(name, count, e.getMessage()));
                    if (refusals.size() == queues.size()) {
                        throw e;
                    }
                }
            }
        } catch (final FirmwareException e) {
            throw Arguments.bad(spec, "--firmware: ", e);
        }
        return refusals;
    }
}
