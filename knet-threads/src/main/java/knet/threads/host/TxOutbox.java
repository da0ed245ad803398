package knet.threads.host;

import knet.driver.TxQueue;
import knet.threads.app.FrameSender;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.ExpandableRingBuffer;
import org.agrona.ExpandableRingBuffer.MessageConsumer;
import org.agrona.MutableDirectBuffer;

/**
 * What a thread sends through a transmit ring. Where nothing may be lost, frames that find the ring
 * full wait here, and the thread takes no more frames in meanwhile; so what waits is bounded by the
 * replies to one batch. One thread uses it, but for {@link #giveUp}.
 */
final class TxOutbox implements FrameSender {
    private static final int MAX_BYTES = 64 << 20;

    private final TxQueue tx;
    private final boolean lossless;
    private final MessageConsumer toRing = this::toRing;
    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer();
    private ExpandableRingBuffer waiting;
    private volatile boolean isGivenUp;

    TxOutbox(final TxQueue tx, final boolean lossless) {
        this.tx = tx;
        this.lossless = lossless;
    }

    @Override
    public void send(
            final DirectBuffer frame, final int offset, final int length, final long timestampNs) {
        if (isEmpty() && tx.offer(frame, offset, length, timestampNs) || !lossless || isGivenUp) {
            return;
        }
        if (waiting == null) {
            waiting = new ExpandableRingBuffer(1 << 16, MAX_BYTES, true);
        }
        message.putLong(0, timestampNs);
        message.putBytes(BitUtil.SIZE_OF_LONG, frame, offset, length);
        waiting.append(message, 0, BitUtil.SIZE_OF_LONG + length);
    }

    private boolean toRing(
            final MutableDirectBuffer buffer,
            final int offset,
            final int length,
            final int headOffset) {
        return tx.offer(
                buffer,
                offset + BitUtil.SIZE_OF_LONG,
                length - BitUtil.SIZE_OF_LONG,
                buffer.getLong(offset));
    }

    /** Publishes what was sent. */
    void flush() {
        tx.flush();
    }

    /**
     * Tries again what waits.
     *
     * @return 1 if something found room
     */
    int retry() {
        if (isEmpty()) {
            return 0;
        }
        if (isGivenUp) {
            waiting.reset(1 << 16);
            return 0;
        }
        final int before = waiting.size();
        waiting.consume(toRing, Integer.MAX_VALUE);
        final int sent = before == waiting.size() ? 0 : 1;
        if (sent > 0) {
            tx.flush();
        }
        return sent;
    }

    boolean isEmpty() {
        return waiting == null || waiting.isEmpty();
    }

    /** Nobody will make room any more: what waits is dropped. Any thread. */
    void giveUp() {
        isGivenUp = true;
    }
}
