package knet.threads.tcp;

import knet.threads.app.CloseReason;

/**
 * The receiving half of one connection (RFC 9293 section 3.10.7): takes segments of one direction,
 * in any order, and puts out the stream of bytes that an endpoint would have read. A state machine:
 * no I/O, no clock.
 *
 * <p>It sees one direction alone, since the other may be on another queue. What follows from that:
 * the window is not the one that the peer announced but {@link TcpContext#MAX_WINDOW_BYTES}; a gap
 * is given up when too much is held behind it or when the stream ends, not when the peer
 * acknowledges it; the state is OPEN from SYN (or from the first segment of a connection joined in
 * the middle) to FIN or RST.
 *
 * <p>Arrival numbers decide between events that may have overtaken each other on their way from the
 * NIC: what it saw first was first. See {@link StreamAssembler} for positions.
 */
public final class TcpReceiver {
    private static final int OPEN = 0;
    private static final int CLOSED = 1;
    private static final int RESET = 2;
    private static final long NO_FIN = Long.MAX_VALUE;
    private static final int SPECIAL = TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST | TcpFlags.URG;

    private final TcpContext context;
    private final TcpTuple tuple;
    private final StreamAssembler stream;
    private final TimestampCheck timestamps = new TimestampCheck();
    private final ConnectionStart start = new ConnectionStart();

    private int state;
    private boolean confirmed;
    private boolean ended;
    private long startPosition;
    private long finPosition = NO_FIN;
    private int finArrival;
    private int closeArrival;
    private long resetPosition;
    private final FarRun farRun = new FarRun();

    /** The tuple's connection before this one, while it can still get segments. */
    private TcpReceiver older;

    private boolean announced;
    private Object attachment;

    TcpReceiver(final TcpContext context, final TcpTuple tuple) {
        this.context = context;
        this.tuple = tuple;
        this.stream = new StreamAssembler(context, this);
    }

    /** Begins with a SYN: the first byte follows its sequence number. */
    void openWithSyn(final TcpSegment syn) {
        start.withSyn(syn);
        begin(syn);
    }

    /** Begins in the middle of a connection: the first byte is that of the segment. */
    void openMidstream(final TcpSegment segment) {
        start.midstream(segment);
        begin(segment);
        confirmed = true;
    }

    private void begin(final TcpSegment segment) {
        startPosition = 1L << 32 | start.sequence() & 0xffffffffL;
        stream.start(startPosition, segment.arrival);
        timestamps.start(segment);
    }

    /**
     * The fast path (Van Jacobson's header prediction): the segment that was expected, with nothing
     * special about it, while nothing is held.
     *
     * @return true if the segment has been dealt with
     */
    boolean predict(final TcpSegment segment) {
        if (segment.sequence != (int) stream.next()
                || (segment.flags & SPECIAL) != 0
                || state != OPEN
                || !stream.isIdle()
                || finPosition != NO_FIN
                || !confirmed
                || segment.payloadLength != segment.declaredLength
                || !timestamps.advance(segment)) {
            return false;
        }
        if (segment.payloadLength > 0) {
            stream.append(segment);
        }
        return true;
    }

