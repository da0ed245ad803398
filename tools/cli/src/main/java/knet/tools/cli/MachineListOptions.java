package knet.tools.cli;

import java.util.List;
import knet.threads.mode.Mode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Modes, and machines of several sizes to run them on. */
final class MachineListOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--modes",
            paramLabel = "MODE,...",
            defaultValue = "knet",
            split = ",",
            hideParamSyntax = true,
            description = "Ways to serve the rings (default: ${DEFAULT-VALUE}).")
    private List<String> modes;

    @Option(
            names = "--cpus",
            paramLabel = "N,...",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Numbers of processors, 1 to 256 (default: model 2,4,8,16, scale"
                            + " 1,2,4,8,16,32,64).")
    private List<Integer> cpus; // Null: not given.

    /** In the order asked for. */
    List<Mode> modes() {
        return WayOptions.modes(spec, modes);
    }

    /**
     * Numbers of processors, none twice.
     *
     * @param usual unless the user gave some
     */
    List<Integer> cpus(final List<Integer> usual) {
        final List<Integer> counts = cpus == null ? usual : cpus;
        WayOptions.processors(spec, counts);
        return counts;
    }
}
