package knet.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import knet.tools.cli.compare.Comparison;
import knet.tools.cli.compare.ComparisonPage;
import knet.tools.cli.compare.Row;
import knet.tools.cli.compare.RowRunner;
import knet.tools.cli.real.RealComparison;
import knet.tools.cli.run.FirmwareOracle;
import knet.tools.lab.experiment.Runner;
import knet.tools.lab.experiment.Sensitivity;
import knet.tools.lab.experiment.Setup;
import knet.tools.lab.experiment.Sweep;
import knet.tools.lab.experiment.Way;
import knet.tools.lab.experiment.Workload;
import knet.traces.FrameSource;
import knet.traces.source.PreloadedCapture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet compare}: several modes and classifiers side by side. */
@Command(
        name = "compare",
        abbreviateSynopsis = true,
        description =
                "Serve the same trace in several ways on simulated processors, and put them side by"
                        + " side. The same input gives the same result, on every machine.",
        footer = {
            "",
            "NIC, rings, network threads, IP and TCP are the very code of knet replay; processors,"
                    + " interrupts, scheduling and what a step costs are simulated.",
            "Ctrl-C ends it and prints the rows that are done (exit code 130).",
            "",
            "Example:  knet compare a.pcap --modes interrupt,napi,knet --firmware"
                    + " flow-hash,round-robin --rate 100kpps --report a.html"
        })
final class Compare implements Callable<Integer> {
    /** What only simulated processors have. */
    private static final List<String> ONLY_VIRTUAL =
            List.of(
                    "--costs",
                    "--cost",
                    "--irq",
                    "--fault",
                    "--sensitivity",
                    "--wide",
                    "--timeline",
                    "--timeline-row",
                    "--window",
                    "--threads",
                    "--report");

    /** Where ways are run. */
    enum Clock {
        /** On simulated processors: the same everywhere. */
        virtual,
        /** With this machine's processors, as a replay. */
        real
    }

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;
    @Mixin private FormatOption format;
    @Mixin private WayOptions ways;
    @Mixin private CompareOptions machine;

    @Option(
            names = "--clock",
            defaultValue = "virtual",
            description =
                    "virtual: simulated processors; real: every way as a replay on this machine,"
                            + " --cpus being network threads (default: ${DEFAULT-VALUE}).")
    private Clock clock;

    @Option(
            names = "--costs",
            paramLabel = "NAME|FILE",
            defaultValue = "modern-x86",
            description =
                    "What things cost: modern-x86, piii-550, this-machine (after knet lab calibrate)"
                            + " or a file of the same form (default: ${DEFAULT-VALUE}).")
    private String costs;

    @Option(
            names = "--sensitivity",
            description =
                    "Also with every cost halved and doubled, one at a time; always with --report.")
    private boolean sensitivity;

    @Option(names = "--wide", description = "Also a line for every processor.")
    private boolean wide;

    @Mixin private TimelineOptions timeline;
    @Mixin private SweepOptions sweeps;

    private final Console console;

    Compare(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        final List<Way> all = ways.ways();
        final Setup base =
                machine.applyTo(
                        Setup.of(all.get(0), ways.cpus(), sweeps.costs(costs))
                                .withSeed(sweeps.seed()));
        if (clock == Clock.real) {
            return compareReally(base, all);
        }
        timeline.check(all.size(), input.files(), sweeps.report() != null);
        sweeps.check(input.files());
        OutputFile.checkDistinct(timeline.file(), sweeps.report());
        try (FrameSource source = input.open()) {
            final PreloadedCapture capture = PreloadedCapture.load(source, LabInput.MOST_BYTES);
            final Runner runner =
                    new Runner(Workload.of(input.names(), capture), FirmwareOracle::create);
            final int code =
                    sweeps.run("comparing", console, sweep -> compare(sweep, runner, base, all));
            return Math.max(code, input.report(source, console));
        }
    }

    private int compareReally(final Setup base, final List<Way> all) throws IOException {
        for (final String option : ONLY_VIRTUAL) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw Arguments.bad(spec, option + " goes with --clock virtual");
            }
        }
        input.open().close(); // What cannot be read is found out here, not in another process.
        final CompareReal real = new CompareReal(console, input, base);
        try (Interrupts interrupts = Interrupts.listen()) {
            interrupts.onRaise(real::stop);
            final RealComparison comparison = real.run(all);
            console.out()
                    .print(
                            switch (format.get()) {
                                case table -> comparison.table();
                                case json -> comparison.json();
                                case csv -> comparison.csv();
                            });
            console.out().flush();
            return interrupts.isRaised() ? Exit.INTERRUPTED : Exit.DONE;
        }
    }

    private void compare(
            final Sweep sweep, final Runner runner, final Setup base, final List<Way> all)
            throws IOException {
        final List<Setup> setups = all.stream().map(base::withWay).toList();
        final Sensitivity costs = new Sensitivity(runner, setups);
        final boolean isSensitive = sensitivity || sweeps.report() != null;
        sweep.expect(all.size() + (isSensitive ? costs.jobs() : 0));
        final List<Row> rows =
                rows(sweep, new RowRunner(runner, input.names(), SweepOptions.command()), setups);
        final Sensitivity.Result hangsOn =
                isSensitive && runner.hasFrames() ? costs.run(sweep) : null;
        final Comparison comparison =
                new Comparison(base, input.names(), rows, hangsOn, !sweep.isStopped());
        console.out()
                .print(
                        switch (format.get()) {
                            case table -> comparison.table(wide);
                            case json -> comparison.json();
                            case csv -> comparison.csv();
                        });
        console.out().flush();
        timeline.write(rows, console);
        sweeps.writeReport(() -> new ComparisonPage(comparison).html(SweepOptions.command()));
    }

    private List<Row> rows(final Sweep sweep, final RowRunner runner, final List<Setup> setups)
            throws IOException {
        final boolean isRecorded = timeline.file() != null || sweeps.report() != null;
        final List<Callable<Row>> jobs = new ArrayList<>();
        for (int i = 0; i < setups.size(); i++) {
            final Setup setup =
                    isRecorded && i == timeline.row()
                            ? setups.get(i).withWindow(timeline.window())
                            : setups.get(i);
            jobs.add(() -> runner.run(setup));
        }
        return sweep.run(jobs).stream().filter(Objects::nonNull).toList();
    }
}
