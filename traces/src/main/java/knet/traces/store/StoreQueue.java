package knet.traces.store;

import java.nio.file.Path;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;

/**
 * How Chronicle Queue is set up for a store. All frames lie in one roll cycle, whatever the clock
 * says, so that the frame's number and Chronicle's index differ by a constant.
 */
final class StoreQueue {
    /** 2^37 frames. */
    private static final RollCycle ROLL_CYCLE = LargeRollCycles.LARGE_DAILY;

    private static final int CYCLE = 1;
    private static final long TIME_IN_CYCLE_MS = 86_400_000L;

    /** Mapped at a time; must hold several records. The file grows by it, sparsely. */
    private static final int BLOCK_BYTES = 16 << 20;

    /** Mapped beyond each block, so that a record may straddle its end: Chronicle's default. */
    private static final int OVERLAP_BYTES = BLOCK_BYTES / 4;

    /** What a writer waits for a record that a killed one left half written. */
    private static final long HALF_WRITTEN_TIMEOUT_MS = 500;

    static {
        // No usage reports, no threads that watch the disk, no banner; unless the user says so.
        setDefault("chronicle.analytics.disable", "true");
        setDefault("chronicle.disk.monitor.disable", "true");
        setDefault("chronicle.announcer.disable", "true");
    }

    private StoreQueue() {}

    private static void setDefault(final String key, final String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    static ChronicleQueue open(final Path directory, final boolean isReadOnly) {
        return SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(ROLL_CYCLE)
                .blockSize(BLOCK_BYTES)
                .timeProvider(() -> TIME_IN_CYCLE_MS)
                .timeoutMS(HALF_WRITTEN_TIMEOUT_MS)
                .readOnly(isReadOnly)
                .build();
    }

    /** Chronicle's index of a frame. */
    static long indexOf(final long frame) {
        return ROLL_CYCLE.toIndex(CYCLE, frame);
    }

    /** Frames in a queue; 0 if it has none. */
    static long frames(final ChronicleQueue queue) {
        final long last = queue.lastIndex();
        return last == -1 ? 0 : ROLL_CYCLE.toSequenceNumber(last) + 1;
    }

    /**
     * Whether a file of frames can have this length. Chronicle maps whole blocks: a read in one
     * that a shorter file does not fill is a fault that Java reports too late to handle well.
     */
    static boolean isWhole(final long fileBytes) {
        return fileBytes >= BLOCK_BYTES + OVERLAP_BYTES
                && (fileBytes - OVERLAP_BYTES) % BLOCK_BYTES == 0;
    }

    /** Name of the only file of frames. */
    static String fileName() {
        return "19700102L.cq4";
    }
}
