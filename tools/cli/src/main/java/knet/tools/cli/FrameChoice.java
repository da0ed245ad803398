package knet.tools.cli;

import java.io.IOException;
import knet.traces.FrameSource;
import knet.traces.filter.BpfFilter;
import knet.traces.filter.FilteredSource;
import knet.traces.source.LimitedSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which frames of an input to take, and what to make of a damaged one. */
final class FrameChoice {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

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

    private BpfFilter compiled;

    /** Checks the options; to be called before anything is opened. */
    void check() throws IOException {
        Arguments.atLeast(spec, "--limit", limit, 0);
        try {
            compiled = filter == null ? null : BpfFilter.compile(filter);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--filter: " + e.getMessage());
        }
    }

    /** The frames of a source that were chosen. The result owns the source. */
    FrameSource of(final FrameSource source) {
        final FrameSource filtered =
                compiled == null ? source : new FilteredSource(source, compiled);
        return limit == null ? filtered : new LimitedSource(filtered, limit);
    }

    /** Null if none was given. */
    String filter() {
        return filter;
    }

    /** Long.MAX_VALUE if none was given. */
    long limit() {
        return limit == null ? Long.MAX_VALUE : limit;
    }

    boolean strict() {
        return strict;
    }

    /**
     * Says what was wrong with a capture, null if nothing was.
     *
     * @return the exit code for it
     */
    int report(final String damage, final Console console) {
        if (damage == null) {
            return Exit.DONE;
        }
        if (strict) {
            throw new Failure(damage);
        }
        console.warn(damage);
        return Exit.DONE;
    }
}
