package knet.traces.pcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/** A file written through a buffer that is allocated once. Not for several threads. */
final class CaptureOutput {
    /** Holds any record. */
    private static final int BUFFER_BYTES = 1 << 20;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final FileChannel channel;
    private int position;

    CaptureOutput(final Path file) throws IOException {
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
    }

    /** Goes on with a file after its first {@code length} bytes; what follows them is lost. */
    CaptureOutput(final Path file, final long length) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(length);
        channel.position(length);
    }

    /**
     * Makes room for a record and hands out where it begins.
     *
     * @param recordBytes at most 1 MiB
     */
    int claim(final int recordBytes) throws IOException {
        if (BUFFER_BYTES - position < recordBytes) {
            flush();
        }
        final int at = position;
        position += recordBytes;
        return at;
    }

    /** What claims are written to: always the same object. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    void flush() throws IOException {
        bytes.position(0).limit(position);
        position = 0;
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void close() throws IOException {
        try {
            flush();
        } finally {
            channel.close();
        }
    }
}
