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
 * <p>Where packets overtake each other on the way from the NIC ({@code skew > 0}), connections are
 * kept until nothing of them can still come, and a segment that no connection explains yet is
 * parked until one does, or until nothing that the NIC saw earlier can still come.
 */
public final class TcpTuple {
    private final TcpContext context;
    private final Tuple key;

    /** The way that the last segment came, -1 before the first. */
    private int way = -1;

    /** Segments came several ways, so that they may have overtaken each other. */
    private boolean spread;

    /** The connection that began last on the wire; older ones hang on it. */
    private TcpReceiver newest;

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

    /**
     * How many frames of the wire one of this tuple's segments may be overtaken by another of them:
     * none as long as all came one way, however many queues and threads there are.
     */
    int skew() {
        return spread ? context.skew : 0;
    }

    /** The fast path: sees every segment first. */
    boolean predict(final TcpSegment segment) {
        if (segment.way != way) {
            spread |= way >= 0;
            way = segment.way;
        }
        final TcpReceiver receiver = newest;
        return receiver != null && receiver.older() == null && receiver.predict(segment);
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

    /** True if a later segment may change what becomes of one. */
    static boolean isUnexplained(final TcpCounter outcome) {
        return outcome == null
                || outcome == TcpCounter.OUT_OF_WINDOW
                || outcome == TcpCounter.AFTER_CLOSE
                || outcome == TcpCounter.PAWS_REJECTED
                || outcome == TcpCounter.RST_IGNORED;
    }

    /** The connection that a segment belongs to; null if the NIC saw it before all of them. */
    private TcpReceiver route(final TcpSegment segment) {
        final TcpReceiver owner = ownerAt(segment.arrival);
        if (owner == null || owner.older() == null || owner.isConfirmed()) {
            return owner;
        }
        final TcpReceiver rival = confirmedBefore(owner);
        if (rival != null
                && rival.isOpen()
                && rival.distanceOf(segment.sequence) < owner.distanceOf(segment.sequence)) {
            return rival;
        }
        if (context.skew == 0) {
            retireBefore(owner);
        }
        return owner;
    }

    /** The connection that began last up to an arrival number. */
    private TcpReceiver ownerAt(final int arrival) {
        TcpReceiver receiver = newest;
        while (receiver != null && arrival - receiver.startArrival() < 0) {
            receiver = receiver.older();
        }
        return receiver;
    }

    private static TcpReceiver confirmedBefore(final TcpReceiver receiver) {
        TcpReceiver older = receiver.older();
        while (older != null && !older.isConfirmed()) {
            older = older.older();
        }
        return older;
    }

    /** Ends the connections before one. */
    private static void retireBefore(final TcpReceiver receiver) {
        TcpReceiver older = receiver.older();
        receiver.older(null);
        while (older != null) {
            older.end(CloseReason.REPLACED);
            older = older.older();
        }
    }

    private TcpReceiver midstream(final TcpSegment segment) {
        final TcpReceiver successor = oldest();
        if (successor != null && successor.start().adoptEarlier(segment)) {
            return successor;
        }
        context.counters.increment(TcpCounter.MIDSTREAM);
        final TcpReceiver opened = new TcpReceiver(context, this);
        opened.openMidstream(segment);
        if (successor == null) {
            newest = opened;
        } else {
            successor.older(opened);
        }
        return opened;
    }

    private TcpReceiver oldest() {
        TcpReceiver receiver = newest;
        while (receiver != null && receiver.older() != null) {
            receiver = receiver.older();
        }
        return receiver;
    }

    private TcpCounter syn(final TcpSegment segment, final boolean settled) {
        final TcpReceiver owner = ownerAt(segment.arrival);
        final TcpReceiver successor = successorOf(owner);
        final TcpReceiver receiver;
        if (owner != null && owner.start().adoptSyn(segment)) {
            context.counters.increment(TcpCounter.SYN_RETRANSMITS);
            receiver = owner;
        } else if (successor != null && successor.start().adoptEarlierSyn(segment)) {
            context.counters.increment(TcpCounter.SYN_RETRANSMITS);
            receiver = successor;
        } else {
            receiver = open(segment, owner, successor);
        }
        if (segment.declaredLength > 0) {
            context.counters.increment(TcpCounter.SYN_DATA);
            receiver.receive(segment, settled);
        }
        return TcpCounter.SYN;
    }

    private TcpReceiver successorOf(final TcpReceiver receiver) {
        TcpReceiver successor = null;
        TcpReceiver each = newest;
        while (each != receiver) {
            successor = each;
            each = each.older();
        }
        return successor;
    }

    /** Puts a new connection between two. */
    private TcpReceiver open(
            final TcpSegment syn, final TcpReceiver owner, final TcpReceiver successor) {
        context.counters.increment(TcpCounter.OPENED);
        if (newest != null) {
            context.counters.increment(TcpCounter.REUSED);
        }
        TcpReceiver before = owner;
        TcpReceiver after = successor;
        if (isRepeatedAfter(owner, syn)) {
            owner.start().moveToLatestSyn();
            before = owner.older();
            after = owner;
        }
        TcpReceiver opened = unlinkEarly(syn, before);
        if (opened == null) {
            opened = new TcpReceiver(context, this);
            opened.openWithSyn(syn);
        }
        opened.older(before);
        if (after == null) {
            newest = opened;
        } else {
            after.older(opened);
        }
        if (before != null) {
            replace(before, opened);
        }
        return opened;
    }

    /**
     * True if a connection owns nothing that the NIC saw before a SYN of another one, but a later
     * instance of its own SYN: it is that instance's, and comes after the other one.
     */
    private boolean isRepeatedAfter(final TcpReceiver owner, final TcpSegment syn) {
        return owner != null
                && owner.start().isRepeatedAfter(syn.arrival)
                && owner.tookOnlyAfter(syn.arrival);
    }

    /**
     * Finds what a SYN begins if an earlier instance of it has been taken for the beginning, since
     * all that the connection took came before this one. Takes it out of the chain, to be put back
     * where it belongs.
     */
    private TcpReceiver unlinkEarly(final TcpSegment syn, final TcpReceiver from) {
        TcpReceiver later = from;
        while (context.skew > 0 && later != null && later.older() != null) {
            final TcpReceiver early = later.older();
            if (early.tookOnlyAfter(syn.arrival) && early.start().adoptSyn(syn)) {
                early.start().moveToLatestSyn();
                later.older(early.older());
                return early;
            }
            later = early;
        }
        return null;
    }

    private void replace(final TcpReceiver predecessor, final TcpReceiver opened) {
        if (context.skew == 0) {
            retireReplaced(opened, predecessor);
            return;
        }
        TcpReceiver earlier = predecessor;
        while (earlier != null) {
            earlier.surrender(opened, context.scratch);
            earlier = earlier.older();
        }
        retireSettled();
    }

    /** In the order of the wire: what a SYN replaces at once. */
    private static void retireReplaced(final TcpReceiver opened, final TcpReceiver predecessor) {
        if (!predecessor.isOpen()) {
            retireBefore(opened);
        } else if (!predecessor.isConfirmed() && predecessor.older() != null) {
            // A SYN that nothing followed.
            opened.older(predecessor.older());
            predecessor.end(CloseReason.REPLACED);
        } else {
            retireBefore(predecessor);
        }
    }

    /** Ends connections of which nothing can come any more. */
    private void retireSettled() {
        TcpReceiver receiver = newest;
        while (receiver.older() != null) {
            if (newest.startArrival() - receiver.startArrival() > context.skew) {
                retireBefore(receiver);
                return;
            }
            receiver = receiver.older();
        }
    }

    /** Ends every connection: at the end of the run, or to make room. */
    void end(final CloseReason reason) {
        if (newest != null) {
            retireBefore(newest);
            newest.end(reason);
        }
    }
}
