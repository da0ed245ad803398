package knet.traces.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of a store's files, and one-line errors for what Chronicle Queue says about them. */
final class StoreFiles {
    private StoreFiles() {}

    /** Throws if one of Chronicle's files is gone, empty (it would wait for contents), or cut. */
    static void requireQueue(final Path store) throws IOException {
        for (final String name : new String[] {"metadata.cq4t", StoreQueue.fileName()}) {
            if (!Files.isRegularFile(store.resolve(name))) {
                throw new StoreException(
                        store + ": the trace store is incomplete: " + name + " is missing");
            }
            if (Files.size(store.resolve(name)) == 0) {
                throw new StoreException(
                        store + ": the trace store is damaged: " + name + " is empty");
            }
        }
        final long bytes = Files.size(store.resolve(StoreQueue.fileName()));
        if (!StoreQueue.isWhole(bytes)) {
            throw new StoreException(
                    store
                            + ": the trace store is damaged: "
                            + StoreQueue.fileName()
                            + " has been cut, to "
                            + bytes
                            + " bytes");
        }
    }

    static StoreException lostFrames(final Path store, final long found, final long acknowledged) {
        return new StoreException(store + ": " + lostFramesText(found, acknowledged));
    }

    static String lostFramesText(final long found, final long acknowledged) {
        return "the trace store is damaged: only "
                + found
                + " of "
                + acknowledged
                + " frames can be read";
    }

    /** Whatever happened, as an exception with a one-line message that names the store. */
    static IOException asIoException(final Path store, final Throwable e) {
        if (e instanceof StoreException known) {
            return known;
        }
        return new StoreException(store + ": " + describe(e), e);
    }

    static String describe(final Throwable e) {
        final String message = e.getMessage();
        final String what = message == null ? "" : message.lines().findFirst().orElse("");
        return (e instanceof IOException ? "cannot be used: " : "the trace store is damaged: ")
                + (what.isBlank() ? e.getClass().getSimpleName() : what);
    }
}
