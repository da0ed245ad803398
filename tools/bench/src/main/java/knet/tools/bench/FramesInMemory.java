package knet.tools.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.QueueDescriptor;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The frames of a capture, one behind the other in memory, each from a multiple of 8 bytes on. */
public final class FramesInMemory {
    private static final int MAX_BYTES = 1 << 30;
    private static final int MAX_FRAMES = 1 << 24;

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
        final Builder builder = new Builder();
        final Frame frame = new Frame();
        try (FrameSource source = Captures.open(capture)) {
            while (!builder.isFull() && source.next(frame)) {
                builder.add(frame.buffer(), frame.offset(), frame.length());
            }
        }
        if (builder.frames == 0) {
            throw new IOException(capture + ": no frames");
        }
        return builder.build();
    }

    /** Frames that were built; at least one. */
    static FramesInMemory of(final List<byte[]> frames) {
        final Builder builder = new Builder();
        for (final byte[] frame : frames) {
            builder.add(new UnsafeBuffer(frame), 0, frame.length);
        }
        return builder.build();
    }

    /** Puts frames one behind the other. */
    private static final class Builder {
        private final ExpandableArrayBuffer all = new ExpandableArrayBuffer(1 << 20);
        private int[] offsets = new int[1024];
        private int[] lengths = new int[1024];
        private int frames;
        private int position;
        private long bytes;

        boolean isFull() {
            return frames >= MAX_FRAMES || position >= MAX_BYTES;
        }

        void add(final DirectBuffer buffer, final int offset, final int length) {
            if (frames == offsets.length) {
                offsets = Arrays.copyOf(offsets, frames * 2);
                lengths = Arrays.copyOf(lengths, frames * 2);
            }
            all.putBytes(position, buffer, offset, length);
            offsets[frames] = position;
            lengths[frames] = length;
            bytes += length;
            position = (position + length + 7) & ~7;
            frames++;
        }

        FramesInMemory build() {
            return new FramesInMemory(
                    new UnsafeBuffer(all.byteArray(), 0, position + 64 - position % 64),
                    Arrays.copyOf(offsets, frames),
                    Arrays.copyOf(lengths, frames),
                    bytes);
        }
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
