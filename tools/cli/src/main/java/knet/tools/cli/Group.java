package knet.tools.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only has commands. */
@Command(synopsisSubcommandLabel = "COMMAND")
abstract sealed class Group implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Override
    public void run() {
        throw Arguments.bad(
                spec, "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** {@code knet firmware}. */
    @Command(
            name = "firmware",
            description = "Classifiers: which there are, and the workbench for one's own.")
    static final class Firmware extends Group {
        static CommandLine of(final Console console) {
            return new CommandLine(new Firmware())
                    .addSubcommand("list", new FirmwareList(console))
                    .addSubcommand("new", new FirmwareNew(console))
                    .addSubcommand("check", new FirmwareCheck(console))
                    .addSubcommand("bench", new FirmwareBench(console))
                    .addSubcommand("sweep", new FirmwareSweep(console))
                    .addSubcommand("export", new FirmwareExport(console))
                    .addSubcommand("import", new FirmwareImport(console))
                    .addSubcommand("diff", new FirmwareDiff(console))
                    .addSubcommand("explain", new FirmwareExplain(console));
        }
    }

    /** {@code knet trace}. */
    @Command(name = "trace", description = "Captures and the trace store.")
    static final class Trace extends Group {
        static CommandLine of(final Console console) {
            return new CommandLine(new Trace())
                    .addSubcommand("info", new TraceInfoCommand(console))
                    .addSubcommand("import", new TraceImportCommand(console))
                    .addSubcommand("export", new TraceExportCommand(console))
                    .addSubcommand("record", new TraceRecordCommand(console))
                    .addSubcommand("show", new TraceShowCommand(console))
                    .addSubcommand("generate", generate(console));
        }

        private static CommandLine generate(final Console console) {
            final CommandLine generate = new CommandLine(new TraceGenerateCommand(console));
            generate.getCommandSpec()
                    .usageMessage()
                    .footerHeading("%nKeys:%n")
                    .footer(TraceGenerateCommand.footer());
            return generate;
        }
    }
}
