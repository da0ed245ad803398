package knet.threads.tcp;

import org.agrona.DirectBuffer;

/**
 * Puts the data of one stream in order: puts out what comes next, holds what comes beyond a gap,
 * and skips a gap when told to or when too much is held.
 *
 * <p>Positions count bytes from an arbitrary origin in 64 bits; the low 32 are the sequence number,
 * so streams longer than 4 GiB need nothing special.
 */
final class StreamAssembler {
    private final TcpContext context;
    private final TcpReceiver owner;
    private ReassemblyQueue held;
    private long next;

    /** Position behind the last byte: that of the FIN, if it is known. */
    private long end = Long.MAX_VALUE;

    /** Latest arrival number of a segment that was put out. */
    private int latestArrival;

    /** Earliest arrival number of a segment with data that was put out or held. */
    private int earliestArrival;

    private boolean tookData;

    /** What was put out last, if segments overtake each other; or null. */
    private RecentBytes recent;

    private StreamAssembler previousHolder;
    private StreamAssembler nextHolder;

    StreamAssembler(final TcpContext context, final TcpReceiver owner) {
        this.context = context;
        this.owner = owner;
    }

    void start(final long position, final int arrival) {
        next = position;
        latestArrival = arrival;
    }

    /** Position of the next byte expected. */
    long next() {
        return next;
    }

    /** Position of a sequence number: the nearest to the next byte expected. */
    long positionOf(final int sequence) {
        final long position = next + (sequence - (int) next);
        // What is further behind than a window is no retransmission, but stray, or far ahead.
        return next - position > TcpContext.MAX_WINDOW_BYTES ? position + (1L << 32) : position;
    }

    /** Distance of a sequence number from the next byte expected, bytes, either way. */
    long distanceOf(final int sequence) {
        return Math.abs((long) (sequence - (int) next));
    }

    /** Moves past bytes that are no data (a FIN), or back. */
    void moveTo(final long position) {
        next = position;
    }

    /** Sets the position behind the last byte; Long.MAX_VALUE if it is not known. */
    void end(final long position) {
        end = position;
    }

    boolean isComplete() {
        return next == end;
    }

    /** Nothing is held. */
    boolean isIdle() {
        return held == null;
    }

    /** Position behind the last held byte; -1 if nothing is held. */
    long heldEnd() {
        return held == null ? -1 : held.end();
    }

    /** The fast path: a segment that begins with the next byte, while nothing is held. */
    void append(final TcpSegment segment) {
        final int length = segment.payloadLength;
        next += length;
        noteArrival(segment.arrival);
        put(segment.buffer, segment.payloadOffset, length);
        context.sink.onFrameDelivered(segment.arrivalNs, segment.queue);
    }

    /**
     * Puts out a segment that begins at or before the next byte, and what it makes contiguous.
     *
     * @param position of the segment's first byte
     * @param limit position behind its last one, beyond the next byte
     */
    void deliver(final TcpSegment segment, final long position, final long limit) {
        final long presentEnd = Math.min(limit, position + segment.payloadLength);
        noteArrival(segment.arrival);
        if (held != null) {
            held.carve(segment.arrival, next, limit);
            final int skip = (int) (next - position);
            held.compare(segment.buffer, segment.payloadOffset + skip, next, presentEnd);
            countConflicts();
        }
        while (next < limit) {
            final long until =
                    held != null && !held.isEmpty() ? Math.min(limit, held.headStart()) : limit;
            if (until > next) {
                final long from = next;
                final long dataEnd = Math.max(from, Math.min(until, presentEnd));
                next = until;
                if (dataEnd > from) {
                    putUntil(
                            dataEnd,
                            segment.buffer,
                            segment.payloadOffset + (int) (from - position),
                            (int) (dataEnd - from));
                }
                if (until > dataEnd) {
                    cut(until - dataEnd);
                }
            }
            drain(true);
        }
        drain(true);
        context.sink.onFrameDelivered(segment.arrivalNs, segment.queue);
    }

    /** Puts out what ends at the next byte. */
    private void put(final DirectBuffer buffer, final int offset, final int length) {
        putUntil(next, buffer, offset, length);
    }

    private void putUntil(
            final long position, final DirectBuffer buffer, final int offset, final int length) {
        if (context.skew > 0 && owner.isSpread()) {
            if (recent == null) {
                recent = context.claimRecent(this);
            }
            recent.add(position - length, buffer, offset, length);
        }
        context.sink.onData(owner, buffer, offset, length);
    }

    /** Another stream has got the memory. */
    void loseRecent() {
        recent = null;
    }

    private void noteEarliest(final int arrival) {
        if (!tookData || arrival - earliestArrival < 0) {
            tookData = true;
            earliestArrival = arrival;
        }
    }

    /** True if the NIC saw all data after the frame of this number, or there was none. */
    boolean tookOnlyAfter(final int arrival) {
        return !tookData || earliestArrival - arrival > 0;
    }

    private void noteArrival(final int arrival) {
        if (arrival - latestArrival > 0) {
            latestArrival = arrival;
        }
        noteEarliest(arrival);
    }