    /**
     * Takes a segment that is not a new SYN.
     *
     * @param settled false if a segment that the NIC saw earlier may still be on its way
     * @return what became of it; null if that shows only when more has come. With null and with
     *     outcomes that {@link TcpTuple#isUnexplained} nothing has changed, so that the segment may
     *     be tried again later.
     */
    TcpCounter receive(final TcpSegment segment, final boolean settled) {
        long position = stream.positionOf(segment.sequence);
        if (segment.has(TcpFlags.SYN)) {
            position++;
        }
        if (segment.has(TcpFlags.RST)) {
            return reset(segment, position, settled);
        }
        final boolean fin = segment.has(TcpFlags.FIN);
        final int declared = segment.declaredLength;
        if (declared == 0 && !fin) {
            return acknowledgement(segment, position);
        }
        final long end = position + declared;
        final long next = stream.next();
        if (end < next || end == next && !(fin && state == OPEN)) {
            return duplicate(segment, position);
        }
        if (position - next > TcpContext.MAX_WINDOW_BYTES
                && !(settled && isResynchronised(segment, position))) {
            return TcpCounter.OUT_OF_WINDOW;
        }
        if (isAfterClose(segment, position, end)) {
            return TcpCounter.AFTER_CLOSE;
        }
        if (fin && !settled && position > next) {
            // Of the next connection, perhaps, whose SYN is still on its way.
            return null;
        }
        if (timestamps.isOld(segment, tuple.skew())) {
            return TcpCounter.PAWS_REJECTED;
        }
        confirmed = true;
        if (end > finPosition && finPosition != NO_FIN && segment.arrival - finArrival < 0) {
            cancelFin();
        }
        if (fin && end < finPosition) {
            fin(end, segment.arrival);
        }
        final TcpCounter outcome = take(segment, position, Math.min(end, finPosition));
        onAdvanced();
        return outcome;
    }

    private boolean isAfterClose(final TcpSegment segment, final long position, final long end) {
        if (ended || state != OPEN && segment.arrival - closeArrival > 0) {
            return true;
        }
        return end > finPosition && position >= finPosition && segment.arrival - finArrival > 0;
    }

    private TcpCounter take(final TcpSegment segment, final long position, final long limit) {
        final long next = stream.next();
        if (position > next) {
            return limit > position ? stream.hold(segment, position, limit) : TcpCounter.FIN;
        }
        timestamps.advance(segment);
        if (limit <= next) {
            return TcpCounter.FIN;
        }
        stream.countOld(segment, position, next - position);
        stream.deliver(segment, position, limit);
        return TcpCounter.IN_ORDER;
    }

    private TcpCounter acknowledgement(final TcpSegment segment, final long position) {
        final long next = stream.next();
        if (position == next - 1) {
            return TcpCounter.KEEP_ALIVE;
        }
        if (position - next > TcpContext.MAX_WINDOW_BYTES) {
            return TcpCounter.OUT_OF_WINDOW;
        }
        if (position == next) {
            confirmed = true;
            timestamps.advance(segment);
        }
        return TcpCounter.PURE_ACK;
    }

    private TcpCounter duplicate(final TcpSegment segment, final long position) {
        if (segment.declaredLength == 1 && position == stream.next() - 1) {
            return TcpCounter.KEEP_ALIVE;
        }
        stream.countOld(segment, position, segment.declaredLength);
        return TcpCounter.DUPLICATE;
    }

    /** True for the segment that shows that the stream goes on far ahead. */
    private boolean isResynchronised(final TcpSegment segment, final long position) {
        if (state != OPEN || finPosition != NO_FIN || !farRun.isConvincing(segment)) {
            return false;
        }
        stream.skipGaps();
        stream.skipTo(position);
        return true;
    }

    private TcpCounter reset(final TcpSegment segment, final long position, final boolean settled) {
        if (state != OPEN) {
            // It may be for a connection whose SYN is still on its way.
            return settled ? TcpCounter.RST : TcpCounter.RST_IGNORED;
        }
        // RFC 5961 section 3.2: exactly the next byte expected. Where the capture has a gap, the
        // endpoint may have had none: then the next byte is the one behind all that was seen.
        if (position != stream.next()
                && position != stream.heldEnd()
                && position - 1 != finPosition) {
            return TcpCounter.RST_IGNORED;
        }
        state = RESET;
        resetPosition = position;
        closeArrival = segment.arrival;
        context.counters.increment(TcpCounter.RESET);
        if (context.skew == 0) {
            end(CloseReason.RESET);
        }
        return TcpCounter.RST;
    }

    private void fin(final long position, final int arrival) {
        finPosition = position;
        finArrival = arrival;
        stream.end(position);
    }

