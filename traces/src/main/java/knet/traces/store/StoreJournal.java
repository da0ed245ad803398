package knet.traces.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The journal of a store, in a form that people can read. Each line is written at once; a line that
 * a killed writer left without its end does not count, and the next writer cuts it off.
 */
final class StoreJournal implements AutoCloseable {
    static final String FILE = "knet-trace-store";
    private static final long MAX_BYTES = 256L << 20;

    private final FileChannel channel;

    private StoreJournal(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a journal to write, and makes an empty one if there is none; the writer's lock is held.
     *
     * @param state takes in what it says
     */
    static StoreJournal open(final Path store, final JournalState state) throws IOException {
        final Path file = store.resolve(FILE);
        final long wholeBytes = Files.exists(file) ? read(store, state) : 0;
        final FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        final StoreJournal journal = new StoreJournal(channel);
        try {
            channel.truncate(wholeBytes);
            channel.position(wholeBytes);
            return journal;
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Reads a journal.
     *
     * @return length of its whole lines in bytes; 0 if the store is just being made, or its writer
     *     was killed at birth
     * @throws StoreException if the directory is no store, or the journal is damaged
     */
    static long read(final Path store, final JournalState state) throws IOException {
        final Path file = store.resolve(FILE);
        if (!Files.isDirectory(store)) {
            throw new StoreException(
                    store
                            + (Files.exists(store)
                                    ? ": no trace store, which is a directory"
                                    : ": no such trace store"));
        }
        if (!Files.isRegularFile(file)) {
            throw new StoreException(store + ": no trace store: it holds no file " + FILE);
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new StoreException(store + ": no trace store: its journal is too long");
        }
        final String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int line = 0;
        int at = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
            apply(store, state, text.substring(at, end), ++line);
            at = end + 1;
        }
        if (line == 0 && !JournalState.FIRST_LINE.startsWith(text)) {
            throw new StoreException(store + ": no trace store: " + FILE + " is something else");
        }
        return at;
    }

    private static void apply(
            final Path store, final JournalState state, final String text, final int line)
            throws StoreException {
        if (line == 1) {
            if (!text.equals(JournalState.FIRST_LINE)) {
                throw new StoreException(
                        store
                                + (text.startsWith("knet-trace-store ")
                                        ? ": a trace store of another version of knet"
                                        : ": no trace store: " + FILE + " is something else"));
            }
            return;
        }
        try {
            state.apply(text);
        } catch (final IllegalArgumentException e) {
            throw new StoreException(store + ": line " + line + " of its journal is damaged", e);
        }
    }

    /** Writes the first line if it is missing: once that stands, readers find a whole store. */
    void begin() throws IOException {
        if (channel.position() == 0) {
            append(JournalState.FIRST_LINE);
        }
    }

    /** Appends a line and hands it to the operating system. */
    void append(final String line) throws IOException {
        final ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
