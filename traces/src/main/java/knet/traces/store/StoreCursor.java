package knet.traces.store;

import java.nio.file.Path;
import knet.traces.Frame;
import knet.traces.MappingFault;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * A place in the store's queue. Whatever Chronicle Queue throws over damaged files, and the fault
 * of a file that was cut under its mapping, becomes {@link #failure}.
 */
final class StoreCursor implements AutoCloseable {
    private final Path directory;
    private final ExcerptTailer tailer;
    private final StoreRecord record = new StoreRecord();
    private long index;
    private String failure;

    StoreCursor(final Path directory, final ChronicleQueue queue, final long index) {
        this.directory = directory;
        this.tailer = queue.createTailer();
        // Made by one thread, used by another from then on.
        tailer.singleThreadedCheckDisabled(true);
        moveTo(index);
    }

    /**
     * Goes to a frame, or behind the last one.
     *
     * @return false if there are not so many
     */
    boolean moveTo(final long newIndex) {
        failure = null;
        index = newIndex;
        try {
            if (newIndex == 0) {
                tailer.toStart();
                return true;
            }
            // A queue cannot be positioned where nothing is yet.
            boolean isThere = tailer.moveToIndex(StoreQueue.indexOf(newIndex - 1));
            if (isThere) {
                try (DocumentContext document = tailer.readingDocument()) {
                    isThere = document.isPresent();
                }
            }
            if (!isThere) {
                MappingFault.raise();
            }
            return isThere;
        } catch (final RuntimeException | AssertionError | VirtualMachineError e) {
            failure = directory + ": " + StoreFiles.describe(e);
            return false;
        }
    }

    /**
     * Points {@code frame} at the frame here and goes on.
     *
     * @return false if there is none, or, with a {@link #failure}, it is damaged
     */
    boolean advance(final Frame frame) {
        if (failure != null) {
            return false;
        }
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return false;
            }
            if (document.index() != StoreQueue.indexOf(index)) {
                return fail("comes out of order");
            }
            final Bytes<?> bytes = document.wire().bytes();
            final long length = bytes.readRemaining();
            if (length < StoreRecord.HEADER_BYTES || length > StoreRecord.MAX_BYTES) {
                return fail("has an impossible length");
            }
            if (bytes.read(record.bytes, 0, (int) length) != length) {
                return fail("is cut");
            }
            if (!record.isIntact((int) length)) {
                return fail("has changed since it was stored");
            }
            record.wrap(frame, (int) length);
            index++;
            return true;
        } catch (final RuntimeException | AssertionError | VirtualMachineError e) {
            failure = directory + ": " + StoreFiles.describe(e);
            return false;
        }
    }

    private boolean fail(final String what) {
        MappingFault.raise();
        failure = directory + ": the trace store is damaged: frame " + index + " " + what;
        return false;
    }

    /** After a frame that must be there was not: whether a fault was the reason. */
    boolean isFaulty() {
        try {
            MappingFault.raise();
        } catch (final InternalError e) {
            failure = directory + ": " + StoreFiles.describe(e);
        }
        return failure != null;
    }

    /** The record of the frame that was read last. */
    StoreRecord record() {
        return record;
    }

    /** Number of the next frame. */
    long index() {
        return index;
    }

    /** What is wrong, one line; null if nothing is. */
    String failure() {
        return failure;
    }

    @Override
    public void close() {
        tailer.close();
    }
}
