package knet.tools.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program itself: what it says without a command. */
@Command(
        name = "knet",
        synopsisSubcommandLabel = "COMMAND",
        description = "A software NIC with pluggable firmware, its driver, and network threads.",
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 done, also if the reader of the output ended first (| head); 1 failed;"
                    + " 2 bad arguments; 130 ended by Ctrl-C.",
            "",
            "Try:  knet replay traces/samples/web-64-clients.pcap --firmware flow-hash --queues 4"
        })
final class Knet implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    private boolean version;

    private final Console console;

    Knet(final Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a command is missing: " + String.join(", ", Commands.names()));
    }
}
