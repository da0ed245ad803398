package knet.nic.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Checks of a journal's files, and one-line errors for what Chronicle Queue says about them. */
final class JournalFiles {
    private static final String METADATA = "metadata.cq4t";
    private static final String RECORDS = ".cq4";

    /** Mapped at a time, and beyond each such block: Chronicle's defaults, which the writer has. */
    private static final long BLOCK_BYTES = 64L << 20;

    private static final long OVERLAP_BYTES = BLOCK_BYTES / 4;

    private static final long METADATA_BYTES = 64 << 10;

    /** How the first document of each file begins: length, mark of a name, the name. */
    private static final int HEADER_AT = 4;

    private static final byte[] HEADER = {(byte) 0xB9, 6, 'h', 'e', 'a', 'd', 'e', 'r'};

    private JournalFiles() {}

    /**
     * Checks what would make Chronicle wait or read beyond the end of a file.
     *
     * @throws IOException if there is no journal, or one of its files is gone, empty or cut
     */
    static void require(final Path directory) throws IOException {
        if (!Files.exists(directory)) {
            throw new IOException(directory + ": no such journal");
        }
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + ": is a file; a journal is a directory");
        }
        final List<Path> records = records(directory);
        if (records.isEmpty()) {
            throw new IOException(directory + ": no journal: there are no files *.cq4 in it");
        }
        final Path metadata = directory.resolve(METADATA);
        if (!Files.isRegularFile(metadata)) {
            throw damaged(directory, METADATA + " is missing");
        }
        requireHeader(directory, metadata);
        if (Files.size(metadata) < METADATA_BYTES) {
            throw damaged(
                    directory, METADATA + " has been cut, to " + Files.size(metadata) + " bytes");
        }
        for (final Path file : records) {
            requireHeader(directory, file);
        }
        // The newest alone: once a journal goes on in another, Chronicle cuts a file to its size.
        final Path newest = records.get(records.size() - 1);
        final long bytes = Files.size(newest);
        if (bytes < BLOCK_BYTES + OVERLAP_BYTES || (bytes - OVERLAP_BYTES) % BLOCK_BYTES != 0) {
            throw damaged(
                    directory, newest.getFileName() + " has been cut, to " + bytes + " bytes");
        }
    }

    private static List<Path> records(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(RECORDS)).sorted().toList();
        }
    }

    /** Chronicle waits for a header that is not there. */
    private static void requireHeader(final Path directory, final Path file) throws IOException {
        final byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(HEADER_AT + HEADER.length);
        }
        if (start.length == 0) {
            throw damaged(directory, file.getFileName() + " is empty");
        }
        if (start.length < HEADER_AT + HEADER.length
                || !Arrays.equals(start, HEADER_AT, start.length, HEADER, 0, HEADER.length)) {
            throw damaged(directory, file.getFileName() + " is no file of Chronicle Queue");
        }
    }

    static IOException damaged(final Path directory, final String how) {
        return new IOException(directory + ": the journal is damaged: " + how);
    }

    /** Whatever Chronicle threw, as an exception with a one-line message. */
    static IOException damaged(final Path directory, final Throwable thrown) {
        if (thrown instanceof InternalError) {
            return damaged(
                    directory, "a file was cut, or holds a length that leads beyond its end");
        }
        final String message = thrown.getMessage() == null ? "" : thrown.getMessage().strip();
        final String line = message.lines().findFirst().orElse("");
        final IOException damaged =
                damaged(directory, line.isEmpty() ? thrown.getClass().getSimpleName() : line);
        damaged.initCause(thrown);
        return damaged;
    }
}
