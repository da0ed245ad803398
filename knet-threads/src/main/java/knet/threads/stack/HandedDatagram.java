package knet.threads.stack;

import knet.threads.ip.Datagram;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A reassembled datagram on its way to the thread of another queue: 40 bytes and the frame that it
 * would have been without fragmentation. Never leaves the process.
 *
 * <pre>
 *    0  i64  CAPTURE_NS    protocol time of its last fragment
 *    8  i64  ARRIVAL_NS    the run's clock when that arrived at the NIC
 *   16  i64  FRAME_BYTES   captured bytes of all fragments' frames
 *   24  i32  ARRIVAL       number of the last fragment in the order of the wire
 *   28  i32  QUEUE         receive queue that the fragments came through
 *   32  i32  FRAGMENTS     how many
 *   36  i32  PROCESSOR     whose thread reassembled it
 *   40       FRAME
 * </pre>
 */
final class HandedDatagram {
    static final int FRAME_OFFSET = 40;
    private static final int CAPTURE_NS_OFFSET = 0;
    private static final int ARRIVAL_NS_OFFSET = 8;
    private static final int FRAME_BYTES_OFFSET = 16;
    private static final int ARRIVAL_OFFSET = 24;
    private static final int QUEUE_OFFSET = 28;
    private static final int FRAGMENTS_OFFSET = 32;

    private static final int PROCESSOR_OFFSET = 36;

    private HandedDatagram() {}

    /** Writes a datagram; returns the length of the message. */
    static int encode(
            final MutableDirectBuffer message, final Datagram datagram, final int processor) {
        message.putLong(CAPTURE_NS_OFFSET, datagram.captureNs());
        message.putLong(ARRIVAL_NS_OFFSET, datagram.arrivalNs());
        message.putLong(FRAME_BYTES_OFFSET, datagram.frameBytes());
        message.putInt(ARRIVAL_OFFSET, datagram.arrival());
        message.putInt(QUEUE_OFFSET, datagram.queue());
        message.putInt(FRAGMENTS_OFFSET, datagram.fragments());
        message.putInt(PROCESSOR_OFFSET, processor);
        message.putBytes(
                FRAME_OFFSET, datagram.buffer(), datagram.frameOffset(), datagram.frameLength());
        return FRAME_OFFSET + datagram.frameLength();
    }

    static long captureNs(final DirectBuffer message, final int offset) {
        return message.getLong(offset + CAPTURE_NS_OFFSET);
    }

    static long arrivalNs(final DirectBuffer message, final int offset) {
        return message.getLong(offset + ARRIVAL_NS_OFFSET);
    }

    static long frameBytes(final DirectBuffer message, final int offset) {
        return message.getLong(offset + FRAME_BYTES_OFFSET);
    }

    static int arrival(final DirectBuffer message, final int offset) {
        return message.getInt(offset + ARRIVAL_OFFSET);
    }

    static int queue(final DirectBuffer message, final int offset) {
        return message.getInt(offset + QUEUE_OFFSET);
    }

    static int processor(final DirectBuffer message, final int offset) {
        return message.getInt(offset + PROCESSOR_OFFSET);
    }

    static int fragments(final DirectBuffer message, final int offset) {
        return message.getInt(offset + FRAGMENTS_OFFSET);
    }
}
