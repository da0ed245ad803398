package knet.threads.tcp;

import org.agrona.DirectBuffer;

/**
 * The last bytes that a stream has put out, to compare them with those of an earlier segment that
 * comes late.
 */
final class RecentBytes {
    /** Some segments: conflicting ones follow each other closely. A power of two. */
    static final int CAPACITY = 1 << 13;

    private final byte[] bytes = new byte[CAPACITY];
    private StreamAssembler owner;
    private long start;
    private long end;

    /** Begins anew for a stream; returns the one that it was kept for until now, or null. */
    StreamAssembler handTo(final StreamAssembler stream) {
        final StreamAssembler former = owner;
        owner = stream;
        start = 0;
        end = 0;
        return former;
    }

    /** Notes what has been put out. Only what follows each other without a gap is kept. */
    void add(final long position, final DirectBuffer buffer, final int offset, final int length) {
        if (position != end) {
            start = position;
        }
        end = position + length;
        start = Math.max(start, end - CAPACITY);
        final int kept = Math.min(length, CAPACITY);
        final int index = indexOf(end - kept);
        final int first = Math.min(kept, CAPACITY - index);
        final int from = offset + length - kept;
        buffer.getBytes(from, bytes, index, first);
        buffer.getBytes(from + first, bytes, 0, kept - first);
    }

    /** How many bytes differ from those that were put out at the same positions. */
    int conflicts(
            final long position, final DirectBuffer buffer, final int offset, final int length) {
        final long until = Math.min(position + length, end);
        int conflicts = 0;
        for (long at = Math.max(position, start); at < until; at++) {
            if (bytes[indexOf(at)] != buffer.getByte(offset + (int) (at - position))) {
                conflicts++;
            }
        }
        return conflicts;
    }

    private static int indexOf(final long position) {
        return (int) position & CAPACITY - 1;
    }
}
