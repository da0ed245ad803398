package knet.tools.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import knet.tools.report.HtmlReport;
import knet.tools.report.RunCsv;
import knet.tools.report.RunResult;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The forms in which a run's result is wanted. */
final class ReportOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin private FormatOption format;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write the result as one self-contained HTML page.")
    private Path report;

    /**
     * Fails, before a long run, if the page could not be written after it.
     *
     * @param inputs that are read meanwhile
     * @throws Failure that names the file
     */
    void check(final List<Path> inputs) throws IOException {
        if (report != null) {
            final String name = report.toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".json") || name.endsWith(".csv")) {
                throw Arguments.bad(
                        spec,
                        "--report writes an HTML page, not "
                                + name.substring(name.lastIndexOf('.') + 1)
                                + ": take --format and redirect the output");
            }
            OutputFile.check(report, inputs);
        }
    }

    /**
     * Fails if the form wanted has room for one result only.
     *
     * @throws Failure that says which forms have room for several
     */
    void checkSeveral() {
        if (report != null || format.get() == OutputFormat.csv) {
            throw new Failure(
                    (report != null ? "--report" : "--format csv")
                            + " shows one device: with several, take table or json");
        }
    }

    /**
     * Prints one result as {@link #print(Outcome, List, Console)}, several in turn or as an array.
     */
    void print(final List<Outcome> runs, final List<String> told, final Console console) {
        if (runs.size() == 1) {
            print(runs.get(0), told, console);
            return;
        }
        final boolean isJson = format.get() == OutputFormat.json;
        String separator = isJson ? "[" : "";
        for (final Outcome run : runs) {
            console.out().print(separator);
            print(run, told, console);
            separator = isJson ? "," : System.lineSeparator();
        }
        console.out().print(isJson ? "]" + System.lineSeparator() : "");
    }

    /** Where the page goes; null if none is wanted. */
    Path page() {
        return report;
    }

    /**
     * Prints, and writes the page.
     *
     * @param told warnings that the user has seen when they came up: they are not said again, but
     *     JSON and the page have them
     * @throws Failure if the page cannot be written; the result is printed by then
     */
    void print(final Outcome outcome, final List<String> told, final Console console) {
        final RunResult run = outcome.run();
        final List<String> news =
                run.warnings().stream().filter(warning -> !told.contains(warning)).toList();
        if (format.get() != OutputFormat.table) {
            news.forEach(console::warn); // the table holds them
        }
        console.out()
                .print(
                        switch (format.get()) {
                            case table -> outcome.table(news);
                            case json -> outcome.json();
                            case csv -> RunCsv.toString(run);
                        });
        console.out().flush();
        if (report != null) {
            OutputFile.write(
                    report,
                    () ->
                            Files.writeString(
                                    report, HtmlReport.toString(run), StandardCharsets.UTF_8));
        }
    }
}
