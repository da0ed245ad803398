package knet.traces.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A capture held in memory, for benchmarks and loops that shall not wait for a disk. Immutable once
 * loaded; any number of sources read it at once.
 *
 * <pre>
 *  record, at a multiple of 8:  timestampNs (8)  length (4)  wireLength (4)  frame, padded to 8
 * </pre>
 */
public final class PreloadedCapture {
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int CHUNK_BYTES = 4 << 20;
    private static final int LAST = -1;

    private final List<UnsafeBuffer> chunks = new ArrayList<>();
    private final String damage;
    private final String[] linkTypes;
    private long frames;
    private long capturedBytes;
    private int position = CHUNK_BYTES;

    private PreloadedCapture(final FrameSource source, final long maxBytes) throws IOException {
        final Frame frame = new Frame();
        while (!source.isExhausted()) {
            if (!source.next(frame)) {
                continue;
            }
            final int recordBytes = recordBytes(frame.length());
            if (CHUNK_BYTES - position < recordBytes) {
                addChunk(maxBytes);
            }
            append(frame);
            position += recordBytes;
            frames++;
            capturedBytes += frame.length();
        }
        markEnd();
        damage = source.damage();
        linkTypes = source.linkTypes();
    }

    /**
     * Reads a source to its end.
     *
     * @param source read and not closed; not a live one
     * @param maxBytes of memory to take, rounded up to 4 MiB
     * @throws IOException if the capture does not fit into that
     */
    public static PreloadedCapture load(final FrameSource source, final long maxBytes)
            throws IOException {
        return new PreloadedCapture(source, maxBytes);
    }

    private void addChunk(final long maxBytes) throws IOException {
        if ((long) chunks.size() * CHUNK_BYTES >= maxBytes) {
            throw new IOException("the capture does not fit into " + maxBytes + " bytes of memory");
        }
        markEnd();
        chunks.add(new UnsafeBuffer(ByteBuffer.allocateDirect(CHUNK_BYTES)));
        position = 0;
    }

    private void append(final Frame frame) {
        final UnsafeBuffer chunk = chunks.get(chunks.size() - 1);
        chunk.putLong(position, frame.timestampNs());
        chunk.putInt(position + 8, frame.length());
        chunk.putInt(position + 12, frame.wireLength());
        chunk.putBytes(
                position + RECORD_HEADER_BYTES, frame.buffer(), frame.offset(), frame.length());
    }

    /** A chunk that has room for a record header after its last record marks its end there. */
    private void markEnd() {
        if (!chunks.isEmpty() && CHUNK_BYTES - position >= RECORD_HEADER_BYTES) {
            chunks.get(chunks.size() - 1).putInt(position + 8, LAST);
        }
    }

    private static int recordBytes(final int length) {
        return RECORD_HEADER_BYTES + length + 7 & ~7;
    }

    /** Number of frames. */
    public long frames() {
        return frames;
    }

    /** Captured bytes of all frames. */
    public long capturedBytes() {
        return capturedBytes;
    }

    /** What ended the loaded source early, or null. */
    public String damage() {
        return damage;
    }

    /** A source of these frames from the first one. Closing it frees nothing. */
    public FrameSource source() {
        return new Cursor(this);
    }

    private static final class Cursor implements FrameSource {
        private final PreloadedCapture capture;
        private UnsafeBuffer chunk;
        private int nextChunk;
        private int position;

        Cursor(final PreloadedCapture capture) {
            this.capture = capture;
            advance();
        }

        @Override
        public boolean next(final Frame frame) {
            while (chunk != null) {
                if (CHUNK_BYTES - position >= RECORD_HEADER_BYTES) {
                    final int length = chunk.getInt(position + 8);
                    if (length >= 0) {
                        frame.wrap(
                                chunk,
                                position + RECORD_HEADER_BYTES,
                                length,
                                chunk.getInt(position + 12),
                                chunk.getLong(position));
                        position += recordBytes(length);
                        return true;
                    }
                }
                advance();
            }
            return false;
        }

        private void advance() {
            chunk = nextChunk < capture.chunks.size() ? capture.chunks.get(nextChunk++) : null;
            position = 0;
        }

        @Override
        public boolean isExhausted() {
            return chunk == null;
        }

        @Override
        public String damage() {
            return capture.damage;
        }

        @Override
        public String[] linkTypes() {
            return capture.linkTypes.clone();
        }

        @Override
        public void close() {
            chunk = null;
            nextChunk = capture.chunks.size();
        }
    }
}
