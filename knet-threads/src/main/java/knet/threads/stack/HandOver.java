package knet.threads.stack;

import java.util.ArrayDeque;
import knet.threads.ip.Datagram;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends reassembled datagrams to the threads of their queues, and keeps those that are refused. */
final class HandOver {
    /** While more are kept, the thread should take in no more fragments. */
    static final int MAX_KEPT = 64;

    private static final int MESSAGE_BYTES = HandedDatagram.FRAME_OFFSET + 1024 + (1 << 16);

    private final QueueOracle oracle;
    private final DatagramExchange exchange;
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private UnsafeBuffer message;

    HandOver(final QueueOracle oracle, final DatagramExchange exchange) {
        this.oracle = oracle;
        this.exchange = exchange;
    }

    /** The queue of another thread that a datagram belongs to; -1 if it is this thread's. */
    int queueOf(final Datagram datagram) {
        if (exchange == DatagramExchange.NONE) {
            return -1;
        }
        final int queue =
                oracle.queueOf(datagram.buffer(), datagram.frameOffset(), datagram.frameLength());
        return queue < 0 || exchange.isLocal(queue) ? -1 : queue;
    }

    /** Sends a datagram, or keeps a copy for {@link #retry}. */
    void send(final int queue, final Datagram datagram) {
        if (message == null) {
            message = new UnsafeBuffer(new byte[MESSAGE_BYTES]);
        }
        final int length = HandedDatagram.encode(message, datagram, exchange.own());
        // What is kept goes first, so that datagrams of a flow stay in order.
        if (!kept.isEmpty() || !exchange.offer(queue, message, 0, length)) {
            final byte[] copy = new byte[length];
            message.getBytes(0, copy);
            kept.addLast(new Kept(queue, new UnsafeBuffer(copy)));
        }
    }

    /** Offers what is kept again; returns how many were taken. */
    int retry() {
        int taken = 0;
        while (!kept.isEmpty()) {
            final Kept first = kept.peekFirst();
            if (!exchange.offer(first.queue, first.message, 0, first.message.capacity())) {
                return taken;
            }
            kept.removeFirst();
            taken++;
        }
        return taken;
    }

    int keptCount() {
        return kept.size();
    }

    private record Kept(int queue, UnsafeBuffer message) {}
}
