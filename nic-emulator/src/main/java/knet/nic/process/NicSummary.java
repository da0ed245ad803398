package knet.nic.process;

/**
 * Keys of the file in the device directory in which a NIC process says what counters cannot: when
 * the wire is done, and again when the process ends in good order. A Java properties file in UTF-8,
 * replaced as a whole. Numbers are decimal, times in nanoseconds.
 */
public final class NicSummary {
    /** Name of the file in the device directory. */
    public static final String FILE_NAME = "nic.properties";

    /** NIC_EPOCH of the process that wrote the file: an older one is of an earlier run. */
    public static final String EPOCH = "nic.epoch";

    /** What was read, separated by commas: files, a store, an interface, or a generator's text. */
    public static final String TRACE_FILES = "trace.files";

    /** Frames read from the wire so far, those of earlier NIC processes included. */
    public static final String TRACE_FRAMES = "trace.frames";

    /** Captured bytes of those. */
    public static final String TRACE_BYTES = "trace.bytes";

    /** Link types met, separated by commas. */
    public static final String TRACE_LINK_TYPES = "trace.linkTypes";

    /** From the earliest timestamp to the latest. */
    public static final String TRACE_DURATION_NS = "trace.durationNs";

    /** What was wrong with the capture, one line; absent if nothing was. */
    public static final String TRACE_DAMAGE = "trace.damage";

    /** Frames of which the capture holds less than was on the wire. */
    public static final String TRACE_TRUNCATED_FRAMES = "trace.truncatedFrames";

    /** {@code done} if the wire was read to its end, else {@code stopped}. */
    public static final String WIRE = "wire";

    /** As it was asked for: max, original, x2, 10kpps... */
    public static final String RATE = "rate";

    /** Frames that were paced, by this process; 0 at {@code max}. */
    public static final String PACING_FRAMES = "pacing.frames";

    /** How late they were. */
    public static final String PACING_LATE_P50_NS = "pacing.late.p50";

    public static final String PACING_LATE_P99_NS = "pacing.late.p99";
    public static final String PACING_LATE_MAX_NS = "pacing.late.max";

    /** The firmware that ran last, normalised. */
    public static final String FIRMWARE = "firmware";

    /** The firmware that hung, so that {@link #FIRMWARE} ran instead; absent if none did. */
    public static final String FIRMWARE_HUNG = "firmware.hung";

    /**
     * The firmware that was let go of last, with where and why: it ran out of memory or of stack,
     * or could not be linked. Absent if none was.
     */
    public static final String FIRMWARE_OUT_OF_SERVICE = "firmware.outOfService";

    /** How often the firmware was exchanged, by this process and those that it goes on for. */
    public static final String FIRMWARE_SWAPS = "firmware.swaps";

    /** How many periods are told of: one for each firmware that ran, in their order. */
    public static final String FIRMWARE_PERIODS = "firmware.periods";

    /** Periods that are left out after the first. */
    public static final String FIRMWARE_PERIODS_LEFT = "firmware.periods.left";

    /** How many distinct errors the classifier threw in this process. */
    public static final String FIRMWARE_ERRORS = "firmware.errors";

    /** Errors that found no room in the list of distinct ones. */
    public static final String FIRMWARE_ERRORS_UNRECORDED = "firmware.errors.unrecorded";

    /** Before the name of one of the classifier's own counters. */
    public static final String FIRMWARE_COUNTER_PREFIX = "firmware.counter.";

    /** The run's clock (System.nanoTime) at this process's first frame; 0 if it took none. */
    public static final String FIRST_FRAME_NS = "run.firstFrameNs";

    public static final String LAST_FRAME_NS = "run.lastFrameNs";

    /** Between the two. */
    public static final String ELAPSED_NS = "run.elapsedNs";

    public static final String TX_PACKETS = "tx.packets";
    public static final String TX_BYTES = "tx.bytes";
    public static final String TX_DISCARDED = "tx.discarded";
    public static final String TX_ERRORS = "tx.errors";

    /** What went wrong first with {@code --write} or an interface, one line; absent if nothing. */
    public static final String OUTPUT_ERROR = "output.error";

    /** Frames taken from the wire that no counter holds: 0 unless memory was overwritten. */
    public static final String UNACCOUNTED = "unaccounted";

    /** Before the name of a classifier's counter, in the device's counter file. */
    public static final String FIRMWARE_LABEL_PREFIX = FirmwareLoader.COUNTER_PREFIX;

    private NicSummary() {}

    /** The first frame of the period number {@code index}, from 0. */
    public static String firmwarePeriodFrame(final int index) {
        return FIRMWARE_PERIODS + "." + index + ".fromFrame";
    }

    /** Last frame of a period; one less than the first if there was none. */
    public static String firmwarePeriodToFrame(final int index) {
        return FIRMWARE_PERIODS + "." + index + ".toFrame";
    }

    /** Frames of a period that the queues have got. */
    public static String firmwarePeriodFrames(final int index) {
        return FIRMWARE_PERIODS + "." + index + ".frames";
    }

    /** Frames of a period that the queue with the most has got. */
    public static String firmwarePeriodMost(final int index) {
        return FIRMWARE_PERIODS + "." + index + ".most";
    }

    /** Frames of a period that each queue has got, by queue, with blanks between them. */
    public static String firmwarePeriodQueues(final int index) {
        return FIRMWARE_PERIODS + "." + index + ".queues";
    }

    /** {@code true} if a period ended because its firmware did not return. */
    public static String firmwarePeriodHung(final int index) {
        return FIRMWARE_PERIODS + "." + index + ".hung";
    }

    /** Specification of its firmware. */
    public static String firmwarePeriodFirmware(final int index) {
        return FIRMWARE_PERIODS + "." + index + ".firmware";
    }

    /** How often the distinct error number {@code index}, from 0, was thrown. */
    public static String firmwareErrorCount(final int index) {
        return FIRMWARE_ERRORS + "." + index + ".count";
    }

    /** Its message: one line. */
    public static String firmwareErrorMessage(final int index) {
        return FIRMWARE_ERRORS + "." + index + ".message";
    }
}
