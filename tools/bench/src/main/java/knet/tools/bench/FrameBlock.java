package knet.tools.bench;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames of one length, one behind the other, as a capture in memory holds them: what producers
 * copy from.
 */
final class FrameBlock {
    /** A power of two. */
    static final int FRAMES = 4096;

    private final UnsafeBuffer frames;
    private final int lengthBytes;

    FrameBlock(final int lengthBytes) {
        this.lengthBytes = lengthBytes;
        frames = new UnsafeBuffer(new byte[FRAMES * lengthBytes]);
        for (int i = 0; i < frames.capacity(); i += 4) {
            frames.putInt(i, i * 0x9E37_79B9);
        }
    }

    DirectBuffer buffer() {
        return frames;
    }

    int offset(final long frame) {
        return (int) (frame & (FRAMES - 1)) * lengthBytes;
    }

    /** What a consumer must get by adding up, over all frames, every 8 bytes of each. */
    long expectedSum(final long count) {
        long sum = 0;
        final long[] sums = new long[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            sums[i] = sum(frames, offset(i), lengthBytes);
        }
        for (int i = 0; i < FRAMES; i++) {
            final long times = count / FRAMES + (i < count % FRAMES ? 1 : 0);
            sum += times * sums[i];
        }
        return sum;
    }

    /** Adds up a frame, 8 bytes at a time: the consumer's work, so that every byte is read. */
    static long sum(final DirectBuffer buffer, final int offset, final int length) {
        long sum = 0;
        int i = offset;
        final int end = offset + length;
        for (; i + 8 <= end; i += 8) {
            sum += buffer.getLong(i);
        }
        if (i < end) {
            sum += buffer.getInt(i);
        }
        return sum;
    }
}
