package knet.tools.bench;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import knet.firmware.Classifier;
import knet.firmware.Decisions;
import knet.firmware.FirmwareContext;
import knet.firmware.FirmwareException;
import knet.firmware.WatchedClassifier;
import knet.firmware.check.AllocationMeter;

/**
 * What classifiers cost, side by side: in each run every one gets its turn, so that they share the
 * machine's moods, and each is held against the reference's turn in the same run.
 */
public final class ClassifierBench {
    /** The classifier that the others are held against. */
    public static final String REFERENCE = "flow-hash";

    /** Kind of the packets of a capture. */
    public static final String TRACE = "trace";

    private static final long WARM_UP_NS = 150_000_000;
    private static final long RUN_NS = 40_000_000;

    private final int queues;
    private final int runs;
    private final double scale;
    private final Consumer<String> progress;

    /**
     * @param queues that the classifiers were made for
     * @param runs of each, 1 or more
     * @param scale of the time that a run takes, 1 for 40 ms
     * @param progress takes a line at each kind
     */
    public ClassifierBench(
            final int queues, final int runs, final double scale, final Consumer<String> progress) {
        this.queues = queues;
        this.runs = runs;
        this.scale = scale;
        this.progress = progress;
    }

    /** Makes a classifier that was not used. */
    @FunctionalInterface
    public interface Maker {
        Classifier make();
    }

    /**
     * Frames by kind, in their order.
     *
     * @param trace a capture whose frames are a kind too; null for none
     */
    public static Map<String, FramesInMemory> frames(final List<PacketSort> sorts, final Path trace)
            throws IOException {
        final Map<String, FramesInMemory> frames = new LinkedHashMap<>();
        sorts.forEach(sort -> frames.put(sort.key(), sort.frames()));
        if (trace != null) {
            frames.put(TRACE, FramesInMemory.load(trace));
        }
        return frames;
    }

    /**
     * Measures.
     *
     * @param makers by specification, the reference among them
     * @return kind by kind, each with the classifiers in their order
     * @throws FirmwareException of one line if a classifier throws, or chooses a queue that does
     *     not exist
     */
    public List<ClassifierCost> run(
            final Map<String, Maker> makers, final Map<String, FramesInMemory> frames) {
        final List<ClassifierCost> costs = new ArrayList<>();
        frames.forEach(
                (kind, packets) -> {
                    progress.accept(kind);
                    costs.addAll(ofKind(makers, kind, packets));
                });
        return costs;
    }

    private List<ClassifierCost> ofKind(
            final Map<String, Maker> makers, final String kind, final FramesInMemory frames) {
        makers.values().forEach(maker -> tryOut(maker.make(), frames));
        final List<Turn> turns = new ArrayList<>();
        makers.forEach(
                (name, maker) ->
                        turns.add(new Turn(name, ClassifierLoop.of(maker.make(), queues))));
        turns.forEach(turn -> turn.warmUp(frames));
        settle(turns, frames);
        for (int run = 0; run < runs; run++) {
            for (final Turn turn : turns) {
                turn.run(frames, run);
            }
        }
        final double[] reference =
                turns.stream()
                        .filter(turn -> turn.name.equals(REFERENCE))
                        .findFirst()
                        .orElseThrow()
                        .ns;
        return turns.stream().map(turn -> turn.cost(kind, reference)).toList();
    }

    /** Each in its turn, as they are measured, until all of them are warm together. */
    private static void settle(final List<Turn> turns, final FramesInMemory frames) {
        final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        final Settling settling =
                new Settling(
                        turns.size(),
                        () ->
                                compiler != null && compiler.isCompilationTimeMonitoringSupported()
                                        ? compiler.getTotalCompilationTime()
                                        : 0);
        do {
            for (int i = 0; i < turns.size(); i++) {
                settling.took(i, turns.get(i).tune(frames));
            }
        } while (!settling.isSettled());
    }

    /**
     * Gives a user's classifier each frame once where it is watched, so that a packet that it does
     * not return from is told: the loop that is timed has no room for that, and tells the rest.
     */
    private void tryOut(final Classifier classifier, final FramesInMemory frames) {
        final Classifier watched = WatchedClassifier.of(classifier);
        if (watched == classifier) {
            return;
        }
        FirmwareContext.of(queues).start(watched);
        final Decisions decisions = new Decisions(watched, queues);
        for (int i = 0; i < frames.count(); i++) {
            decisions.decide(frames.buffer(), frames.offset(i), frames.length(i), 0);
        }
    }

    /** A classifier on one kind of packet. */
    private final class Turn {
        private final String name;
        private final ClassifierLoop loop;
        private final double[] ns = new double[runs];
        private int rounds = 1;
        private double bytesPerPacket = Double.NaN;

        Turn(final String name, final ClassifierLoop loop) {
            this.name = name;
            this.loop = loop;
        }

        /** By itself, until most of it is compiled. */
        void warmUp(final FramesInMemory frames) {
            final long endNs = System.nanoTime() + (long) (scale * WARM_UP_NS);
            do {
                tune(frames);
            } while (System.nanoTime() < endNs);
        }

        /** Runs once, and finds out how many rounds the next run needs: nanoseconds a packet. */
        double tune(final FramesInMemory frames) {
            final double perPacketNs = loop.run(frames, rounds);
            rounds =
                    (int)
                            Math.max(
                                    1,
                                    Math.min(
                                            1 << 20,
                                            scale
                                                    * RUN_NS
                                                    / Math.max(1, perPacketNs * frames.count())));
            return perPacketNs;
        }

        void run(final FramesInMemory frames, final int run) {
            final long before = AllocationMeter.isSupported() ? AllocationMeter.bytes() : 0;
            ns[run] = loop.run(frames, rounds);
            if (AllocationMeter.isSupported()) {
                final double bytes =
                        (AllocationMeter.bytes() - before) / ((double) rounds * frames.count());
                // The least: a compiler or a class that is loaded allocates in one run alone.
                bytesPerPacket = run == 0 ? bytes : Math.min(bytesPerPacket, bytes);
            }
        }

        ClassifierCost cost(final String kind, final double[] reference) {
            return new ClassifierCost(
                    name,
                    kind,
                    new Measurement(
                            name,
                            "ns",
                            ns,
                            REFERENCE,
                            Arrays.copyOf(reference, reference.length),
                            ""),
                    bytesPerPacket);
        }
    }
}
