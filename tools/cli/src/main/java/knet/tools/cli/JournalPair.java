package knet.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import knet.firmware.FirmwareSpec;
import knet.firmware.PacketKind;
import knet.nic.journal.JournalReader;
import knet.tools.cli.firmware.DiffTally;
import knet.tools.cli.firmware.JournalCause;
import knet.tools.report.Units;

/**
 * Two journals side by side, of each its last run. They are of the same capture as far as a journal
 * can tell: as many frames, of the same lengths and times if both hold a hash of these, and each of
 * the same kind; the kinds of IP may differ where a classifier looks into tunnels.
 */
final class JournalPair {
    private final Path first;
    private final Path second;
    private final Last lastA;
    private final Last lastB;
    private int queues = 1;

    private JournalPair(final Path first, final Path second, final Last lastA, final Last lastB) {
        this.first = first;
        this.second = second;
        this.lastA = lastA;
        this.lastB = lastB;
    }

    /** Told of each frame that the two send to different queues. */
    @FunctionalInterface
    interface Difference {
        void found(long number, int queueA, int queueB, String traffic, String cause);
    }

    /** What the last run of a journal is. */
    private static final class Last extends JournalRuns {
        private final Set<String> firmwares = new LinkedHashSet<>();

        /** Hashes of the capture by numbers of frames; empty if it is not one alone. */
        private final NavigableMap<Long, Long> captures = new TreeMap<>();

        private boolean isOneCapture = true;
        private long decisions;
        private long firstFrame;
        private int of;

        private void reset() {
            if (run() != of) {
                of = run();
                decisions = 0;
                firmwares.clear();
                captures.clear();
                isOneCapture = true;
            }
        }

        @Override
        void loaded(final long frameNumber) {
            reset();
            firmwares.add(firmware());
        }

        @Override
        void captured(final long frames, final long hash) {
            // A device that lives on numbers the frames of its next wire on.
            isOneCapture &= captures.isEmpty() || frames > captures.lastKey();
            if (isOneCapture) {
                captures.put(frames, hash);
            } else {
                captures.clear();
            }
        }

        @Override
        void decided(final long frame, final int hash, final int queue, final PacketKind kind) {
            reset();
            if (decisions++ == 0) {
                firstFrame = frame;
            }
            firmwares.add(firmware());
        }
    }

    /** Reads one journal's decisions of one run, one by one. */
    private static final class Cursor extends JournalRuns implements AutoCloseable {
        private final JournalReader reader;
        private final int wanted;
        private boolean isFound;
        private long frame;
        private int hash;
        private int queue;
        private PacketKind kind;

        Cursor(final Path directory, final int wanted) throws IOException {
            this.reader = JournalReader.open(directory);
            this.wanted = wanted;
        }

