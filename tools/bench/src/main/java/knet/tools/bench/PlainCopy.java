package knet.tools.bench;

import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.QueueDescriptor;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The other reference: one core copies the same bytes from the same block into as much memory as
 * the ring's.
 */
final class PlainCopy {
    private static final int SLOTS = 1024;

    private PlainCopy() {}

    /** Copies {@code count} frames one by one and returns millions of them a second. */
    static double run(final int length, final long count) {
        final FrameBlock block = new FrameBlock(length);
        final DirectBuffer source = block.buffer();
        final int stride = QueueDescriptor.bufferStride(DeviceDescriptor.DEFAULT_BUFFER_SIZE);
        final UnsafeBuffer target = new UnsafeBuffer(new byte[SLOTS * stride]);
        final long startNs = System.nanoTime();
        for (long i = 0; i < count; i++) {
            target.putBytes((int) (i & (SLOTS - 1)) * stride, source, block.offset(i), length);
        }
        final long elapsedNs = System.nanoTime() - startNs;
        Blackhole.consume(target.getLong(0));
        return count * 1e3 / elapsedNs;
    }
}
