package knet.tools.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import knet.tools.report.HtmlReport;
import knet.tools.report.RunCsv;
import knet.tools.report.RunJson;
import knet.tools.report.RunResult;
import knet.tools.report.RunTable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The forms in which a run's result is wanted. */
final class ReportOptions {
    @Mixin private FormatOption format;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write the result as one self-contained HTML page.")
    private Path report;

    /**
     * Fails, before a long run, if the page could not be written after it.
     *
     * @throws Failure that names the file
     */
    void check() throws IOException {
        if (report != null) {
            OutputFile.check(report, List.of());
        }
    }

    /** Prints, and writes the page. */
    void print(final RunResult run, final Console console) throws IOException {
        if (report != null) {
            Files.writeString(report, HtmlReport.toString(run), StandardCharsets.UTF_8);
        }
        if (format.get() != OutputFormat.table) {
            run.warnings().forEach(console::warn); // the table holds them
        }
        console.out()
                .print(
                        switch (format.get()) {
                            case table -> RunTable.toString(run);
                            case json -> RunJson.toString(run);
                            case csv -> RunCsv.toString(run);
                        });
    }
}
