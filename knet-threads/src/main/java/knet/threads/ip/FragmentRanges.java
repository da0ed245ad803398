package knet.threads.ip;

import java.util.Arrays;
import org.agrona.MutableDirectBuffer;

/**
 * Which bytes of a datagram have come: disjoint ranges in order, each with the arrival number of
 * the fragment that it came with. The complement of the hole list of RFC 815; kept this way round
 * because an overlap is decided by arrival.
 */
final class FragmentRanges {
    private int[] start = new int[8];
    private int[] end = new int[8];
    private int[] arrival = new int[8];
    private int count;
    private int covered;
    private int conflictBytes;

    void clear() {
        count = 0;
        covered = 0;
        conflictBytes = 0;
    }

    /** Bytes that have come. */
    int covered() {
        return covered;
    }

    /** Position behind the last byte that has come. */
    int last() {
        return count == 0 ? 0 : end[count - 1];
    }

    int conflictBytes() {
        return conflictBytes;
    }

    /** True if one fragment with exactly these bounds has come. */
    boolean isDuplicate(final int from, final int to) {
        final int index = firstEndingAfter(from);
        return index < count && start[index] == from && end[index] == to;
    }

    boolean isOverlap(final int from, final int to) {
        final int index = firstEndingAfter(from);
        return index < count && start[index] < to;
    }

    /**
     * Adds a fragment's bytes: where ranges overlap, the earlier arrival wins.
     *
     * @param target where position 0 of the datagram is at {@code targetBase}
     */
    void add(
            final IpPacket packet,
            final int from,
            final int to,
            final MutableDirectBuffer target,
            final int targetBase) {
        int position = from;
        int index = firstEndingAfter(from);
        while (position < to) {
            if (index < count && start[index] <= position) {
                final int until = Math.min(to, end[index]);
                index = overlap(packet, from, position, until, index, target, targetBase);
                position = until;
            } else {
                final int until = index < count ? Math.min(to, start[index]) : to;
                copy(packet, from, position, until, target, targetBase);
                insert(index, position, until, packet.arrival);
                covered += until - position;
                position = until;
                index++;
            }
        }
    }

    /** Deals with [position, until), which lies in range {@code index}; returns the next range. */
    private int overlap(
            final IpPacket packet,
            final int from,
            final int position,
            final int until,
            final int index,
            final MutableDirectBuffer target,
            final int targetBase) {
        for (int i = position; i < until; i++) {
            if (target.getByte(targetBase + i)
                    != packet.buffer.getByte(packet.payloadOffset + i - from)) {
                conflictBytes++;
            }
        }
        if (arrival[index] - packet.arrival <= 0) {
            return until == end[index] ? index + 1 : index;
        }
        copy(packet, from, position, until, target, targetBase);
        final int oldStart = start[index];
        final int oldEnd = end[index];
        final int oldArrival = arrival[index];
        int at = index;
        start[at] = position;
        end[at] = until;
        arrival[at] = packet.arrival;
        if (oldStart < position) {
            insert(at, oldStart, position, oldArrival);
            at++;
        }
        if (until < oldEnd) {
            insert(at + 1, until, oldEnd, oldArrival);
        }
        return at + 1;
    }

    private static void copy(
            final IpPacket packet,
            final int from,
            final int position,
            final int until,
            final MutableDirectBuffer target,
            final int targetBase) {
        target.putBytes(
                targetBase + position,
                packet.buffer,
                packet.payloadOffset + position - from,
                until - position);
    }

    private int firstEndingAfter(final int position) {
        int low = 0;
        int high = count;
        if (count == 0 || end[count - 1] <= position) {
            return count;
        }
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (end[middle] <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void insert(final int index, final int from, final int to, final int number) {
        if (count == start.length) {
            start = Arrays.copyOf(start, count * 2);
            end = Arrays.copyOf(end, count * 2);
            arrival = Arrays.copyOf(arrival, count * 2);
        }
        final int moved = count - index;
        System.arraycopy(start, index, start, index + 1, moved);
        System.arraycopy(end, index, end, index + 1, moved);
        System.arraycopy(arrival, index, arrival, index + 1, moved);
        start[index] = from;
        end[index] = to;
        arrival[index] = number;
        count++;
    }
}
