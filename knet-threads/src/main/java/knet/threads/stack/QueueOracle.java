package knet.threads.stack;

import org.agrona.DirectBuffer;

/** Says to which receive queue the NIC's classifier sends a frame. Called by network threads. */
@FunctionalInterface
public interface QueueOracle {
    /**
     * The queue of an unfragmented frame: Ethernet, IP header, and at least the ports.
     *
     * @return 0 to the number of queues - 1; negative if the classifier cannot say (it is not a
     *     function of the packet)
     */
    int queueOf(DirectBuffer frame, int offset, int length);

    /**
     * The hash that the classifier makes of such a frame: what software steers by.
     *
     * @return 0 to 2^32 - 1, 0 if it makes none; negative if nobody can say
     */
    default long hashOf(final DirectBuffer frame, final int offset, final int length) {
        return -1;
    }
}
