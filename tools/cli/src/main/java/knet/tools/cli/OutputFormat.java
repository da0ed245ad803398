package knet.tools.cli;

/** {@code --format}. */
enum OutputFormat {
    table,
    json,
    csv
}
