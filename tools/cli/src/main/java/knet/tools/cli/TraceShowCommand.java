package knet.tools.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import knet.tools.cli.trace.PacketText;
import knet.traces.Frame;
import knet.traces.FrameSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code knet trace show}: frames in words. */
@Command(
        name = "show",
        description = "Print frames in words: number, seconds, bytes on the wire, what it is.")
final class TraceShowCommand implements Callable<Integer> {
    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;

    @Option(
            names = "--full",
            description = "Every field of every header, and the payload in hexadecimal.")
    private boolean full;

    private final Console console;

    TraceShowCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        final Frame frame = new Frame();
        final PacketText text = new PacketText(full);
        try (FrameSource source = input.open()) {
            while (source.next(frame)) {
                console.out().print(text.of(frame));
                if (console.isReaderGone()) {
                    return Exit.DONE;
                }
            }
            return input.report(source, console);
        }
    }
}
