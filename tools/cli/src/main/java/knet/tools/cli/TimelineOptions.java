package knet.tools.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import knet.tools.cli.compare.Row;
import knet.tools.cli.compare.TimelineChart;
import knet.tools.lab.experiment.TimeText;
import knet.tools.lab.sim.Timeline;
import knet.tools.report.page.ChromeTrace;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Of which row, and of which time, to record what every processor does. */
final class TimelineOptions {
    private static final int MOST_SPANS = 200_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--timeline",
            paramLabel = "FILE.json",
            description =
                    "Write what every processor does when, of one row, for ui.perfetto.dev or"
                            + " chrome://tracing.")
    private Path file;

    @Option(
            names = "--timeline-row",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of this row, from 1 (default: ${DEFAULT-VALUE}).")
    private int row;

    @Option(
            names = "--window",
            paramLabel = "FROM+LENGTH",
            description =
                    "Of this virtual time, as 10ms+2ms (default: from the first frame until there is"
                            + " much to see).")
    private String window;

    /** Null if none is to be written. */
    Path file() {
        return file;
    }

    /**
     * Checks.
     *
     * @param rows that there will be
     * @param hasReport a page of the result shows a timeline too
     */
    void check(final int rows, final List<Path> inputs, final boolean hasReport)
            throws IOException {
        if (file == null && !hasReport) {
            for (final String option : List.of("--timeline-row", "--window")) {
                if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                    throw Arguments.bad(spec, option + " goes with --timeline or --report");
                }
            }
        }
        Arguments.between(spec, "--timeline-row", row, 1, rows);
        window();
        if (file != null) {
            OutputFile.check(file, inputs);
        }
    }

    /** From 0. */
    int row() {
        return row - 1;
    }

    /** What is to be recorded. */
    Timeline.Window window() {
        final long mostNs = knet.tools.report.page.Timeline.MAX_NS;
        if (window == null) {
            return new Timeline.Window(0, mostNs, MOST_SPANS);
        }
        final int plus = window.indexOf('+');
        try {
            if (plus < 0) {
                throw new IllegalArgumentException("expected FROM+LENGTH, as 10ms+2ms");
            }
            final long fromNs = TimeText.parseNs(window.substring(0, plus));
            final long lengthNs = TimeText.parseNs(window.substring(plus + 1));
            if (lengthNs == 0) {
                throw new IllegalArgumentException("the length must be more than 0");
            }
            if (fromNs > mostNs - lengthNs) {
                throw new IllegalArgumentException("it ends later than 100 days");
            }
            return new Timeline.Window(fromNs, fromNs + lengthNs, MOST_SPANS);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--window: " + e.getMessage());
        }
    }

    /** Writes the file, if one is wanted and the row was run; says so if nothing is in it. */
    void write(final List<Row> rows, final Console console) {
        for (final Row done : rows) {
            if (done.timeline() != null && done.timeline().spans().isEmpty()) {
                console.warn(
                        (window == null ? "timeline" : "--window " + window)
                                + ": nothing happened in that time");
            }
        }
        if (file == null) {
            return;
        }
        for (final Row done : rows) {
            if (done.timeline() != null) {
                OutputFile.write(file, () -> write(done));
                if (done.timeline().isFull()) {
                    console.warn(
                            file
                                    + ": ends after "
                                    + MOST_SPANS
                                    + " spans; --window FROM+LENGTH chooses others");
                }
                return;
            }
        }
        console.warn(file + ": not written, because its row was not run");
    }

    private void write(final Row done) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ChromeTrace.write(TimelineChart.of(done, MOST_SPANS), out);
        }
    }
}
