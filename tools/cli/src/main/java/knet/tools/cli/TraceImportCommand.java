package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import knet.traces.Captures;
import knet.traces.FrameSource;
import knet.traces.store.TraceImport;
import knet.traces.store.TraceStoreWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code knet trace import}: captures into a trace store. */
@Command(
        name = "import",
        description = "Append captures to a trace store, which is made if it is not there.",
        footer = {
            "",
            "An import that is killed leaves a store that opens and holds every frame that was",
            "acknowledged. Ctrl-C ends it in good order."
        })
final class TraceImportCommand implements Callable<Integer> {
    @Mixin private CommonOptions common;
    @Mixin private FrameChoice choice;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Captures: pcap or pcapng, plain or gzip.")
    private List<Path> files;

    @Option(
            names = "--store",
            required = true,
            paramLabel = "DIR",
            description = "The trace store.")
    private Path store;

    @Option(
            names = "--acknowledge",
            description = "Print a line whenever more frames are safe: acknowledged N.")
    private boolean acknowledge;

    private final Console console;

    TraceImportCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        choice.check();
        for (final Path file : files) {
            Captures.open(file).close(); // a misspelt name fails before anything is written
        }
        try (Interrupts interrupts = Interrupts.listen();
                TraceStoreWriter writer = TraceStoreWriter.open(store);
                Progress progress = new Progress(console, "importing", "frames", 1, -1)) {
            final long before = writer.frames();
            final TraceImport work =
                    new TraceImport(
                            writer,
                            frames -> onAcknowledged(frames, frames - before, progress),
                            interrupts::isRaised);
            long left = choice.limit();
            int code = Exit.DONE;
            for (final Path file : files) {
                if (interrupts.isRaised() || left == 0) {
                    break;
                }
                try (FrameSource source = choice.of(Captures.open(file))) {
                    left -= work.run(source, file.toString(), left);
                    code = Math.max(code, choice.report(source.damage(), console));
                }
            }
            progress.end();
            console.out()
                    .println(
                            "imported "
                                    + (writer.frames() - before)
                                    + " frames; "
                                    + store
                                    + " holds "
                                    + writer.frames());
            return code;
        }
    }

    private void onAcknowledged(final long frames, final long imported, final Progress progress) {
        progress.update(imported);
        if (acknowledge) {
            console.out().println("acknowledged " + frames);
            console.out().flush();
        }
    }
}
