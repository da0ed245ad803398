package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficParameter;
import knet.traces.generate.TrafficSpec;
import knet.traces.pcap.FrameWriter;
import knet.traces.store.TraceImport;
import knet.traces.store.TraceStoreWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code knet trace generate}: synthetic traffic into a capture file or a store. */
@Command(
        name = "generate",
        description = "Make synthetic traffic: the same specification, the same bytes.")
final class TraceGenerateCommand implements Callable<Integer> {
    private static final int FRAMES_PER_UPDATE = 16_384;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Parameters(
            paramLabel = "KEY=VALUE",
            arity = "0..*",
            description =
                    "What traffic, separated by blanks or commas; what is left out has its"
                            + " default.")
    private List<String> traffic = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Capture to write: pcapng, or pcap if its name ends so.")
    private Path output;

    @Option(names = "--store", paramLabel = "DIR", description = "Trace store to append to.")
    private Path store;

    private final Console console;

    TraceGenerateCommand(final Console console) {
        this.console = console;
    }

    /** The keys of a specification, and an example. */
    static String[] footer() {
        final List<String> lines = new ArrayList<>();
        for (final TrafficParameter parameter : TrafficSpec.PARAMETERS) {
            lines.add("  " + parameter.name() + "=" + parameter.defaultText());
            lines.add("      " + parameter.help() + " [" + parameter.type() + "]");
        }
        lines.add("");
        lines.add("Example:  knet trace generate flows=5000 zipf=1.1 size=60:7,1514:3 -o a.pcap");
        lines.add("The same without a file:  knet replay generate:flows=5000,zipf=1.1");
        return lines.toArray(String[]::new);
    }

    @Override
    public Integer call() throws IOException {
        final TrafficSpec parsed = parse();
        if ((output == null) == (store == null)) {
            throw Arguments.bad(spec, "either --output FILE or --store DIR is needed");
        }
        try (Interrupts interrupts = Interrupts.listen();
                FrameSource source = parsed.open();
                Progress progress = new Progress(console, "generating", "frames", 1, -1)) {
            final long frames =
                    store == null
                            ? write(source, parsed, interrupts, progress)
                            : append(source, parsed, interrupts, progress);
            progress.end();
            console.out()
                    .println("wrote " + frames + " frames to " + (store == null ? output : store));
        }
        return Exit.DONE;
    }

    private TrafficSpec parse() {
        try {
            final String joined =
                    traffic.stream()
                            .map(word -> word.replaceFirst("^generate:", ""))
                            .map(word -> word.replaceFirst(",$", ""))
                            .filter(word -> !word.isEmpty())
                            .collect(Collectors.joining(","));
            return TrafficSpec.parse(joined);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, e.getMessage());
        }
    }

    private long write(
            final FrameSource source,
            final TrafficSpec parsed,
            final Interrupts interrupts,
            final Progress progress)
            throws IOException {
        final Frame frame = new Frame();
        long frames = 0;
        try (FrameWriter writer = OutputFile.create(output, "generated: " + parsed, List.of())) {
            while (!interrupts.isRaised() && source.next(frame)) {
                writer.write(frame, FrameWriter.NO_QUEUE);
                frames++;
                if (frames % FRAMES_PER_UPDATE == 0) {
                    progress.update(frames);
                }
            }
        }
        return frames;
    }

    private long append(
            final FrameSource source,
            final TrafficSpec parsed,
            final Interrupts interrupts,
            final Progress progress)
            throws IOException {
        try (TraceStoreWriter writer = TraceStoreWriter.open(store)) {
            return new TraceImport(writer, progress::update, interrupts::isRaised)
                    .run(source, "generated: " + parsed, Long.MAX_VALUE);
        }
    }
}
