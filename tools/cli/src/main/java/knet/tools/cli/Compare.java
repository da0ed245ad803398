package knet.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import knet.driver.abi.DeviceDescriptor;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.threads.mode.Mode;
import knet.threads.mode.Modes;
import knet.tools.cli.compare.Comparison;
import knet.tools.cli.compare.Experiment;
import knet.tools.lab.cost.CostModel;
import knet.tools.lab.cost.CostModels;
import knet.tools.lab.sim.MachineConfig;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;
import knet.traces.source.PreloadedCapture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet compare}: several modes and classifiers side by side, in virtual time. */
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
            "",
            "Example:  knet compare a.pcap --modes interrupt,napi,knet --firmware"
                    + " flow-hash,round-robin --cpus 4 --rate 100kpps"
        })
final class Compare implements Callable<Integer> {
    private static final long MOST_BYTES = 2L << 30;
    private static final int MOST_USECS = 1_000_000;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;
    @Mixin private FormatOption format;

    @Option(
            names = "--modes",
            paramLabel = "MODE,...",
            split = ",",
            defaultValue = "interrupt,napi,napi-multi,knet",
            description = "Ways to serve the rings (default: ${DEFAULT-VALUE}).")
    private List<String> modes;

    @Option(
            names = "--firmware",
            paramLabel = "SPEC,...",
            defaultValue = "flow-hash",
            description =
                    "Classifiers: an element without =, or with :, begins a new one (default:"
                            + " ${DEFAULT-VALUE}).")
    private String firmware;

    @Option(
            names = "--cpus",
            paramLabel = "N",
            defaultValue = "4",
            description = "Simulated processors, 1 to 256 (default: ${DEFAULT-VALUE}).")
    private int cpus;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "original",
            description =
                    "original, xN (x2, x0.5), Npps (10kpps, 1.5Mpps), Nbps (100Mbps) or max"
                            + " (default: ${DEFAULT-VALUE}).")
    private String rate;

    @Option(
            names = "--costs",
            paramLabel = "NAME|FILE",
            defaultValue = "modern-x86",
            description =
                    "What things cost: modern-x86, piii-550, or a file of the same form (default:"
                            + " ${DEFAULT-VALUE}).")
    private String costs;

    @Option(
            names = "--ring",
            paramLabel = "N",
            defaultValue = "1024",
            description =
                    "Descriptors of a receive ring, a power of two (default: ${DEFAULT-VALUE}).")
    private int ring;

    @Option(
            names = "--on-full",
            defaultValue = "drop",
            description =
                    "What the NIC does at a full ring: ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}).")
    private OnFull onFull;

    @Option(
            names = "--rx-usecs",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Put a notification off by so many microseconds (default: ${DEFAULT-VALUE}).")
    private int rxUsecs;

    @Option(
            names = "--rx-frames",
            paramLabel = "N",
            defaultValue = "0",
            description = "But not for more frames than that (default: ${DEFAULT-VALUE}).")
    private int rxFrames;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of whatever is random in a classifier (default: ${DEFAULT-VALUE}).")
    private long seed;

    private final Console console;

    Compare(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Arguments.between(spec, "--cpus", cpus, 1, MachineConfig.MAX_CPUS);
        final List<Mode> ways = modes();
        final List<String> classifiers = classifiers();
        Arguments.powerOfTwo(spec, "--ring", ring, 2, DeviceDescriptor.MAX_RING_SIZE);
        Arguments.between(spec, "--rx-usecs", rxUsecs, 0, MOST_USECS);
        Arguments.between(spec, "--rx-frames", rxFrames, 0, DeviceDescriptor.MAX_RING_SIZE);
        checkRate();
        final CostModel prices = costs();
        try (FrameSource source = input.open()) {
            final Comparison comparison =
                    new Experiment(
                                    input.names(),
                                    PreloadedCapture.load(source, MOST_BYTES),
                                    rate,
                                    cpus,
                                    ring,
                                    onFull == OnFull.wait,
                                    rxUsecs,
                                    rxFrames,
                                    prices,
                                    seed,
                                    CommandText.get())
                            .run(ways, classifiers);
            console.out()
                    .print(
                            switch (format.get()) {
                                case table -> comparison.table();
                                case json -> comparison.json();
                                case csv -> comparison.csv();
                            });
            return input.report(source, console);
        }
    }

    private List<Mode> modes() {
        final List<Mode> found = new ArrayList<>();
        for (final String name : modes) {
            final Mode mode;
            try {
                mode = Modes.byName(name);
            } catch (final IllegalArgumentException e) {
                throw Arguments.bad(spec, "--modes: " + e.getMessage());
            }
            if (mode.interruptMode() == DeviceDescriptor.INTERRUPT_MODE_OFF || mode.steers()) {
                throw Arguments.bad(spec, "--modes: " + name + " does not run in virtual time yet");
            }
            found.add(mode);
        }
        return found;
    }

    private List<String> classifiers() {
        final List<String> specs = new ArrayList<>();
        for (final String element : firmware.split(",")) {
            if (specs.isEmpty() || element.indexOf('=') < 0 || element.indexOf(':') >= 0) {
                specs.add(element);
            } else {
                specs.add(specs.remove(specs.size() - 1) + "," + element);
            }
        }
        for (final String text : specs) {
            try {
                FirmwareCatalog.load().create(text, cpus);
            } catch (final FirmwareException e) {
                throw Arguments.bad(spec, "--firmware: " + e.getMessage());
            }
        }
        return specs;
    }

    private void checkRate() {
        try {
            Pacer.parse(rate);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--rate: " + e.getMessage());
        }
    }

    private CostModel costs() throws IOException {
        try {
            final CostModel model = CostModels.load(costs);
            model.costs();
            return model;
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--costs: " + e.getMessage());
        }
    }
}
