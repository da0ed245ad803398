package knet.threads.ip;

import java.util.ArrayDeque;
import knet.threads.base.Budget;
import org.agrona.concurrent.UnsafeBuffer;

/** Memory for datagrams under reassembly: buffers of doubling sizes, kept and bounded. */
final class DatagramBuffers {
    private static final int SMALLEST_SHIFT = 12;
    private static final int CLASSES = 6;

    private final ArrayDeque<UnsafeBuffer>[] idle;
    private final Budget budget;

    DatagramBuffers(final Budget budget) {
        this.budget = budget;
        @SuppressWarnings({"unchecked", "rawtypes"})
        final ArrayDeque<UnsafeBuffer>[] queues = new ArrayDeque[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            queues[i] = new ArrayDeque<>();
        }
        this.idle = queues;
    }

    /** A buffer of at least so many bytes (at most 128 KiB); null if the bound is reached. */
    UnsafeBuffer take(final int bytes) {
        final int index = classOf(bytes);
        final int size = 1 << SMALLEST_SHIFT + index;
        if (!budget.take(size)) {
            return null;
        }
        final UnsafeBuffer buffer = idle[index].pollLast();
        return buffer == null ? new UnsafeBuffer(new byte[size]) : buffer;
    }

    void give(final UnsafeBuffer buffer) {
        budget.give(buffer.capacity());
        idle[classOf(buffer.capacity())].addLast(buffer);
    }

    private static int classOf(final int bytes) {
        int index = 0;
        while (1 << SMALLEST_SHIFT + index < bytes) {
            index++;
        }
        return index;
    }
}
