package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import knet.traces.FrameSource;
import knet.traces.source.ConcatenatedSource;
import knet.traces.store.StorePosition;
import knet.traces.store.TraceStore;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Capture files, or a trace store, and which of its frames to take. */
final class InputOptions {
    /** For the help of commands that print numbers of frames. */
    static final String NUMBERS =
            "Frames are numbered from 0, by their position in the input, whatever --filter leaves"
                    + " out: add 1 for the frame.number of Wireshark and tshark, which begin anew"
                    + " with each file.";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin private FrameChoice choice;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Captures, one after the other: pcap or pcapng, plain or gzip.")
    private List<Path> files = List.of();

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Take the frames of a trace store instead of FILEs.")
    private Path store;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            description =
                    "Where in the store to begin: a frame's number (from 0), a time (2026-11-21T08:05:00Z,"
                            + " 1795248300.25), or seconds after the first frame (+2.5).")
    private String from;

    private NumberedSource numbered;

    /** As the user spelt them; the store's name if it is one. */
    List<String> names() {
        return store != null
                ? List.of(store.toString())
                : files.stream().map(Path::toString).toList();
    }

    List<Path> files() {
        return files;
    }

    /** Null if files were given. */
    Path store() {
        return store;
    }

    /** As the user wrote it; null for the beginning. */
    String from() {
        return from;
    }

    FrameChoice choice() {
        return choice;
    }

    /** Checks the options; to be called before anything is opened or made. */
    void check() throws IOException {
        choice.check();
        if (store == null && files.isEmpty()) {
            throw Arguments.bad(spec, "a FILE is missing, or --store");
        }
        if (store != null && !files.isEmpty()) {
            throw Arguments.bad(spec, "either FILEs or --store, not both");
        }
        if (store == null && from != null) {
            throw Arguments.bad(spec, "--from goes with --store");
        }
        position();
    }

    /** Where to begin in the store. */
    StorePosition position() {
        try {
            return from == null ? StorePosition.START : StorePosition.parse(from);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, "--from: " + e.getMessage());
        }
    }

    /** Opens it all as one source. */
    FrameSource open() throws IOException {
        check();
        if (store == null) {
            numbered = new NumberedSource(ConcatenatedSource.of(files), 0);
        } else {
            try (TraceStore opened = TraceStore.open(store)) {
                final long first = opened.indexOf(position());
                numbered = new NumberedSource(opened.read(StorePosition.ofIndex(first)), first);
            }
        }
        return choice.of(numbered);
    }

    /** Position in the whole input of the frame that the source gave last, from 0. */
    long frameNumber() {
        return numbered.frameNumber();
    }

    /**
     * Says what was wrong with the captures.
     *
     * @return the exit code for it
     */
    int report(final FrameSource source, final Console console) {
        return choice.report(source.damage(), console);
    }
}