    /**
     * Counts the part of a segment that has been put out before: as a conflict where a later
     * segment may have gone out first, with other contents.
     */
    void countOld(final TcpSegment segment, final long position, final long bytes) {
        context.counters.add(TcpCounter.RETRANSMITTED_BYTES, bytes);
        if (segment.arrival - latestArrival >= 0) {
            return;
        }
        context.counters.add(TcpCounter.OVERTAKEN_BYTES, bytes);
        if (recent != null) {
            final int present = (int) Math.min(bytes, segment.payloadLength);
            context.counters.add(
                    TcpCounter.OVERLAP_CONFLICT_BYTES,
                    recent.conflicts(position, segment.buffer, segment.payloadOffset, present));
        }
    }

    /** Holds a segment that begins beyond the next byte. */
    TcpCounter hold(final TcpSegment segment, final long position, final long limit) {
        if (held == null) {
            held = context.startHolding(this);
        }
        noteEarliest(segment.arrival);
        final int declared = (int) (limit - position);
        final int present = Math.min(declared, segment.payloadLength);
        long inserted = held.insert(segment, position, declared, present);
        while (inserted < 0 && context.relieve(this)) {
            inserted = held.insert(segment, position, declared, present);
        }
        countConflicts();
        while (held != null && held.memory() > context.streamHeldBytes) {
            forceGap();
        }
        if (inserted < 0) {
            releaseIfEmpty();
            return TcpCounter.NO_MEMORY;
        }
        context.counters.add(TcpCounter.RETRANSMITTED_BYTES, declared - inserted);
        return inserted == 0 ? TcpCounter.DUPLICATE : TcpCounter.OUT_OF_ORDER;
    }

    /**
     * Puts out held pieces as far as they continue the stream.
     *
     * @param timely false if what ended the wait says nothing about the host: no latency is
     *     reported
     */
    private void drain(final boolean timely) {
        while (held != null && !held.isEmpty() && held.headStart() <= next && next != end) {
            final long until = Math.min(held.headEnd(), end);
            if (until > next) {
                final int skip = (int) (next - held.headStart());
                final int length = (int) (until - next);
                final int cell = held.headCell();
                next = until;
                if (cell == SegmentPool.NONE) {
                    cut(length);
                } else {
                    put(
                            context.pool.buffer(cell),
                            context.pool.offset(cell) + held.headCellOffset() + skip,
                            length);
                }
            }
            noteArrival(held.headArrival());
            final int frameQueue = held.headLastOf();
            if (timely && frameQueue >= 0) {
                context.sink.onFrameDelivered(held.headArrivalNs(), frameQueue);
            }
            held.removeHead();
        }
        releaseIfEmpty();
    }

    /** Gives up the gap before the first held piece, because too much is held. */
    void forceGap() {
        context.counters.increment(TcpCounter.GAPS_FORCED);
        skipGap();
        owner.onAdvanced();
    }

    /** Gives up every gap, and the one before the end if that is known. */
    void skipGaps() {
        while (held != null) {
            skipGap();
        }
        if (end != Long.MAX_VALUE) {
            skipTo(end);
        }
    }

    private void skipGap() {
        skipTo(Math.min(held.headStart(), end));
        if (next == end) {
            clear();
        } else {
            drain(false);
        }
    }

    /** Gives up what lies before a position. */
    void skipTo(final long position) {
        final long missing = position - next;
        if (missing > 0) {
            context.counters.increment(TcpCounter.GAPS);
            context.counters.add(TcpCounter.GAP_BYTES, missing);
            next = position;
            context.sink.onGap(owner, missing);
        }
    }

    /** Drops what is held. */
    void clear() {
        if (held != null) {
            held.clear();
            releaseIfEmpty();
        }
    }

    /** Hands what the NIC saw after another connection began to that one. */
    void surrender(final int since, final TcpReceiver successor, final TcpSegment scratch) {
        if (held != null) {
            held.moveLater(since, successor, scratch);
            releaseIfEmpty();
        }
    }

    private void cut(final long bytes) {
        context.counters.add(TcpCounter.CUT_BYTES, bytes);
        context.sink.onGap(owner, bytes);
    }

    private void countConflicts() {
        context.counters.add(TcpCounter.OVERLAP_CONFLICT_BYTES, held.takeConflicts());
    }

    private void releaseIfEmpty() {
        if (held != null && held.isEmpty()) {
            context.stopHolding(this, held);
            held = null;
        }
    }

    void linkToSelf() {
        previousHolder = this;
        nextHolder = this;
    }

    void linkBefore(final StreamAssembler other) {
        nextHolder = other;
        previousHolder = other.previousHolder;
        previousHolder.nextHolder = this;
        other.previousHolder = this;
    }

    void unlink() {
        previousHolder.nextHolder = nextHolder;
        nextHolder.previousHolder = previousHolder;
        previousHolder = null;
        nextHolder = null;
    }

    StreamAssembler nextHolder() {
        return nextHolder;
    }
}
