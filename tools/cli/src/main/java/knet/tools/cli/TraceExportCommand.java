package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import knet.traces.FrameSource;
import knet.traces.pcap.FrameWriter;
import knet.traces.store.TraceExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code knet trace export}: frames of a store, or of captures, into a capture file. */
@Command(
        name = "export",
        description = "Write frames of a trace store, or of captures, to a capture file.",
        footer = {
            "",
            "Example:  knet trace export --store day1 --from +60 --output minute2.pcapng"
        })
final class TraceExportCommand implements Callable<Integer> {
    @Mixin private CommonOptions common;
    @Mixin private InputOptions input;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Capture to write: pcapng, or pcap if its name ends so.")
    private Path output;

    private final Console console;

    TraceExportCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (FrameSource source = input.open();
                FrameWriter writer = OutputFile.create(output, null, input.files())) {
            final long frames = TraceExport.run(source, writer, Long.MAX_VALUE);
            console.out().println("wrote " + frames + " frames to " + output);
            return input.report(source, console);
        }
    }
}
