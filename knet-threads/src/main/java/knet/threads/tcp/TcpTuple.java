package knet.threads.tcp;

import knet.threads.app.CloseReason;
import knet.threads.ip.Tuple;

/**
 * The connections of one directed tuple, one after the other: decides which of them a segment
 * belongs to.
 *
 * <p>A SYN with another sequence number begins a new connection: connection k owns what the NIC saw
 * from SYN k on to SYN k + 1. The one before stays reachable until a further segment confirms the
 * new one, since an endpoint with an established connection answers a stray SYN with a challenge
 * and goes on (RFC 5961 section 4.2); until then a segment goes to the connection that it is nearer
 * to.
 *
 * <p>Where packets overtake each other on the way from the NIC ({@code skew > 0}), a segment that
 * no connection explains yet is parked until one does, or until nothing that the NIC saw earlier
 * can still come.
 */
public final class TcpTuple {
    private final TcpContext context;
    private final Tuple key;
    private TcpReceiver current;
    private TcpReceiver previous;
    private int streams;

    /** First and last of this tuple's segments in the parking lot. */
    ParkedSegment parked;

    ParkedSegment lastParked;

    TcpTuple(final TcpContext context, final Tuple key) {
        this.context = context;
        this.key = key;
    }

    public Tuple key() {
        return key;
    }

    /** Numbers the tuple's streams, from 0, in the order in which they are announced. */
    public int nextStreamNumber() {
        return streams++;
    }

    /** The fast path. */
    boolean predict(final TcpSegment segment) {
        return current != null && previous == null && current.predict(segment);
    }

    /**
     * Takes a segment.
     *
     * @param settled false if a segment that the NIC saw earlier may still be on its way
     * @return what became of it; null if it must wait: then nothing has changed
     */
    TcpCounter receive(final TcpSegment segment, final boolean settled) {
        if (segment.has(TcpFlags.SYN)) {
            return segment.has(TcpFlags.FIN | TcpFlags.RST)
                    ? TcpCounter.BAD_FLAGS
                    : syn(segment, settled);
        }
        TcpReceiver receiver = route(segment);
        if (receiver == null) {
            if (!settled) {
                return null;
            }
            if (segment.has(TcpFlags.RST)) {
                return TcpCounter.NO_CONNECTION;
            }
            receiver = midstream(segment);
        }
        if (!settled && receiver.isBeforeStart(segment)) {
            return null;
        }
        final TcpCounter outcome = receiver.receive(segment, settled);
        return !settled && isUnexplained(outcome) ? null : outcome;
    }

    private static boolean isUnexplained(final TcpCounter outcome) {
        return outcome == TcpCounter.OUT_OF_WINDOW
                || outcome == TcpCounter.AFTER_CLOSE
                || outcome == TcpCounter.RST_IGNORED;
    }

    private TcpReceiver route(final TcpSegment segment) {
        if (previous == null) {
            return current;
        }
        if (segment.arrival - current.startArrival() < 0) {
            return previous;
        }
        if (!current.isConfirmed()) {
            if (previous.isOpen()
                    && previous.distanceOf(segment.sequence)
                            < current.distanceOf(segment.sequence)) {
                return previous;
            }
            if (context.skew == 0) {
                retirePrevious();
            }
        }
        return current;
    }

    private void retirePrevious() {
        if (previous != null) {
            previous.end(CloseReason.REPLACED);
            previous = null;
        }
    }

    private TcpReceiver midstream(final TcpSegment segment) {
        context.counters.increment(TcpCounter.MIDSTREAM);
        current = new TcpReceiver(context, this);
        current.openMidstream(segment);
        return current;
    }

    private TcpCounter syn(final TcpSegment segment, final boolean settled) {
        TcpReceiver receiver = null;
        if (current != null && current.adopt(segment)) {
            receiver = current;
        } else if (previous != null && previous.beganWith(segment)) {
            receiver = previous;
        }
        if (receiver != null) {
            context.counters.increment(TcpCounter.SYN_RETRANSMITS);
        } else {
            receiver = open(segment);
        }
        if (segment.declaredLength > 0) {
            context.counters.increment(TcpCounter.SYN_DATA);
            final TcpCounter outcome = receiver.receive(segment, settled);
            if (!settled && isUnexplained(outcome)) {
                return TcpCounter.DUPLICATE;
            }
        }
        return TcpCounter.SYN;
    }

    private TcpReceiver open(final TcpSegment syn) {
        context.counters.increment(TcpCounter.OPENED);
        final TcpReceiver opened = new TcpReceiver(context, this);
        opened.openWithSyn(syn);
        if (current == null) {
            current = opened;
            return opened;
        }
        context.counters.increment(TcpCounter.REUSED);
        if (syn.arrival - current.startArrival() < 0) {
            // The NIC saw this one before the connection that is known.
            retirePrevious();
            previous = opened;
            return opened;
        }
        if (previous != null && !current.isConfirmed()) {
            current.end(CloseReason.REPLACED);
        } else {
            retirePrevious();
            previous = current;
        }
        current = opened;
        if (context.skew > 0) {
            previous.surrender(opened, context.scratch);
        } else if (!previous.isOpen()) {
            retirePrevious();
        }
        return opened;
    }

    /** Ends every connection: at the end of the run, or to make room. */
    void end(final CloseReason reason) {
        retirePrevious();
        if (current != null) {
            current.end(reason);
        }
    }
}
