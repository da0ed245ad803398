package knet.traces.store;

import java.io.IOException;
import java.nio.file.Path;
import knet.traces.Frame;
import knet.traces.FrameSource;
import net.openhft.chronicle.queue.ChronicleQueue;

/** A range of a store's frames. */
final class StoreSource implements FrameSource {
    private final Path directory;
    private final ChronicleQueue queue;
    private final StoreCursor cursor;
    private final long end;
    private final String[] linkTypes;
    private final String knownDamage;
    private String damage;
    private boolean exhausted;

    /**
     * @param first frame
     * @param end number of the frame behind the last one
     * @param knownDamage of the captures in the store, or null
     */
    StoreSource(
            final Path directory,
            final long first,
            final long end,
            final String[] linkTypes,
            final String knownDamage)
            throws IOException {
        this.directory = directory;
        this.end = end;
        this.linkTypes = linkTypes;
        this.knownDamage = knownDamage;
        this.queue = openQueue(directory);
        this.cursor = new StoreCursor(directory, queue, first);
    }

    static ChronicleQueue openQueue(final Path directory) throws IOException {
        try {
            return StoreQueue.open(directory, true);
        } catch (final RuntimeException | AssertionError | VirtualMachineError e) {
            throw StoreFiles.asIoException(directory, e);
        }
    }

    @Override
    public boolean next(final Frame frame) {
        if (exhausted) {
            return false;
        }
        try {
            if (cursor.index() < end && cursor.advance(frame)) {
                return true;
            }
        } catch (final InternalError e) {
            // The fault of a file that lost its end may be reported a little after the read.
            exhausted = true;
            damage = directory + ": " + StoreFiles.describe(e);
            return false;
        }
        exhausted = true;
        damage = knownDamage;
        if (cursor.isFaulty()) {
            damage = cursor.failure();
        } else if (cursor.index() < end) {
            damage = directory + ": " + StoreFiles.lostFramesText(cursor.index(), end);
        }
        return false;
    }

    @Override
    public boolean isExhausted() {
        return exhausted;
    }

    @Override
    public String damage() {
        return damage;
    }

    @Override
    public String[] linkTypes() {
        return linkTypes.clone();
    }

    @Override
    public void close() {
        exhausted = true;
        cursor.close();
        queue.close();
    }
}
