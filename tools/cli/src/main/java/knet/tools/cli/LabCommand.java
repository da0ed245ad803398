package knet.tools.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code knet lab}: experiments in virtual time. */
@Command(
        name = "lab",
        synopsisSubcommandLabel = "COMMAND",
        description = "Experiments in virtual time: the papers' figures, and your own.")
final class LabCommand implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    /** With its experiments. */
    static CommandLine of(final Console console) {
        return new CommandLine(new LabCommand())
                .addSubcommand("livelock", new LabLivelock(console))
                .addSubcommand("model", new LabModel(console))
                .addSubcommand("scale", new LabScale(console))
                .addSubcommand("calibrate", new LabCalibrate(console))
                .addSubcommand("validate", new LabValidate(console));
    }

    @Override
    public void run() {
        throw Arguments.bad(
                spec,
                "an experiment is missing: " + String.join(", ", spec.subcommands().keySet()));
    }
}
