package knet.traces.store;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a journal says. Lines, their fields separated by one space, names and sentences
 * percent-encoded:
 *
 * <pre>
 *   knet-trace-store 1
 *   source FIRST-FRAME NAME         a capture begins at that frame
 *   link NAME                       it holds this link type
 *   acknowledged FRAMES             the store holds at least so many frames
 *   end FRAMES [DAMAGE]             the capture ended; the store holds so many
 * </pre>
 */
final class JournalState {
    static final String FIRST_LINE = "knet-trace-store 1";

    private final List<StoredSource> sources = new ArrayList<>();
    private final Set<String> linkTypes = new LinkedHashSet<>();
    private long acknowledgedFrames;

    List<StoredSource> sources() {
        return List.copyOf(sources);
    }

    String[] linkTypes() {
        return linkTypes.toArray(new String[0]);
    }

    long acknowledgedFrames() {
        return acknowledgedFrames;
    }

    static String sourceLine(final long firstFrame, final String name) {
        return "source " + firstFrame + " " + encode(name);
    }

    static String linkLine(final String name) {
        return "link " + encode(name);
    }

    static String acknowledgedLine(final long frames) {
        return "acknowledged " + frames;
    }

    static String endLine(final long frames, final String damage) {
        return "end " + frames + (damage == null ? "" : " " + encode(damage));
    }

    private static String encode(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Takes a whole line in.
     *
     * @throws IllegalArgumentException if it is none of the above
     */
    void apply(final String line) {
        final String[] fields = line.split(" ", -1);
        switch (fields[0]) {
            case "source" -> begin(frames(fields, 3), decode(fields[2]));
            case "link" -> {
                require(fields.length == 2);
                linkTypes.add(decode(fields[1]));
            }
            case "acknowledged" -> acknowledge(frames(fields, 2));
            case "end" -> {
                require(fields.length == 2 || fields.length == 3);
                acknowledge(frames(fields, fields.length));
                end(fields.length == 3 ? decode(fields[2]) : null);
            }
            default -> throw new IllegalArgumentException(line);
        }
    }

    private void begin(final long firstFrame, final String name) {
        sources.add(new StoredSource(name, firstFrame, false, null));
    }

    private void acknowledge(final long frames) {
        require(frames >= acknowledgedFrames);
        acknowledgedFrames = frames;
    }

    private void end(final String damage) {
        require(!sources.isEmpty());
        final int last = sources.size() - 1;
        final StoredSource source = sources.get(last);
        sources.set(last, new StoredSource(source.name(), source.firstFrame(), true, damage));
    }

    private static long frames(final String[] fields, final int expectedFields) {
        require(fields.length == expectedFields);
        final long frames = Long.parseLong(fields[1]);
        require(frames >= 0);
        return frames;
    }

    private static String decode(final String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void require(final boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }
}
