package knet.threads.stack;

import org.agrona.DirectBuffer;

/**
 * Hands reassembled datagrams to the thread of the queue that their ports belong to. Bounded; loses
 * nothing: see {@link #offer}.
 */
public interface DatagramExchange {
    /**
     * Offers a datagram to the thread that serves a queue. It is copied. The bytes are a {@link
     * HandedDatagram}, opaque to the exchange.
     *
     * @return false if that thread's inbox is full: the caller keeps the datagram and offers it
     *     again later; it stops polling its queues as soon as it keeps too many
     */
    boolean offer(int queue, DirectBuffer message, int offset, int length);

    /** No exchange: one thread, or none of the stack's datagrams belongs elsewhere. */
    DatagramExchange NONE = (queue, message, offset, length) -> false;
}
