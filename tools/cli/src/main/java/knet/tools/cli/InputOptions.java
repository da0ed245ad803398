package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import knet.traces.FrameSource;
import knet.traces.filter.BpfFilter;
import knet.traces.filter.FilteredSource;
import knet.traces.source.ConcatenatedSource;
import knet.traces.source.LimitedSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Capture files, and which of their frames to take. */
final class InputOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Captures, one after the other: pcap or pcapng, plain or gzip.")
    private List<Path> files;

    @Option(
            names = "--filter",
            paramLabel = "EXPRESSION",
            description = "Take the frames that match: libpcap's language, as in tcpdump.")
    private String filter;

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N frames only.")
    private Long limit;

    @Option(
            names = "--strict",
            description = "Fail (exit code 1) if a capture is cut or corrupt, not only warn.")
    private boolean strict;

    List<Path> files() {
        return files;
    }

    /** As the user spelt them. */
    List<String> names() {
        return files.stream().map(Path::toString).toList();
    }

    boolean strict() {
        return strict;
    }

    /** Opens them all as one source. */
    FrameSource open() throws IOException {
        Arguments.atLeast(spec, "--limit", limit, 0);
        final BpfFilter compiled = filter == null ? null : compile();
        FrameSource source = ConcatenatedSource.of(files);
        if (compiled != null) {
            source = new FilteredSource(source, compiled);
        }
        return limit == null ? source : new LimitedSource(source, limit);
    }

    private BpfFilter compile() throws IOException {
        try {
            return BpfFilter.compile(filter);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--filter: " + e.getMessage());
        }
    }

    /**
     * Says what was wrong with the captures.
     *
     * @return the exit code for it
     */
    int report(final FrameSource source, final Console console) {
        if (source.damage() == null) {
            return Exit.DONE;
        }
        if (strict) {
            throw new Failure(source.damage());
        }
        console.warn(source.damage());
        return Exit.DONE;
    }
}
