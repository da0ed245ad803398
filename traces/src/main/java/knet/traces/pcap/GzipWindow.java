package knet.traces.pcap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;

/** Inflates a gzip file through a bounded buffer. Offsets are those of the uncompressed capture. */
final class GzipWindow extends CaptureWindow {
    static final int DEFAULT_WINDOW_BYTES = 1 << 20;

    private final InputStream in;
    private final GzipInflater inflater;
    private ByteBuffer bytes;

    /**
     * Inflates a stream, which it owns.
     *
     * @param windowBytes to begin with; grows to a record that is larger
     */
    GzipWindow(final InputStream in, final int windowBytes) {
        this.in = in;
        inflater = new GzipInflater(in);
        bytes = ByteBuffer.allocateDirect(windowBytes);
        buffer.wrap(bytes);
    }

    @Override
    int moveTo(final long offset, final int neededBytes) {
        while (base + limit <= offset && !inflater.isEnded()) {
            base += limit;
            limit = 0;
            fill();
        }
        final int index = (int) Math.min(offset - base, limit);
        if (limit - index >= neededBytes || inflater.isEnded()) {
            return index;
        }
        keepFrom(index, neededBytes);
        fill();
        return 0;
    }

    private void keepFrom(final int index, final int neededBytes) {
        final int kept = limit - index;
        if (neededBytes > bytes.capacity()) {
            final ByteBuffer larger = ByteBuffer.allocateDirect(neededBytes);
            larger.put(0, bytes, index, kept);
            final ByteBuffer old = bytes;
            bytes = larger;
            buffer.wrap(bytes);
            BufferUtil.free(old);
        } else {
            buffer.putBytes(0, buffer, index, kept);
        }
        base += index;
        limit = kept;
    }

    private void fill() {
        while (limit < bytes.capacity() && !inflater.isEnded()) {
            limit += inflater.inflate(bytes, limit);
        }
    }

    @Override
    String fault() {
        return inflater.fault();
    }

    @Override
    public void close() {
        super.close();
        inflater.close();
        BufferUtil.free(bytes);
        try {
            in.close();
        } catch (final IOException e) {
            // Read only: nothing can be lost.
            base = 0;
        }
    }
}
