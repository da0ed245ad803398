package knet.threads.tcp;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Segments that overtook others on the way from the NIC and that no connection explains yet: a heap
 * by arrival number. A segment leaves when a SYN explains it, or when it is settled: {@code skew}
 * frames later nothing earlier can still come. Bounded: the earliest leaves to make room.
 */
final class ParkingLot {
    private static final int MAX_SEGMENTS = 1 << 16;
    private static final int MAX_BYTES = 64 << 20;

    private final TcpContext context;
    private final ArrayDeque<ParkedSegment> idle = new ArrayDeque<>();
    private ParkedSegment[] heap = new ParkedSegment[16];
    private int count;
    private long bytes;

    ParkingLot(final TcpContext context) {
        this.context = context;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void park(final TcpTuple tuple, final TcpSegment segment) {
        if (!segment.counted) {
            context.counters.increment(TcpCounter.PARKED);
        }
        while (count >= MAX_SEGMENTS || bytes > MAX_BYTES && count > 0) {
            settleFirst();
        }
        final ParkedSegment reused = idle.pollLast();
        final ParkedSegment parked = reused == null ? new ParkedSegment() : reused;
        parked.copy(tuple, segment);
        bytes += parked.memoryBytes();
        link(tuple, parked);
        if (count == heap.length) {
            heap = Arrays.copyOf(heap, count * 2);
        }
        heap[count] = parked;
        parked.heapIndex = count;
        count++;
        siftUp(parked.heapIndex);
    }

    /** Lets go of what is settled now that the NIC's frame {@code arrival} has been seen. */
    void settle(final int arrival) {
        while (count > 0 && arrival - heap[0].segment.arrival > context.skew) {
            settleFirst();
        }
    }

    /** Lets go of everything, in the order of arrival. */
    void settleAll() {
        while (count > 0) {
            settleFirst();
        }
    }

    private void settleFirst() {
        final ParkedSegment parked = heap[0];
        unlink(parked);
        removeAt(0);
        count(parked, parked.tuple.receive(parked.segment, true));
        recycle(parked);
    }

    /** Tries a tuple's segments again, because a SYN has come. */
    void retry(final TcpTuple tuple) {
        ParkedSegment parked = tuple.parked;
        while (parked != null) {
            final ParkedSegment following = parked.next;
            final TcpCounter outcome = tuple.receive(parked.segment, false);
            if (outcome != null) {
                unlink(parked);
                removeAt(parked.heapIndex);
                count(parked, outcome);
                recycle(parked);
            }
            parked = following;
        }
    }

    private void count(final ParkedSegment parked, final TcpCounter outcome) {
        if (!parked.segment.counted) {
            context.counters.increment(outcome);
        }
    }

    private void recycle(final ParkedSegment parked) {
        bytes -= parked.memoryBytes();
        parked.tuple = null;
        parked.previous = null;
        parked.next = null;
        idle.addLast(parked);
    }

    private static void link(final TcpTuple tuple, final ParkedSegment parked) {
        ParkedSegment before = tuple.lastParked;
        while (before != null && before.segment.arrival - parked.segment.arrival > 0) {
            before = before.previous;
        }
        parked.previous = before;
        parked.next = before == null ? tuple.parked : before.next;
        if (before == null) {
            tuple.parked = parked;
        } else {
            before.next = parked;
        }
        if (parked.next == null) {
            tuple.lastParked = parked;
        } else {
            parked.next.previous = parked;
        }
    }

    private static void unlink(final ParkedSegment parked) {
        final TcpTuple tuple = parked.tuple;
        if (parked.previous == null) {
            tuple.parked = parked.next;
        } else {
            parked.previous.next = parked.next;
        }
        if (parked.next == null) {
            tuple.lastParked = parked.previous;
        } else {
            parked.next.previous = parked.previous;
        }
    }

    private void removeAt(final int index) {
        count--;
        final ParkedSegment last = heap[count];
        heap[count] = null;
        if (index < count) {
            heap[index] = last;
            last.heapIndex = index;
            siftDown(index);
            siftUp(last.heapIndex);
        }
    }

    private void siftUp(final int from) {
        int index = from;
        while (index > 0 && isEarlier(index, (index - 1) >>> 1)) {
            swap(index, (index - 1) >>> 1);
            index = (index - 1) >>> 1;
        }
    }

    private void siftDown(final int from) {
        int index = from;
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
        return heap[a].segment.arrival - heap[b].segment.arrival < 0;
    }

    private void swap(final int a, final int b) {
        final ParkedSegment moved = heap[a];
        heap[a] = heap[b];
        heap[b] = moved;
        heap[a].heapIndex = a;
        heap[b].heapIndex = b;
    }
}
