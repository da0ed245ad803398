package knet.threads.stack;

import org.agrona.DirectBuffer;

/**
 * Hands reassembled datagrams to the thread of the queue that their ports belong to. Bounded; loses
 * nothing: a stack keeps what is refused and offers it again, and its thread stops taking fragments
 * in while the stack keeps too much ({@link NetStack#mayPoll}), but goes on reading its own inbox.
 * Handed datagrams are never handed on, so inboxes always drain and nothing can wait in a circle.
 */
public interface DatagramExchange {
    /** No exchange: every datagram is delivered where its fragments came in. */
    DatagramExchange NONE =
            new DatagramExchange() {
                @Override
                public int own() {
                    return 0;
                }

                @Override
                public boolean isLocal(final int queue) {
                    return true;
                }

                @Override
                public boolean offer(
                        final int queue,
                        final DirectBuffer message,
                        final int offset,
                        final int length) {
                    return false;
                }
            };

    /** The queue that the stack's own thread serves, or the processor that it is bound to. */
    int own();

    /** True if the stack's own thread serves the queue. */
    boolean isLocal(int queue);

    /**
     * Offers a datagram to the thread that serves a queue. The message is copied; it is for that
     * thread's {@link NetStack#onHandedDatagram} and opaque to the exchange. At most 67 KB long.
     *
     * @return false if that thread's inbox is full
     */
    boolean offer(int queue, DirectBuffer message, int offset, int length);
}
