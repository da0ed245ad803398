package knet.traces.pcap;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;

/**
 * Maps a plain file, a window at a time: Java's mappings end at 2 GiB. The size is taken when the
 * file is opened; what is appended later is not seen.
 */
final class MappedWindow extends CaptureWindow {
    /** Large, since each move costs a system call and cold page tables. */
    static final int DEFAULT_WINDOW_BYTES = 1 << 30;

    private final FileChannel channel;
    private final long sizeBytes;
    private final int windowBytes;
    private MappedByteBuffer mapping;
    private String fault;

    MappedWindow(final Path file, final int windowBytes) throws IOException {
        this.windowBytes = windowBytes;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            sizeBytes = channel.size();
            map(0, 0);
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    int moveTo(final long offset, final int neededBytes) {
        final long end = base + limit;
        if (offset + neededBytes > end && end < sizeBytes) {
            if (offset >= sizeBytes) {
                return limit;
            }
            try {
                map(offset, neededBytes);
            } catch (final IOException e) {
                fault = "the file cannot be mapped (" + e.getMessage() + ")";
                return limit;
            }
        }
        return (int) Math.min(offset - base, limit);
    }

    private void map(final long offset, final int neededBytes) throws IOException {
        final int length =
                (int) Math.min(sizeBytes - offset, Math.max(windowBytes, (long) neededBytes));
        final MappedByteBuffer next = channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
        buffer.wrap(next);
        unmap();
        mapping = next;
        base = offset;
        limit = length;
    }

    private void unmap() {
        if (mapping != null) {
            IoUtil.unmap(mapping);
            mapping = null;
        }
    }

    @Override
    String fault() {
        return fault;
    }

    @Override
    public void close() {
        super.close();
        unmap();
        try {
            channel.close();
        } catch (final IOException e) {
            // Read only: nothing can be lost.
            fault = e.getMessage();
        }
    }
}
