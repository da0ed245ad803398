package knet.tools.bench;

import java.io.IOException;
import java.nio.file.Path;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.QueueDescriptor;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.agrona.BufferUtil;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The frames of a capture, one behind the other in memory, each from a multiple of 8 bytes on. */
final class FramesInMemory {
    private static final int MAX_BYTES = 1 << 30;

    private final UnsafeBuffer buffer;
    private final int[] offsets;
    private final int[] lengths;
    private final long bytes;

    private FramesInMemory(
            final UnsafeBuffer buffer, final int[] offsets, final int[] lengths, final long bytes) {
        this.buffer = buffer;
        this.offsets = offsets;
        this.lengths = lengths;
        this.bytes = bytes;
    }

    /** Reads a capture of at most 2^24 frames and 1 GiB; what lies behind that is left out. */
    static FramesInMemory load(final Path capture) throws IOException {
        final ExpandableArrayBuffer all = new ExpandableArrayBuffer(1 << 20);
        int[] offsets = new int[1024];
        int[] lengths = new int[1024];
        int frames = 0;
        int position = 0;
        long bytes = 0;
        final Frame frame = new Frame();
        try (FrameSource source = Captures.open(capture)) {
            while (frames < 1 << 24 && position < MAX_BYTES && source.next(frame)) {
                if (frames == offsets.length) {
                    offsets = java.util.Arrays.copyOf(offsets, frames * 2);
                    lengths = java.util.Arrays.copyOf(lengths, frames * 2);
                }
                all.putBytes(position, frame.buffer(), frame.offset(), frame.length());
                offsets[frames] = position;
                lengths[frames] = frame.length();
                bytes += frame.length();
                position = (position + frame.length() + 7) & ~7;
                frames++;
            }
        }
        if (frames == 0) {
            throw new IOException(capture + ": no frames");
        }
        return new FramesInMemory(
                new UnsafeBuffer(all.byteArray(), 0, position + 64 - position % 64),
                java.util.Arrays.copyOf(offsets, frames),
                java.util.Arrays.copyOf(lengths, frames),
                bytes);
    }

    /**
     * One core copies all frames, so many times, into as much memory as a ring's buffers; millions
     * a second.
     */
    double copy(final int loops) {
        final int stride = QueueDescriptor.bufferStride(DeviceDescriptor.DEFAULT_BUFFER_SIZE);
        final int slots = DeviceDescriptor.DEFAULT_RX_RING_SIZE;
        // The last slot has room for the longest frame, which would span buffers in a ring.
        final UnsafeBuffer target =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(slots * stride + (1 << 16), 64));
        final long startNs = System.nanoTime();
        for (int loop = 0; loop < loops; loop++) {
            for (int i = 0; i < offsets.length; i++) {
                final int length = Math.min(lengths[i], 1 << 16);
                target.putBytes((i & (slots - 1)) * stride, buffer, offsets[i], length);
            }
        }
        final long elapsedNs = System.nanoTime() - startNs;
        Blackhole.consume(target.getLong(0));
        return (double) loops * offsets.length * 1e3 / elapsedNs;
    }

    int count() {
        return offsets.length;
    }

    long bytes() {
        return bytes;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int offset(final int frame) {
        return offsets[frame];
    }

    int length(final int frame) {
        return lengths[frame];
    }
}
