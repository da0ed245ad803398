package knet.threads.stack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import knet.threads.base.Budget;
import knet.threads.ip.IpPacket;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts packets back into the order in which the NIC saw them: keeps a copy of each until no earlier
 * one can still come, which is {@code skew} frames later. A heap by arrival number. Bounded: when
 * memory is short the earliest goes at once.
 */
final class ArrivalSequencer {
    private static final int SMALLEST_SHIFT = 8;
    private static final int SIZE_CLASSES = 12;

    private final int skew;
    private final Budget budget;
    private final List<ArrayDeque<Waiting>> idle = new ArrayList<>();
    private Waiting[] heap = new Waiting[16];
    private int count;
    private boolean started;
    private int latest;

    /**
     * Makes an empty sequencer.
     *
     * @param skew how many frames of the wire a frame may be overtaken by
     * @param budget memory for copies
     */
    ArrivalSequencer(final int skew, final Budget budget) {
        this.skew = skew;
        this.budget = budget;
        for (int i = 0; i < SIZE_CLASSES; i++) {
            idle.add(new ArrayDeque<>());
        }
    }

    /** A packet that waits for its turn. Pooled. */
    static final class Waiting {
        private final UnsafeBuffer memory;
        private final int sizeClass;
        private int length;
        private int flags;
        private int arrival;
        private long captureNs;
        private long arrivalNs;
        private int queue;
        private int processor;

        private Waiting(final int sizeClass) {
            this.sizeClass = sizeClass;
            this.memory = new UnsafeBuffer(new byte[1 << SMALLEST_SHIFT + sizeClass]);
        }

        private void copy(final IpPacket packet) {
            length = packet.frameEnd() - packet.frameOffset();
            memory.putBytes(0, packet.buffer(), packet.frameOffset(), length);
            flags = packet.flags();
            arrival = packet.arrival();
            captureNs = packet.captureNs();
            arrivalNs = packet.arrivalNs();
            queue = packet.queue();
            processor = packet.processor();
        }

        void wrapInto(final IpPacket packet) {
            packet.wrap(memory, 0, length, flags, arrival, captureNs, arrivalNs, queue);
            packet.processor(processor);
        }
    }

    /**
     * Takes a copy of a packet.
     *
     * @return false if there is no memory: the caller makes room with {@link #first}, or goes
     *     without
     */
    boolean add(final IpPacket packet) {
        final Waiting waiting = take(packet.frameEnd() - packet.frameOffset());
        if (waiting == null) {
            return false;
        }
        waiting.copy(packet);
        if (!started || packet.arrival() - latest > 0) {
            started = true;
            latest = packet.arrival();
        }
        if (count == heap.length) {
            heap = Arrays.copyOf(heap, count * 2);
        }
        heap[count] = waiting;
        siftUp(count++);
        return true;
    }

    private Waiting take(final int length) {
        int sizeClass = 0;
        while (1 << SMALLEST_SHIFT + sizeClass < length) {
            sizeClass++;
        }
        final Waiting reused = idle.get(sizeClass).pollLast();
        if (reused != null) {
            return reused;
        }
        return budget.take(1L << SMALLEST_SHIFT + sizeClass) ? new Waiting(sizeClass) : null;
    }

    /** The earliest packet, if nothing earlier can come any more; else null. */
    Waiting settled() {
        return count > 0 && latest - heap[0].arrival > skew ? first() : null;
    }

    /**
     * Removes the earliest packet, null if there is none. To be given back with {@link #release}.
     */
    Waiting first() {
        if (count == 0) {
            return null;
        }
        final Waiting result = heap[0];
        count--;
        heap[0] = heap[count];
        heap[count] = null;
        siftDown();
        return result;
    }

    void release(final Waiting waiting) {
        idle.get(waiting.sizeClass).addLast(waiting);
    }

    private void siftUp(final int from) {
        int index = from;
        while (index > 0 && isEarlier(index, (index - 1) >>> 1)) {
            swap(index, (index - 1) >>> 1);
            index = (index - 1) >>> 1;
        }
    }

    private void siftDown() {
        int index = 0;
        while (true) {
            int least = index;
            final int left = 2 * index + 1;
            if (left < count && isEarlier(left, least)) {
                least = left;
            }
            if (left + 1 < count && isEarlier(left + 1, least)) {
                least = left + 1;
            }
            if (least == index) {
                return;
            }
            swap(index, least);
            index = least;
        }
    }

    private boolean isEarlier(final int a, final int b) {
        return heap[a].arrival - heap[b].arrival < 0;
    }

    private void swap(final int a, final int b) {
        final Waiting moved = heap[a];
        heap[a] = heap[b];
        heap[b] = moved;
    }
}
