package knet.tools.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The repository's sample captures (classic pcap, little endian). */
final class Samples {
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;

    private Samples() {}

    static Path path(final String name) {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            final Path file = dir.resolve("traces").resolve("samples").resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new IllegalStateException("no sample " + name);
    }

    /** Frames in it, counted here and not by the reader that is under test. */
    static long frames(final String name) throws IOException {
        final ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(path(name))).order(ByteOrder.LITTLE_ENDIAN);
        long frames = 0;
        for (int at = FILE_HEADER; at + RECORD_HEADER <= bytes.limit(); frames++) {
            at += RECORD_HEADER + bytes.getInt(at + 8);
        }
        return frames;
    }
}
