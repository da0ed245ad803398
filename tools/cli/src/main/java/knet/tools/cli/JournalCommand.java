package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import knet.nic.journal.JournalReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code knet journal}: what a run's classifier decided, from the journal that it kept. */
@Command(
        name = "journal",
        description = "Print the decisions in a journal that replay or nic kept with --journal.",
        footer = {
            "",
            "The columns are those of knet classify (packet,hash,queue,kind), then the firmware"
                    + " that",
            "decided, and the run, from 0: a journal that is used again is gone on with.",
            "",
            "Example:  knet replay a.pcap --journal j && knet journal j --limit 10"
        })
final class JournalCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Parameters(paramLabel = "DIR", description = "The journal.")
    private Path directory;

    @Option(
            names = "--summary",
            description = "Print what the journal holds instead: runs, firmware, frames per queue.")
    private boolean summary;

    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Begin at the frame of this number, in each run (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--limit", paramLabel = "N", description = "Print the first N decisions only.")
    private Long limit;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: csv, and table with --summary).")
    private OutputFormat format;

    private final Console console;

    JournalCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Arguments.atLeast(spec, "--limit", limit, 0);
        Arguments.atLeast(spec, "--from", from, 0);
        if (summary && (limit != null || from != 0)) {
            throw Arguments.bad(spec, "--summary is of the whole journal: no --from, no --limit");
        }
        try (JournalReader reader = JournalReader.open(directory)) {
            if (summary) {
                summarize(reader);
            } else {
                print(reader);
            }
        }
        return Exit.DONE;
    }

    private void summarize(final JournalReader reader) throws IOException {
        final JournalSummary sum = new JournalSummary();
        while (reader.next(sum)) {
            // it counts
        }
        console.out()
                .print(
                        switch (format == null ? OutputFormat.table : format) {
                            case table -> sum.table();
                            case json -> sum.json();
                            case csv -> sum.csv();
                        });
    }

    private void print(final JournalReader reader) throws IOException {
        final JournalPrinter printer =
                new JournalPrinter(
                        format == null ? OutputFormat.csv : format,
                        from,
                        limit == null ? Long.MAX_VALUE : limit);
        printer.begin();
        while (!printer.isFull() && reader.next(printer)) {
            if (printer.isLarge() && !flush(printer)) {
                return; // the reader has gone
            }
        }
        printer.end();
        flush(printer);
    }

    private boolean flush(final JournalPrinter printer) {
        console.out().append(printer.take());
        return !console.isReaderGone();
    }
}
