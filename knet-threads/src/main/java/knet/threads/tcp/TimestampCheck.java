package knet.threads.tcp;

import java.util.concurrent.TimeUnit;

/**
 * Protection against wrapped sequence numbers (PAWS, RFC 7323 section 5) for one direction. The
 * option is in use if the sender's segments carry it: it does that only once both sides agreed.
 *
 * <p>One tick backwards is let through, as in Linux (TCP_PAWS_WINDOW): senders with per-CPU clocks
 * do that. Only what the NIC certainly saw earlier counts against a segment: when the packets of a
 * flow come through several queues, a segment may have been overtaken by a retransmission that
 * filled the gap before it, and the wire's order would have let it in.
 */
final class TimestampCheck {
    /** RFC 7323 section 5.5: a timestamp kept for 24 days says nothing any more. */
    private static final long MAX_IDLE_NS = TimeUnit.DAYS.toNanos(24);

    private static final int TOLERANCE_TICKS = 1;

    private boolean known;
    private int recent;
    private int recentArrival;
    private long recentNs;

    void start(final TcpSegment segment) {
        known = segment.hasTimestamp;
        remember(segment);
    }

    /**
     * For a segment that begins at or before the next byte expected: takes over its timestamp (RFC
     * 7323 section 4.3).
     *
     * @return false if it is older than the last one, so that the segment needs a closer look
     */
    boolean advance(final TcpSegment segment) {
        if (segment.hasTimestamp) {
            if (known && segment.timestampValue - recent < 0) {
                return false;
            }
            known = true;
            remember(segment);
        }
        return true;
    }

    /**
     * True if a segment must be an old duplicate.
     *
     * @param skew how many frames of the wire a segment of its tuple may be overtaken by on its way
     *     here
     */
    boolean isOld(final TcpSegment segment, final int skew) {
        return known
                && segment.hasTimestamp
                && recent - segment.timestampValue > TOLERANCE_TICKS
                && segment.arrival - recentArrival > skew
                && segment.captureNs - recentNs < MAX_IDLE_NS;
    }

    private void remember(final TcpSegment segment) {
        recent = segment.timestampValue;
        recentArrival = segment.arrival;
        recentNs = segment.captureNs;
    }
}
