package knet.tools.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command takes. */
@Command(
        sortOptions = false,
        usageHelpWidth = 100,
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        parameterListHeading = "%n",
        descriptionHeading = "%n")
final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 1000,
            description = "Print this help and exit.")
    private boolean help;

    @Option(names = "--verbose", order = 1001, description = "Print stack traces of failures.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }
}
