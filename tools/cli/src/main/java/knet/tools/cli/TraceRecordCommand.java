package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import knet.traces.live.LiveConfig;
import knet.traces.live.LiveRecorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code knet trace record}: an interface into a trace store, until Ctrl-C. */
@Command(
        name = "record",
        description = "Record an interface into a trace store, until Ctrl-C or the limit.",
        footer = {
            "",
            "A replay follows the recording while it runs:",
            "  knet replay --store DIR --follow --rate original"
        })
final class TraceRecordCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(
            names = {"-i", "--interface"},
            required = true,
            paramLabel = "IF",
            description = "Interface, or any.")
    private String interfaceName;

    @Option(
            names = "--store",
            required = true,
            paramLabel = "DIR",
            description = "Trace store to append to; it is made if it is not there.")
    private Path store;

    @Option(
            names = "--filter",
            paramLabel = "EXPRESSION",
            defaultValue = "",
            description = "Record what matches: libpcap's language, as in tcpdump.")
    private String filter;

    @Option(names = "--limit", paramLabel = "N", description = "End after N frames.")
    private Long limit;

    @Option(
            names = "--acknowledge",
            description = "Print a line whenever more frames are safe: acknowledged N.")
    private boolean acknowledge;

    private final Console console;

    TraceRecordCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Arguments.atLeast(spec, "--limit", limit, 1);
        if (interfaceName.isEmpty()) {
            throw Arguments.bad(spec, "--interface must be a name, not empty");
        }
        try (Interrupts interrupts = Interrupts.listen();
                Progress progress = new Progress(console, "recording", "frames", 1, -1)) {
            final LiveRecorder.Recording recording =
                    LiveRecorder.record(
                            LiveConfig.recording(interfaceName, filter),
                            store,
                            limit == null ? Long.MAX_VALUE : limit,
                            frames -> onAcknowledged(frames, progress),
                            interrupts::isRaised);
            progress.end();
            if (recording.damage() != null) {
                console.warn(recording.damage());
            }
            console.out().println("recorded " + recording.frames() + " frames into " + store);
            console.out().flush();
            return interrupts.isRaised() ? Exit.INTERRUPTED : Exit.DONE;
        }
    }

    private void onAcknowledged(final long frames, final Progress progress) {
        progress.update(frames);
        if (acknowledge) {
            console.out().println("acknowledged " + frames);
            console.out().flush();
        }
    }
}
