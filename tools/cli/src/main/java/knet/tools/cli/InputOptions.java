package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import knet.nic.port.WireSpec;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficSpec;
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

    private static final Pattern WIRE = Pattern.compile("(pcap|store|live|generate):.*");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin private FrameChoice choice;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = {
                "Captures, one after the other: pcap or pcapng, plain or gzip.",
                "Or generate:KEY=VALUE,... for synthetic traffic, see knet trace generate --help."
            })
    private List<String> words = List.of();

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
    private List<Path> files;
    private WireSpec generated;

    /** Takes the first word away, which is something else than a FILE; null if there is none. */
    String takeFirst() {
        if (words.isEmpty()) {
            return null;
        }
        final String first = words.get(0);
        words = List.copyOf(words.subList(1, words.size()));
        return first;
    }

    /** What was named elsewhere than on the command line, where nothing was. */
    void give(final List<String> names) {
        words = List.copyOf(names);
        read();
    }

    /** As the user spelt them; the store's name if it is one. */
    List<String> names() {
        read();
        return store != null && words.isEmpty() ? List.of(store.toString()) : words;
    }

    /** True if the user named any input. */
    boolean isGiven() {
        return store != null || !words.isEmpty();
    }

    /** The captures; none if the frames come from elsewhere. */
    List<Path> files() {
        read();
        return files;
    }

    /** What the NIC of a replay is connected to. */
    WireSpec wire() {
        read();
        if (generated != null) {
            return generated;
        }
        return store == null
                ? WireSpec.ofCaptures(files.stream().map(Path::toAbsolutePath).toList())
                : WireSpec.ofStore(store.toAbsolutePath());
    }

    /** Makes of the words what they stand for; a file of that name is a file. */
    private void read() {
        if (files != null) {
            return;
        }
        final List<Path> captures = new ArrayList<>();
        for (final String word : words) {
            if (word.isBlank()) {
                throw Arguments.bad(spec, "the name of a FILE is empty");
            }
            final WireSpec wire = wireOrNull(word);
            if (wire == null) {
                captures.add(path(word));
            } else if (words.size() > 1) {
                throw Arguments.bad(spec, "'" + word + "' does not go with other FILEs");
            } else {
                take(wire, captures);
            }
        }
        files = captures;
    }

    private void take(final WireSpec wire, final List<Path> captures) {
        try {
            switch (wire.kind()) {
                case PCAP -> captures.addAll(wire.files());
                case STORE -> {
                    if (store != null) {
                        throw Arguments.bad(spec, "either store:DIR or --store, not both");
                    }
                    store = Path.of(wire.argument());
                }
                case GENERATE -> {
                    TrafficSpec.parse(wire.argument());
                    generated = wire;
                }
                case LIVE ->
                        throw Arguments.bad(
                                spec,
                                "live:IF goes with knet nic --wire; or record it first: knet trace"
                                        + " record");
            }
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, e.getMessage());
        }
    }

    private WireSpec wireOrNull(final String word) {
        if (!WIRE.matcher(word).matches() || Files.exists(path(word))) {
            return null;
        }
        try {
            return WireSpec.parse(word);
        } catch (final IllegalArgumentException e) {
            throw Arguments.bad(spec, e.getMessage());
        }
    }

    private Path path(final String word) {
        try {
            return Path.of(word);
        } catch (final InvalidPathException e) {
            throw Arguments.bad(spec, "FILE: " + e.getMessage());
        }
    }

    /** Null if files were given. */
    Path store() {
        read();
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
        read();
        if (store == null && words.isEmpty()) {
            throw Arguments.bad(spec, "a FILE is missing, or --store");
        }
        if (store != null && (generated != null || !files.isEmpty())) {
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
        if (generated != null) {
            numbered = new NumberedSource(TrafficSpec.parse(generated.argument()).open(), 0);
            return choice.of(numbered);
        }
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