    /** Called when the stream has moved on: closes it at its FIN. */
    void onAdvanced() {
        if (stream.isComplete() && state == OPEN) {
            state = CLOSED;
            closeArrival = finArrival;
            stream.moveTo(finPosition + 1);
            context.counters.increment(TcpCounter.CLOSED);
            if (context.skew == 0) {
                end(CloseReason.FIN);
            }
        }
    }

    /** Data that the NIC saw before the FIN, and beyond it: then the FIN was not the end. */
    private void cancelFin() {
        if (state == CLOSED) {
            state = OPEN;
            stream.moveTo(finPosition);
            context.counters.add(TcpCounter.CLOSED, -1);
        }
        fin(NO_FIN, 0);
    }

    /** Ends the stream: skips the gaps that are left and tells the application. */
    void end(final CloseReason reason) {
        if (ended) {
            return;
        }
        ended = true;
        if (state != CLOSED) {
            stream.skipGaps();
            onAdvanced();
        }
        if (state == CLOSED) {
            // Beyond the FIN nothing is part of the stream.
            stream.clear();
            context.sink.onClose(this, CloseReason.FIN);
        } else {
            context.sink.onClose(this, state == RESET ? CloseReason.RESET : reason);
        }
    }

    /**
     * Gives up what the NIC saw after another connection began: it belongs to that one. Happens
     * only where packets overtake each other on their way from the NIC.
     */
    void surrender(final TcpReceiver successor, final TcpSegment scratch) {
        final int since = successor.startArrival();
        if (finPosition != NO_FIN && finArrival - since > 0) {
            scratch.piece(finArrival, (int) finPosition, 0, -1);
            scratch.flags = TcpFlags.FIN;
            cancelFin();
            successor.inherit(scratch);
        }
        stream.surrender(since, successor, scratch);
        if (state == RESET && closeArrival - since > 0) {
            state = OPEN;
            context.counters.add(TcpCounter.RESET, -1);
            scratch.piece(closeArrival, (int) resetPosition, 0, -1);
            scratch.flags = TcpFlags.RST;
            successor.inherit(scratch);
        }
    }

    /** Takes what an earlier connection gave up, or parks it for yet another one. */
    void inherit(final TcpSegment part) {
        if (isBeforeStart(part) || TcpTuple.isUnexplained(receive(part, false))) {
            context.parkingLot.park(tuple, part);
        }
    }

    /** See {@link StreamAssembler#distanceOf}. */
    long distanceOf(final int sequence) {
        return stream.distanceOf(sequence);
    }

    /** Segments of the connection may overtake each other on their way from the NIC. */
    boolean isSpread() {
        return tuple.skew() > 0;
    }

    /** True if the segment lies before the first byte of the stream, so is not of it. */
    boolean isBeforeStart(final TcpSegment segment) {
        return stream.positionOf(segment.sequence) < startPosition - 1;
    }

    ConnectionStart start() {
        return start;
    }

    /** True if the NIC saw all that it took after the frame of this number. */
    boolean tookOnlyAfter(final int arrival) {
        return !ended
                && stream.tookOnlyAfter(arrival)
                && (finPosition == NO_FIN || finArrival - arrival > 0)
                && (state != RESET || closeArrival - arrival > 0);
    }

    /** A segment other than its SYN has fitted. */
    boolean isConfirmed() {
        return confirmed;
    }

    boolean isOpen() {
        return state == OPEN;
    }

    /** Arrival number of the first segment. */
    public int startArrival() {
        return start.arrival();
    }

    /** Protocol time of the first segment, ns since 1970. */
    public long startNs() {
        return start.captureNs();
    }

    TcpReceiver older() {
        return older;
    }

    void older(final TcpReceiver receiver) {
        older = receiver;
    }

    public TcpTuple tuple() {
        return tuple;
    }

    /** True if the application has been told of the stream. */
    public boolean isAnnounced() {
        return announced;
    }

    /** The application's own. */
    public Object attachment() {
        return attachment;
    }

    /** Notes that the application has been told of the stream. */
    public void announce(final Object applicationState) {
        announced = true;
        attachment = applicationState;
    }
}
