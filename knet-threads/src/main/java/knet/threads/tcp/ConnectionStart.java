package knet.threads.tcp;

/** Where a half-connection begins: in the sequence space, on the wire, and in time. */
final class ConnectionStart {
    private boolean hasSyn;
    private int sequence;
    private int arrival;
    private int latestSynArrival;
    private long captureNs;

    /** Begins with a SYN. */
    void withSyn(final TcpSegment syn) {
        at(syn, syn.sequence + 1);
        hasSyn = true;
    }

    /** Begins in the middle of a connection. */
    void midstream(final TcpSegment segment) {
        at(segment, segment.sequence);
    }

    private void at(final TcpSegment segment, final int firstSequence) {
        sequence = firstSequence;
        arrival = segment.arrival;
        latestSynArrival = segment.arrival;
        captureNs = segment.captureNs;
    }

    /** Sequence number of the first byte. */
    int sequence() {
        return sequence;
    }

    /** Arrival number of the first segment. */
    int arrival() {
        return arrival;
    }

    /** Protocol time of the first segment, ns since 1970. */
    long captureNs() {
        return captureNs;
    }

    /** True if it began with a SYN of this sequence number. */
    boolean isAt(final TcpSegment syn) {
        return hasSyn && sequence == syn.sequence + 1;
    }

    /** Takes over an earlier instance of the SYN that it began with. */
    boolean adoptEarlierSyn(final TcpSegment syn) {
        if (!isAt(syn)) {
            return false;
        }
        arrival = syn.arrival;
        return true;
    }

    /**
     * Takes over a later instance of the SYN that it began with, or the late SYN of a connection
     * that was joined right behind it.
     */
    boolean adoptSyn(final TcpSegment syn) {
        if (sequence != syn.sequence + 1) {
            return false;
        }
        hasSyn = true;
        if (syn.arrival - latestSynArrival > 0) {
            latestSynArrival = syn.arrival;
        }
        return true;
    }

    /** Takes over an earlier segment of a connection whose SYN the NIC saw late. */
    boolean adoptEarlier(final TcpSegment segment) {
        if (sequence != segment.sequence) {
            return false;
        }
        arrival = segment.arrival;
        return true;
    }

    /** True if another instance of its SYN came, and the NIC saw that after the given frame. */
    boolean isRepeatedAfter(final int frame) {
        return latestSynArrival - frame > 0;
    }

    /** Begins, on the wire, with the latest instance of its SYN. */
    void moveToLatestSyn() {
        arrival = latestSynArrival;
    }
}
