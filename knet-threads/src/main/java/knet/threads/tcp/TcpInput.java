package knet.threads.tcp;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.threads.app.CloseReason;
import knet.threads.base.Counters;
import knet.threads.ip.ChecksumVerdict;
import knet.threads.ip.IpPacket;
import knet.threads.ip.TransportChecksum;
import knet.threads.ip.Tuple;

/** Checks TCP segments and gives them to the connections of their tuple. Counts every one once. */
public final class TcpInput {
    private static final int CHECKSUM_OFFSET = 16;

    private final TransportChecksum checksum;
    private final Counters<TcpCounter> counters;
    private final TcpContext context;
    private final TcpSegment segment = new TcpSegment();
    private final boolean inOrder;

    public TcpInput(
            final TcpLimits limits,
            final TransportChecksum checksum,
            final Counters<TcpCounter> counters,
            final StreamSink sink) {
        this.checksum = checksum;
        this.counters = counters;
        this.context = new TcpContext(limits, counters, sink);
        this.inOrder = limits.arrivalSkew() == 0;
    }

    /**
     * Checks a packet's TCP header and checksum.
     *
     * @return true if the segment is good, and ready for {@link #receive}; false if it was counted
     *     and discarded
     */
    public boolean accept(final IpPacket packet) {
        counters.increment(TcpCounter.SEGMENTS);
        final TcpCounter discard = segment.parse(packet);
        if (discard != null) {
            counters.increment(discard);
            return false;
        }
        final int present = packet.payloadLength();
        final int field =
                packet.buffer().getShort(packet.payloadOffset() + CHECKSUM_OFFSET, BIG_ENDIAN)
                        & 0xffff;
        final ChecksumVerdict verdict =
                checksum.check(packet, present, present + packet.missingLength(), field);
        switch (verdict) {
            case BAD:
                counters.increment(TcpCounter.BAD_CHECKSUM);
                return false;
            case OFFLOADED:
                counters.increment(TcpCounter.CHECKSUM_OFFLOADED);
                return true;
            case UNVERIFIABLE:
                counters.increment(TcpCounter.CHECKSUM_UNVERIFIABLE);
                return true;
            default:
                return true;
        }
    }

    /** Makes the state of a tuple that TCP has not met before. */
    public TcpTuple open(final Tuple key) {
        return new TcpTuple(context, key);
    }

    /** Gives the accepted segment to its tuple. */
    public void receive(final TcpTuple tuple) {
        if (!inOrder && !context.parkingLot.isEmpty()) {
            context.parkingLot.settle(segment.arrival);
        }
        if (tuple.predict(segment)) {
            counters.increment(TcpCounter.HEADER_PREDICTION_HITS);
            counters.increment(
                    segment.payloadLength > 0 ? TcpCounter.IN_ORDER : TcpCounter.PURE_ACK);
            if (segment.headerLength > TcpSegment.MIN_HEADER) {
                countOptions();
            }
            if (segment.window == 0) {
                counters.increment(TcpCounter.ZERO_WINDOWS);
            }
        } else {
            receiveSlowly(tuple);
        }
    }

    private void receiveSlowly(final TcpTuple tuple) {
        countOptions();
        countFlags();
        final TcpCounter outcome = tuple.receive(segment, inOrder);
        if (outcome == null) {
            context.parkingLot.park(tuple, segment);
            return;
        }
        counters.increment(outcome);
        if (outcome == TcpCounter.SYN && tuple.parked != null) {
            context.parkingLot.retry(tuple);
        }
    }

    private void countOptions() {
        if (segment.hasTimestamp) {
            counters.increment(TcpCounter.TIMESTAMPS);
        }
        if (segment.sackBlocks > 0) {
            counters.increment(TcpCounter.SACK_SEGMENTS);
            counters.add(TcpCounter.SACK_BLOCKS, segment.sackBlocks);
        }
        if (segment.windowScale >= 0) {
            counters.increment(TcpCounter.WINDOW_SCALED);
        }
    }

    private void countFlags() {
        if (segment.has(TcpFlags.URG)) {
            counters.increment(TcpCounter.URGENT);
        }
        if (segment.has(TcpFlags.ECE) && !segment.has(TcpFlags.SYN)) {
            counters.increment(TcpCounter.CONGESTION_ECHO);
        }
        if (segment.window == 0 && !segment.has(TcpFlags.RST)) {
            counters.increment(TcpCounter.ZERO_WINDOWS);
        }
    }

    /** Ends a tuple's connections, to make room for others. */
    public void evict(final TcpTuple tuple) {
        if (tuple.parked != null) {
            context.parkingLot.settleAll();
        }
        tuple.end(CloseReason.EVICTED);
    }

    /** Gives up waiting for earlier segments: first of the steps at the end of a run. */
    public void settle() {
        context.parkingLot.settleAll();
    }

    /** Memory that streams hold behind gaps, bytes. */
    public long heldBytes() {
        return context.pool.usedBytes();
    }

    /** Ends a tuple's connections at the end of the run. */
    public void endOfRun(final TcpTuple tuple) {
        tuple.end(CloseReason.END_OF_RUN);
    }
}