        boolean next() throws IOException {
            isFound = false;
            while (!isFound) {
                if (!reader.next(this)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        void decided(
                final long frameNumber,
                final int hashOfFrame,
                final int queueOfFrame,
                final PacketKind kindOfFrame) {
            isFound = run() == wanted;
            frame = frameNumber;
            hash = hashOfFrame;
            queue = queueOfFrame;
            kind = kindOfFrame;
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /**
     * Opens both.
     *
     * @throws Failure if they cannot be of the same frames; one line
     */
    static JournalPair open(final Path first, final Path second) throws IOException {
        final JournalPair pair = new JournalPair(first, second, last(first), last(second));
        if (pair.lastA.decisions != pair.lastB.decisions) {
            throw new Failure(
                    first
                            + " holds "
                            + Units.plural(pair.lastA.decisions, "decision")
                            + " and "
                            + second
                            + " "
                            + Units.count(pair.lastB.decisions)
                            + ": they are not of the same frames");
        }
        pair.checkCapture();
        pair.check();
        return pair;
    }

    private static Last last(final Path directory) throws IOException {
        final Last last = new Last();
        try (JournalReader reader = JournalReader.open(directory)) {
            while (reader.next(last)) {
                // it counts
            }
        }
        if (last.decisions == 0) {
            throw new Failure(directory + ": its last run holds no decisions");
        }
        return last;
    }

    private void checkCapture() {
        for (final Map.Entry<Long, Long> capture : lastA.captures.entrySet()) {
            final Long other = lastB.captures.get(capture.getKey());
            if (other != null && !other.equals(capture.getValue())) {
                throw new Failure(
                        "the first "
                                + Units.plural(capture.getKey(), "frame")
                                + " of "
                                + first
                                + " and of "
                                + second
                                + " differ in length or time: they are not of the same capture");
            }
        }
    }

    /** What is to be known of the pair, one line; empty if nothing is. */
    String note() {
        final List<String> without = new ArrayList<>();
        if (lastA.captures.isEmpty()) {
            without.add(first.toString());
        }
        if (lastB.captures.isEmpty()) {
            without.add(second.toString());
        }
        return without.isEmpty()
                ? ""
                : String.join(" and ", without)
                        + " does not say what capture it is of: that both are of the same is known"
                        + " of the number and the kinds of their frames alone.";
    }

    /** Of all frames, before anything is printed. */
    private void check() throws IOException {
        try (Cursor a = new Cursor(first, lastA.run());
                Cursor b = new Cursor(second, lastB.run())) {
            while (a.next() && b.next()) {
                if (a.frame - lastA.firstFrame != b.frame - lastB.firstFrame
                        || !isSameFrame(a.kind, b.kind)) {
                    throw new Failure(
                            "frame "
                                    + a.frame
                                    + " is "
                                    + a.kind.label()
                                    + " in "
                                    + first
                                    + " and "
                                    + b.kind.label()
                                    + " in "
                                    + second
                                    + ": they are not of the same capture");
                }
                queues = Math.max(queues, 1 + Math.max(a.queue, b.queue));
            }
        }
    }

    private boolean isSameFrame(final PacketKind a, final PacketKind b) {
        // Nothing looks into a fragment, so that no tunnel can make one of another kind.
        return a == b
                || a.isIp()
                        && b.isIp()
                        && (looksInside(lastA) && !b.isFragment()
                                || looksInside(lastB) && !a.isFragment());
    }

    /** Of a user's own it is not known. */
    private static boolean looksInside(final Last last) {
        return last.firmwares.stream()
                .anyMatch(firmware -> firmware.contains("inner=true") || isOwn(firmware));
    }

    private static boolean isOwn(final String firmware) {
        final String name = firmware.split(":", 2)[0];
        return name.indexOf('.') >= 0 || name.indexOf('/') >= 0;
    }

    /**
     * Compares them.
     *
     * @param sink told of each difference
     */
    DiffTally compare(final Difference sink) throws IOException {
        final DiffTally tally = new DiffTally(queues);
        final Map<String, String> shown = new HashMap<>();
        try (Cursor a = new Cursor(first, lastA.run());
                Cursor b = new Cursor(second, lastB.run())) {
            while (a.next() && b.next()) {
                tally.packet(a.queue, b.queue);
                if (a.queue != b.queue) {
                    final String cause =
                            JournalCause.of(
                                    shown.computeIfAbsent(a.firmware(), FirmwareSpec::shown),
                                    a.hash,
                                    shown.computeIfAbsent(b.firmware(), FirmwareSpec::shown),
                                    b.hash);
                    tally.differs(a.frame, a.kind.label(), cause, a.queue, b.queue);
                    sink.found(a.frame, a.queue, b.queue, a.kind.label(), cause);
                }
            }
        }
        return tally;
    }

    /** What decided, in its order if that was exchanged. */
    String firmwareA() {
        return shown(lastA);
    }

    String firmwareB() {
        return shown(lastB);
    }

    private static String shown(final Last last) {
        return String.join(", then ", last.firmwares.stream().map(FirmwareSpec::shown).toList());
    }
}
