package knet.tools.cli;

import java.util.ArrayList;
import java.util.List;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareImage;
import knet.firmware.FirmwareSpec;
import knet.threads.mode.Mode;
import knet.threads.mode.Modes;
import knet.tools.lab.experiment.Way;
import knet.tools.lab.sim.MachineConfig;
import knet.tools.report.Units;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Modes and classifiers to put side by side, and the processors to do it on. */
final class WayOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--modes",
            paramLabel = "MODE,...",
            split = ",",
            hideParamSyntax = true,
            description = "Ways to serve the rings, see knet replay --help (default: all).")
    private List<String> modes; // Null: not given, which is not the same as a list of none.

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

    int cpus() {
        Arguments.between(spec, "--cpus", cpus, 1, MachineConfig.MAX_CPUS);
        return cpus;
    }

    /** Every mode with every classifier. */
    List<Way> ways() {
        return Way.all(modes(), classifiers(spec, firmware, List.of(cpus())));
    }

    /** In the order asked for. */
    List<Mode> modes() {
        return modes == null ? Modes.all() : modes(spec, modes);
    }

    /** The modes of names, in their order; none twice. */
    static List<Mode> modes(final CommandSpec spec, final List<String> names) {
        if (names.stream().allMatch(String::isBlank)) {
            throw Arguments.bad(spec, "--modes names no mode");
        }
        final List<Mode> found = new ArrayList<>();
        for (final String name : names) {
            try {
                found.add(Modes.byName(name));
            } catch (final IllegalArgumentException e) {
                throw Arguments.bad(spec, "--modes: " + e.getMessage());
            }
        }
        if (found.stream().distinct().count() < found.size()) {
            throw Arguments.bad(spec, "--modes: one of them is given twice");
        }
        return found;
    }

    /** Checks numbers of processors, each of which may stand there once. */
    static void processors(final CommandSpec spec, final List<Integer> counts) {
        for (final int count : counts) {
            Arguments.between(spec, "--cpus", count, 1, MachineConfig.MAX_CPUS);
        }
        if (counts.stream().distinct().count() < counts.size()) {
            throw Arguments.bad(spec, "--cpus: one of them is given twice");
        }
    }

    /**
     * Classifiers of a list, in its order; none twice.
     *
     * @param counts of queues that they have to serve
     */
    static List<String> classifiers(
            final CommandSpec spec, final String list, final List<Integer> counts) {
        final List<String> specs = split(list);
        for (final String text : specs) {
            check(spec, text, counts);
        }
        if (specs.stream().distinct().count() < specs.size()) {
            throw Arguments.bad(spec, "--firmware: one of them is given twice");
        }
        return specs;
    }

    private static void check(
            final CommandSpec spec, final String text, final List<Integer> counts) {
        try {
            final FirmwareImage image = FirmwareCatalog.load().image(FirmwareSpec.parse(text));
            for (final int count : counts) {
                try {
                    OwnFirmware.create(image, count);
                } catch (final FirmwareException e) {
                    if (counts.size() == 1 || OwnFirmware.isHung(e)) {
                        throw e;
                    }
                    throw Arguments.bad(
                            spec, "--firmware: with " + Units.plural(count, "processor") + ": ", e);
                }
            }
        } catch (final FirmwareException e) {
            throw Arguments.bad(spec, "--firmware: ", e);
        }
    }

    /** A list of specifications, which have commas of their own. */
    static List<String> split(final String list) {
        final List<String> specs = new ArrayList<>();
        for (final String element : list.split(",", -1)) {
            if (specs.isEmpty() || element.indexOf('=') < 0 || element.indexOf(':') >= 0) {
                specs.add(element);
            } else {
                specs.add(specs.remove(specs.size() - 1) + "," + element);
            }
        }
        return specs;
    }
}
