package knet.tools.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import knet.firmware.Classifier;
import knet.firmware.Decisions;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareCounters;
import knet.traces.Frame;
import knet.traces.FrameSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code knet classify}: decisions alone, without a device. */
@Command(
        name = "classify",
        description = "Print the classifier's decision on every frame: no rings, no host.",
        footer = {"", "Example:  knet classify a.pcap --firmware flow-hash:key=symmetric"})
final class Classify implements Callable<Integer> {
    private static final int CHUNK_CHARS = 1 << 15;

    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;
    @Mixin private FirmwareOptions firmware;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "csv",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    private final Console console;

    Classify(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        final Classifier classifier = firmware.create();
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
        final StringBuilder text = new StringBuilder(CHUNK_CHARS + 128);
        final DecisionWriter writer = DecisionWriter.of(format);
        final Frame frame = new Frame();
        writer.begin(text);
        while (source.next(frame)) {
            decisions.decide(frame.buffer(), frame.offset(), frame.length(), frame.timestampNs());
            writer.append(decisions, text);
            if (text.length() >= CHUNK_CHARS && !flush(text)) {
                return; // the reader has gone
            }
        }
        writer.end(text);
        flush(text);
    }

    private boolean flush(final StringBuilder text) {
        console.out().append(text);
        text.setLength(0);
        return !console.isReaderGone();
    }
}
