package knet.tools.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import knet.firmware.Classifier;
import knet.firmware.Decisions;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounters;
import knet.firmware.WatchedClassifier;
import knet.traces.Frame;
import knet.traces.FrameSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code knet classify}: decisions alone, without a device. */
@Command(
        name = "classify",
        description = "Print the classifier's decision on every frame: no rings, no host.",
        footer = {
            "",
            InputOptions.NUMBERS,
            "",
            "What the decisions come to for each queue follows them in a table or as JSON; with csv"
                    + " it goes to stderr, if that is a terminal.",
            "",
            "Example:  knet classify a.pcap --firmware flow-hash:key=symmetric --summary"
        })
final class Classify implements Callable<Integer> {
    private static final int CHUNK_CHARS = 1 << 15;

    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;
    @Mixin private FirmwareOptions firmware;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: csv; with --summary table).")
    private OutputFormat format;

    @Option(names = "--summary", description = "Print the figures per queue, not each decision.")
    private boolean summaryAlone;

    private final Console console;

    Classify(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        final Classifier classifier = WatchedClassifier.of(firmware.create());
        final int queues = firmware.queues();
        try (FrameSource source = input.open()) {
            new FirmwareContext(queues, 0, firmware.seed(), FirmwareCounters.inMemory())
                    .start(classifier);
            final Decisions decisions = new Decisions(classifier, queues);
            print(source, decisions);
            if (decisions.exceptions() + decisions.outOfRange() > 0) {
                console.warn(
                        firmware.spec()
                                + ": "
                                + decisions.exceptions()
                                + " exceptions, "
                                + decisions.outOfRange()
                                + " queues out of range; those frames went to queue 0");
            }
            return input.report(source, console);
        }
    }

    private void print(final FrameSource source, final Decisions decisions) {
        if (format == null) {
            format = summaryAlone ? OutputFormat.table : OutputFormat.csv;
        }
        final boolean isCsv = format == OutputFormat.csv;
        final DecisionSummary summary =
                summaryAlone || !isCsv || console.errIsTerminal()
                        ? new DecisionSummary(firmware.spec().toString(), firmware.queues())
                        : null;
        if (!decide(source, decisions, summary)) {
            return; // the reader has gone
        }
        if (summaryAlone) {
            console.out().print(summaryText(summary));
        } else if (isCsv && summary != null) {
            console.out().flush();
            if (console.outIsTerminal()) {
                console.say(""); // parts it from the decisions
            }
            summary.table().lines().forEach(console::say);
        }
    }

    private boolean decide(
            final FrameSource source, final Decisions decisions, final DecisionSummary summary) {
        final StringBuilder text = new StringBuilder(CHUNK_CHARS + 128);
        final DecisionWriter writer = summaryAlone ? null : DecisionWriter.of(format);
        final Frame frame = new Frame();
        if (writer != null) {
            writer.begin(text);
        }
        while (source.next(frame)) {
            decisions.decide(frame.buffer(), frame.offset(), frame.length(), frame.timestampNs());
            if (summary != null) {
                summary.add(frame, decisions.packet(), decisions.queue());
            }
            if (writer != null) {
                writer.append(input.frameNumber(), decisions, text);
                if (text.length() >= CHUNK_CHARS && !flush(text)) {
                    return false;
                }
            }
        }
        if (writer != null) {
            writer.end(summary, text);
        }
        return flush(text);
    }

    private String summaryText(final DecisionSummary summary) {
        return switch (format) {
            case table -> summary.table();
            case csv -> summary.csv();
            case json -> {
                final StringBuilder text = new StringBuilder("{\"schema\": 1,\n");
                summary.appendJson(text);
                yield text.append("}\n").toString();
            }
        };
    }

    private boolean flush(final StringBuilder text) {
        console.out().append(text);
        text.setLength(0);
        return !console.isReaderGone();
    }
}
