package knet.tools.cli;

import picocli.CommandLine.Option;

/** {@code --format table|json|csv}, wherever a result is printed. */
final class FormatOption {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    OutputFormat get() {
        return format;
    }
}
