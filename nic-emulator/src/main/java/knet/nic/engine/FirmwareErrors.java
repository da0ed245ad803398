package knet.nic.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.errors.ErrorLogReader;

/**
 * What the classifier threw: each distinct error once, with how often. Bounded: an error that finds
 * no room is counted, not kept.
 */
public final class FirmwareErrors {
    private static final int LOG_BYTES = 1 << 16;

    private final UnsafeBuffer log = new UnsafeBuffer(ByteBuffer.allocateDirect(LOG_BYTES));
    private final DistinctErrorLog errors;
    private long unrecorded;

    /**
     * @param clock of the records, milliseconds since 1970
     */
    public FirmwareErrors(final EpochClock clock) {
        errors = new DistinctErrorLog(log, clock);
    }

    /** Notes an error. */
    void record(final Throwable error) {
        try {
            // The log keeps what it is given, and that would keep a classifier's memory.
            if (!errors.record(error instanceof OutOfMemoryError ? copy(error) : error)) {
                unrecorded++;
            }
        } catch (final InternalError e) {
            throw e; // A fault of mapped memory is the NIC's to handle.
        } catch (final Throwable e) { // An exception of the firmware's own, asked for its text.
            unrecorded++;
        }
    }

    private static Throwable copy(final Throwable error) {
        final Throwable copy = new OutOfMemoryError(error.getMessage());
        copy.setStackTrace(error.getStackTrace());
        return copy;
    }

    /** Errors that found no room in the log. */
    public long unrecorded() {
        return unrecorded;
    }

    /** The distinct errors so far, in the order of their first occurrence. */
    public List<Observation> observations() {
        // The log tells errors apart by their whole stack, a reader does by the line that is shown.
        final Map<String, Integer> counts = new LinkedHashMap<>();
        ErrorLogReader.read(
                log,
                (count, firstMs, lastMs, encoded) ->
                        counts.merge(Observation.oneLine(encoded), count, Integer::sum));
        final List<Observation> found = new ArrayList<>();
        counts.forEach((message, count) -> found.add(new Observation(count, message)));
        return found;
    }

    /**
     * A distinct error.
     *
     * @param count how often
     * @param message one line: the exception, its message, and where it was thrown
     */
    public record Observation(int count, String message) {
        private static final int MAX_CHARS = 300;

        private static String oneLine(final String stackTrace) {
            final String[] lines = stackTrace.split("\\R", 3);
            final String where = lines.length > 1 ? " " + lines[1].strip() : "";
            final String text = lines[0].strip() + where;
            return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
        }
    }
}
