package knet.threads.tcp;

import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Data of one stream that waits behind a gap: disjoint pieces in the order of the stream. Where
 * segments overlap, the bytes that the NIC saw first win (by arrival number), whatever the order in
 * which they are put here.
 *
 * <p>A piece is at most one cell of the {@link SegmentPool}; longer data takes several. A piece
 * without a cell stands for bytes that a snapshot length cut off.
 */
final class ReassemblyQueue {
    private static final int INITIAL_PIECES = 8;

    private final SegmentPool pool;
    private long[] start = new long[INITIAL_PIECES];
    private int[] length = new int[INITIAL_PIECES];
    private int[] cell = new int[INITIAL_PIECES];
    private int[] cellOffset = new int[INITIAL_PIECES];
    private int[] arrival = new int[INITIAL_PIECES];
    private long[] arrivalNs = new long[INITIAL_PIECES];

    /** Queue number of the frame that a piece completes; -1 if the frame has a later piece. */
    private int[] lastOf = new int[INITIAL_PIECES];

    private int head;
    private int count;
    private int memory;
    private long conflicts;

    ReassemblyQueue(final SegmentPool pool) {
        this.pool = pool;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int pieces() {
        return count;
    }

    /** What the pieces cost, bytes: their cells, and a little for those without. */
    int memory() {
        return memory;
    }

    /** Stream position of the first piece. */
    long headStart() {
        return start[head];
    }

    long headEnd() {
        return start[head] + length[head];
    }

    int headLength() {
        return length[head];
    }

    int headCell() {
        return cell[head];
    }

    int headCellOffset() {
        return cellOffset[head];
    }

    long headArrivalNs() {
        return arrivalNs[head];
    }

    int headArrival() {
        return arrival[head];
    }

    /** The receive queue of the frame that ends with the first piece, -1 if it goes on. */
    int headLastOf() {
        return lastOf[head];
    }

    /** Stream position behind the last piece. */
    long end() {
        final int last = head + count - 1;
        return start[last] + length[last];
    }

    /** Bytes that came twice with different contents, where both could be compared; then 0. */
    long takeConflicts() {
        final long result = conflicts;
        conflicts = 0;
        return result;
    }

    /** Removes the first piece and frees its cell. */
    void removeHead() {
        remove(head);
    }

    void clear() {
        while (count > 0) {
            removeHead();
        }
    }

    /**
     * Puts in what is not there yet of a segment's data.
     *
     * @param from stream position of the segment's first byte
     * @param declared bytes that it covers
     * @param present bytes of them that it holds; the rest was cut off by the capture
     * @return bytes newly covered; negative (minus that many, minus 1) if memory ran out
     */
    long insert(final TcpSegment segment, final long from, final int declared, final int present) {
        final DirectBuffer buffer = segment.buffer;
        final int offset = segment.payloadOffset;
        final long end = from + declared;
        final long presentEnd = from + present;
        carve(segment.arrival, from, end);
        compare(buffer, offset, from, presentEnd);
        long inserted = 0;
        long position = from;
        int index = firstEndingAfter(from);
        while (position < end) {
            if (index < head + count && start[index] <= position) {
                position = start[index] + length[index];
                index++;
                continue;
            }
            final long limit = index < head + count ? Math.min(end, start[index]) : end;
            final int size = pieceSize(position, limit, presentEnd);
            final boolean hasBytes = position < presentEnd;
            final int newCell = hasBytes ? pool.allocate(size) : SegmentPool.NONE;
            if (hasBytes) {
                if (newCell == SegmentPool.NONE) {
                    return -inserted - 1;
                }
                pool.put(newCell, buffer, offset + (int) (position - from), size);
            }
            index = open(index);
            start[index] = position;
            length[index] = size;
            cell[index] = newCell;
            cellOffset[index] = 0;
            arrival[index] = segment.arrival;
            arrivalNs[index] = segment.arrivalNs;
            lastOf[index] = position + size == end ? segment.queue : -1;
            memory += cost(newCell);
            inserted += size;
            position += size;
            index++;
        }
        return inserted;
    }

    private static int pieceSize(final long position, final long limit, final long presentEnd) {
        if (position >= presentEnd) {
            return (int) (limit - position);
        }
        return (int) Math.min(SegmentPool.LARGE, Math.min(limit, presentEnd) - position);
    }

    /**
     * Takes [from, end) away from pieces that the NIC saw later than {@code newArrival}. Does
     * nothing when segments come in the NIC's order.
     */
    void carve(final int newArrival, final long from, final long end) {
        int index = firstEndingAfter(from);
        while (index < head + count && start[index] < end) {
            if (arrival[index] - newArrival <= 0) {
                index++;
            } else {
                index = cut(index, from, end);
            }
        }
    }

    private static int cost(final int cell) {
        return cell == SegmentPool.NONE ? SegmentPool.SMALL : SegmentPool.capacity(cell);
    }

    /** Removes [from, end) from a piece; returns the index of the piece to look at next. */
    private int cut(final int index, final long from, final long end) {
        final long pieceStart = start[index];
        final long pieceEnd = pieceStart + length[index];
        if (from <= pieceStart && pieceEnd <= end) {
            final boolean wasHead = index == head;
            remove(index);
            return wasHead ? head : index;
        }
        if (from > pieceStart && pieceEnd > end) {
            final int tail = splitTail(index, end);
            if (tail < 0) {
                // No cell for the tail: it is lost to this piece, as if it had never come.
                shorten(index, (int) (from - pieceStart));
                return index + 1;
            }
            shorten(tail - 1, (int) (from - pieceStart));
            return tail + 1;
        }
        if (from > pieceStart) {
            shorten(index, (int) (from - pieceStart));
            return index + 1;
        }
        final int by = (int) (end - pieceStart);
        start[index] = end;
        cellOffset[index] += by;
        length[index] -= by;
        return index + 1;
    }

    private int splitTail(final int index, final long at) {
        final int skip = (int) (at - start[index]);
        final int tailLength = length[index] - skip;
        int tailCell = SegmentPool.NONE;
        if (cell[index] != SegmentPool.NONE) {
            tailCell = pool.allocate(tailLength);
            if (tailCell == SegmentPool.NONE) {
                return -1;
            }
            pool.put(
                    tailCell,
                    pool.buffer(cell[index]),
                    pool.offset(cell[index]) + cellOffset[index] + skip,
                    tailLength);
        }
        final int fromHead = index - head;
        final int tail = open(index + 1);
        final int piece = head + fromHead;
        start[tail] = at;
        length[tail] = tailLength;
        cell[tail] = tailCell;
        cellOffset[tail] = 0;
        arrival[tail] = arrival[piece];
        arrivalNs[tail] = arrivalNs[piece];
        lastOf[tail] = lastOf[piece];
        lastOf[piece] = -1;
        length[piece] = skip;
        memory += cost(tailCell);
        return tail;
    }

    private void shorten(final int index, final int newLength) {
        length[index] = newLength;
        lastOf[index] = -1;
    }

    /** Hands pieces that the NIC saw later than {@code since} to another connection. */
    void moveLater(final int since, final TcpReceiver successor, final TcpSegment scratch) {
        int index = head;
        while (index < head + count) {
            if (arrival[index] - since <= 0) {
                index++;
                continue;
            }
            scratch.piece(arrival[index], (int) start[index], arrivalNs[index], lastOf[index]);
            scratch.declaredLength = length[index];
            if (cell[index] != SegmentPool.NONE) {
                scratch.buffer = pool.buffer(cell[index]);
                scratch.payloadOffset = pool.offset(cell[index]) + cellOffset[index];
                scratch.payloadLength = length[index];
            }
            successor.inherit(scratch);
            final boolean wasHead = index == head;
            remove(index);
            if (wasHead) {
                index = head;
            }
        }
    }

    /** Counts bytes that differ between the buffer and pieces that cover the same positions. */
    void compare(
            final DirectBuffer buffer, final int offset, final long from, final long presentEnd) {
        for (int i = firstEndingAfter(from); i < head + count && start[i] < presentEnd; i++) {
            if (cell[i] == SegmentPool.NONE) {
                continue;
            }
            final long first = Math.max(from, start[i]);
            final int size = (int) (Math.min(presentEnd, start[i] + length[i]) - first);
            final DirectBuffer held = pool.buffer(cell[i]);
            final int heldOffset = pool.offset(cell[i]) + cellOffset[i] + (int) (first - start[i]);
            final int newOffset = offset + (int) (first - from);
            for (int b = 0; b < size; b++) {
                if (held.getByte(heldOffset + b) != buffer.getByte(newOffset + b)) {
                    conflicts++;
                }
            }
        }
    }

    /**
     * Index of the first piece that ends after a position: head + count if there is none. Most
     * segments go to the end, so that is tried first.
     */
    private int firstEndingAfter(final long position) {
        int high = head + count;
        if (count == 0 || end() <= position) {
            return high;
        }
        int low = head;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (start[middle] + length[middle] <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void remove(final int index) {
        if (cell[index] != SegmentPool.NONE) {
            pool.free(cell[index]);
        }
        memory -= cost(cell[index]);
        count--;
        if (count == 0) {
            head = 0;
        } else if (index == head) {
            head++;
        } else {
            move(index + 1, index, head + count - index);
        }
    }

    /** Makes room for a piece at an index; returns the index, which moves if the arrays do. */
    private int open(final int index) {
        int at = index;
        if (head + count == start.length) {
            if (head > start.length >> 1) {
                at -= head;
                move(head, 0, count);
                head = 0;
            } else {
                grow();
            }
        }
        move(at, at + 1, head + count - at);
        count++;
        return at;
    }

    private void move(final int from, final int to, final int n) {
        System.arraycopy(start, from, start, to, n);
        System.arraycopy(length, from, length, to, n);
        System.arraycopy(cell, from, cell, to, n);
        System.arraycopy(cellOffset, from, cellOffset, to, n);
        System.arraycopy(arrival, from, arrival, to, n);
        System.arraycopy(arrivalNs, from, arrivalNs, to, n);
        System.arraycopy(lastOf, from, lastOf, to, n);
    }

    private void grow() {
        final int size = start.length * 2;
        start = Arrays.copyOf(start, size);
        length = Arrays.copyOf(length, size);
        cell = Arrays.copyOf(cell, size);
        cellOffset = Arrays.copyOf(cellOffset, size);
        arrival = Arrays.copyOf(arrival, size);
        arrivalNs = Arrays.copyOf(arrivalNs, size);
        lastOf = Arrays.copyOf(lastOf, size);
    }
}
