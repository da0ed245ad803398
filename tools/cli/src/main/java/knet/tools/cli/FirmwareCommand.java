package knet.tools.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code knet firmware}: prototyping of classifiers. */
@Command(
        name = "firmware",
        synopsisSubcommandLabel = "COMMAND",
        description = "Classifiers: what there is and how it is configured.")
final class FirmwareCommand implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    /** With its own sub-commands. */
    static CommandLine of(final Console console) {
        return new CommandLine(new FirmwareCommand())
                .addSubcommand("list", new FirmwareList(console));
    }

    @Override
    public void run() {
        throw Arguments.bad(
                spec, "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
    }
}
