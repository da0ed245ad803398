package knet.threads.tcp;

import java.util.ArrayDeque;
import knet.threads.base.Counters;

/** What the receivers of one stack share: memory, counters, the way out, and bounds. */
final class TcpContext {
    /**
     * Furthest ahead of the next byte that a segment may be, bytes. The receiver's own window comes
     * with the other direction, which another queue may carry, so this takes what the largest
     * autotuned windows in use reach. A correct sender stays within its peer's window, so the bound
     * only matters for segments that are not of the connection.
     */
    static final long MAX_WINDOW_BYTES = 64 << 20;

    /** Streams whose last bytes are kept at a time; a power of two. */
    static final int MAX_RECENT = 128;

    final Counters<TcpCounter> counters;
    final StreamSink sink;
    final SegmentPool pool;
    final int streamHeldBytes;
    final int skew;
    final ParkingLot parkingLot;

    /** For segments that are made up from parts of others. */
    final TcpSegment scratch = new TcpSegment();

    private final ArrayDeque<ReassemblyQueue> idleQueues = new ArrayDeque<>();

    /** For streams of which segments overtake each other: those that put out data last have one. */
    private final RecentBytes[] recent = new RecentBytes[MAX_RECENT];

    private int recentClaims;

    /** Those that hold data, in the order in which they began to: a ring with a dummy head. */
    private final StreamAssembler holders;

    TcpContext(final TcpLimits limits, final Counters<TcpCounter> counters, final StreamSink sink) {
        this.counters = counters;
        this.sink = sink;
        this.pool = new SegmentPool(limits.heldBudget());
        this.streamHeldBytes = limits.streamHeldBytes();
        this.skew = limits.arrivalSkew();
        this.parkingLot = new ParkingLot(this);
        this.holders = new StreamAssembler(this, null);
        holders.linkToSelf();
    }

    ReassemblyQueue startHolding(final StreamAssembler holder) {
        holder.linkBefore(holders);
        final ReassemblyQueue queue = idleQueues.pollLast();
        return queue == null ? new ReassemblyQueue(pool) : queue;
    }

    void stopHolding(final StreamAssembler holder, final ReassemblyQueue queue) {
        holder.unlink();
        idleQueues.addLast(queue);
    }

    /**
     * Gives a stream memory for its last bytes, which it keeps until others have claimed it all.
     */
    RecentBytes claimRecent(final StreamAssembler stream) {
        final int index = recentClaims++ & MAX_RECENT - 1;
        if (recent[index] == null) {
            recent[index] = new RecentBytes();
        }
        final StreamAssembler former = recent[index].handTo(stream);
        if (former != null) {
            former.loseRecent();
        }
        return recent[index];
    }

    /**
     * Makes room: the stream that has waited longest for a gap to fill gives it up.
     *
     * @return false if no other stream holds anything
     */
    boolean relieve(final StreamAssembler except) {
        StreamAssembler oldest = holders.nextHolder();
        if (oldest == except) {
            oldest = oldest.nextHolder();
        }
        if (oldest == holders) {
            return false;
        }
        oldest.forceGap();
        return true;
    }
}
