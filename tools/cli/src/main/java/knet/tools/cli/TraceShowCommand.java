package knet.tools.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.show.TraceShow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code knet trace show}: frames in words. */
@Command(
        name = "show",
        description = "Print frames in words: number, time (UTC), what it is, bytes on the wire.",
        footer = {"", InputOptions.NUMBERS, "", "Example:  knet trace show a.pcap --limit 20"})
final class TraceShowCommand implements Callable<Integer> {
    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;

    @Option(
            names = "--full",
            description = "Every field of every header, and every byte in hexadecimal.")
    private boolean full;

    private final Console console;

    TraceShowCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        final Frame frame = new Frame();
        final TraceShow show = new TraceShow();
        try (FrameSource source = input.open()) {
            while (source.next(frame)) {
                final long number = input.frameNumber();
                console.out()
                        .print(full ? show.detail(number, frame) + "\n" : show.line(number, frame));
                if (console.isReaderGone()) {
                    return Exit.DONE;
                }
            }
            return input.report(source, console);
        }
    }
}
