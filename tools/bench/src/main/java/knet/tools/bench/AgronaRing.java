package knet.tools.bench;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** The reference: Agrona's OneToOneRingBuffer in a mapped file between two processes. */
final class AgronaRing {
    /** As many bytes as the receive buffers of a queue with 1024 descriptors. */
    private static final int CAPACITY = 1 << 21;

    private static final int BATCH = 256;

    private AgronaRing() {}

    static OneToOneRingBuffer map(final Path file) throws IOException {
        final int length = CAPACITY + RingBufferDescriptor.TRAILER_LENGTH;
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, length);
            return new OneToOneRingBuffer(new UnsafeBuffer(mapped));
        }
    }

    static void produce(final Path file, final int length, final long count) throws IOException {
        final OneToOneRingBuffer ring = map(file);
        final FrameBlock block = new FrameBlock(length);
        final DirectBuffer source = block.buffer();
        final Spin spin = new Spin();
        for (long i = 0; i < count; i++) {
            final int offset = block.offset(i);
            while (!ring.write(1, source, offset, length)) {
                spin.idle();
            }
            spin.reset();
        }
    }

    /** Takes {@code count} messages and returns millions of them a second, first to last. */
    static double consume(
            final OneToOneRingBuffer ring, final int length, final long count, final long expected)
            throws IOException {
        final Sum sum = new Sum();
        final Spin spin = new Spin();
        while (ring.size() == 0) {
            spin.idle();
        }
        final long startNs = System.nanoTime();
        while (sum.messages < count) {
            if (ring.read(sum, BATCH) == 0) {
                spin.idle();
            } else {
                spin.reset();
            }
        }
        final long elapsedNs = System.nanoTime() - startNs;
        if (sum.sum != expected) {
            throw new IOException("Agrona's ring delivered other bytes than were written");
        }
        return count * 1e3 / elapsedNs;
    }

    /** Reads every byte of every message. */
    private static final class Sum implements org.agrona.concurrent.MessageHandler {
        private long messages;
        private long sum;

        @Override
        public void onMessage(
                final int typeId,
                final org.agrona.MutableDirectBuffer buffer,
                final int offset,
                final int length) {
            messages++;
            sum += FrameBlock.sum(buffer, offset, length);
        }
    }
}
