package knet.tools.bench;

import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames of one length, one behind the other, as a capture in memory holds them: what producers
 * copy from.
 */
final class FrameBlock {
    /** More than the caches hold, as a capture that is worth replaying is. */
    private static final int BLOCK_BYTES = 1 << 26;

    private final int count;
    private final UnsafeBuffer frames;
    private final int lengthBytes;

    FrameBlock(final int lengthBytes) {
        this.lengthBytes = lengthBytes;
        count = Integer.highestOneBit(BLOCK_BYTES / lengthBytes);
        frames = new UnsafeBuffer(BufferUtil.allocateDirectAligned(count * lengthBytes, 64));
        for (int i = 0; i < frames.capacity(); i += 4) {
            frames.putInt(i, i * 0x9E37_79B9);
        }
    }

    DirectBuffer buffer() {
        return frames;
    }

    int offset(final long frame) {
        return (int) (frame & (count - 1)) * lengthBytes;
    }

    /** What a consumer must get by adding up, over all frames, every 8 bytes of each. */
    long expectedSum(final long total) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            final long times = total / count + (i < total % count ? 1 : 0);
            sum += times * sum(frames, offset(i), lengthBytes);
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
