package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareImage;
import knet.firmware.FirmwareSpec;
import knet.tools.cli.firmware.DiffReport;
import knet.tools.cli.firmware.DiffRun;
import knet.tools.cli.firmware.DiffTally;
import knet.tools.cli.firmware.ExplainedDecisions;
import knet.traces.Frame;
import knet.traces.FrameSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet firmware diff}: where two classifiers differ, and why. */
@Command(
        name = "diff",
        customSynopsis = {
            "knet firmware diff [OPTIONS] A B FILE...",
            "       knet firmware diff [OPTIONS] --journals DIR1 DIR2"
        },
        description =
                "Say which packets and flows B sends to another queue than A, why, and what it does"
                        + " to balance and flows.",
        footer = {
            "",
            "A and B are classifiers as --firmware takes them. Both see the same frames, with queues",
            "that are always empty and polled: one that looks at load sees none. What it does under",
            "load is in the journals of two runs (knet replay --journal); of them only balance and",
            "packets can be told. csv lists the packets that go elsewhere, one a line.",
            "",
            InputOptions.NUMBERS,
            "",
            "Example:  knet firmware diff flow-hash ./LeastLoaded.java a.pcap --queues 8"
        })
final class FirmwareDiff implements Callable<Integer> {
    private static final int CHUNK_CHARS = 1 << 15;
    private static final String CSV_HEADER = "packet,queueA,queueB,traffic,cause\n";

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;
    @Mixin private FormatOption format;

    @Option(
            names = "--queues",
            paramLabel = "N",
            defaultValue = "4",
            description = "Receive queues, 1 to 256 (default: ${DEFAULT-VALUE}).")
    private int queues;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of whatever is random in a classifier (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--journals",
            arity = "2",
            paramLabel = "DIR",
            description = "Compare the decisions in two journals, of the last run in each.")
    private List<Path> journals;

    private final Console console;

    FirmwareDiff(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Arguments.between(spec, "--queues", queues, 1, FirmwareOptions.MAX_QUEUES);
        if (journals != null) {
            if (input.isGiven()) {
                throw Arguments.bad(spec, "--journals DIR1 DIR2 goes without classifiers and FILE");
            }
            return ofJournals();
        }
        final String nameA = classifier("A");
        final String nameB = classifier("B");
        input.check();
        final DiffTally tally = new DiffTally(queues);
        final DiffRun run = new DiffRun(decisions(nameA), decisions(nameB), tally);
        try (FrameSource source = input.open()) {
            if (format.get() == OutputFormat.csv) {
                list(source, run);
            } else {
                final Frame frame = new Frame();
                while (source.next(frame)) {
                    run.next(frame, input.frameNumber());
                }
                tally.failure(run.failure());
                print(
                        new DiffReport(
                                nameA,
                                nameB,
                                String.join(", ", input.names()),
                                List.of(explainer(nameA), explainer(nameB)),
                                tally,
                                notes(run)));
            }
            return input.report(source, console);
        }
    }

    /** What explains a decision on the same frames. */
    private String explainer(final String firmware) {
        final StringBuilder words = new StringBuilder("knet firmware explain ");
        words.append(input.store() == null ? "" : "--store ");
        input.names().forEach(name -> words.append(CommandText.quote(name)).append(' '));
        if (input.from() != null) {
            words.append("--from ").append(CommandText.quote(input.from())).append(' ');
        }
        if (input.choice().filter() != null) {
            words.append("--filter ")
                    .append(CommandText.quote(input.choice().filter()))
                    .append(' ');
        }
        words.append("--queues ").append(queues);
        words.append(seed == 1 ? "" : " --seed " + seed);
        return words.append(" --firmware ").append(CommandText.quote(firmware)).toString();
    }

    private String classifier(final String which) {
        final String name = input.takeFirst();
        if (name == null) {
            throw Arguments.bad(spec, "the classifier " + which + " is missing: A B FILE");
        }
        return name;
    }

    /** One version of a file for both of the instances. */
    private ExplainedDecisions decisions(final String name) {
        final FirmwareSpec firmware = FirmwareNames.parse(spec, name);
        final FirmwareImage image = FirmwareNames.find(spec, firmware);
        try {
            return new ExplainedDecisions(() -> OwnFirmware.create(image, queues), queues, seed);
        } catch (final FirmwareException e) {
            throw Arguments.bad(spec, "", e);
        }
    }

    private static List<String> notes(final DiffRun run) {
        final List<String> notes = new ArrayList<>();
        if (run.failures() > 0) {
            notes.add(
                    run.failures()
                            + " calls threw or gave a queue that does not exist; those frames went"
                            + " to queue 0");
        }
        return notes;
    }

    /** The packets that differ, one a line. */
    private void list(final FrameSource source, final DiffRun run) {
        final StringBuilder text = new StringBuilder(CSV_HEADER);
        final Frame frame = new Frame();
        while (source.next(frame)) {
            if (run.next(frame, input.frameNumber())) {
                text.append(
                        Csv.line(
                                input.frameNumber(),
                                run.queueA(),
                                run.queueB(),
                                run.traffic(),
                                run.cause()));
            }
            if (text.length() >= CHUNK_CHARS && !flush(text)) {
                return; // the reader has gone
            }
        }
        flush(text);
    }

    private boolean flush(final StringBuilder text) {
        console.out().append(text);
        text.setLength(0);
        return !console.isReaderGone();
    }

    private Integer ofJournals() throws IOException {
        final Path first = journals.get(0);
        final Path second = journals.get(1);
        final JournalPair pair = JournalPair.open(first, second);
        final List<String> notes = new ArrayList<>();
        notes.add(
                "Journals hold no headers, so that nothing is known of flows, and not how many"
                        + " queues there were: the last one here is the last that got a packet.");
        if (!pair.note().isEmpty()) {
            notes.add(pair.note());
        }
        if (format.get() == OutputFormat.csv) {
            final StringBuilder text = new StringBuilder(CSV_HEADER);
            pair.compare(
                    (number, queueA, queueB, traffic, cause) -> {
                        text.append(Csv.line(number, queueA, queueB, traffic, cause));
                        if (text.length() >= CHUNK_CHARS) {
                            flush(text);
                        }
                    });
            flush(text);
        } else {
            final DiffTally tally = pair.compare((number, a, b, traffic, cause) -> {});
            print(
                    new DiffReport(
                            pair.firmwareA() + " (" + first + ")",
                            pair.firmwareB() + " (" + second + ")",
                            "two journals",
                            List.of(),
                            tally,
                            notes));
        }
        return Exit.DONE;
    }

    private void print(final DiffReport report) {
        console.out().print(format.get() == OutputFormat.json ? report.json() : report.table());
    }
}
