package knet.threads.agent;

import knet.driver.RxFrame;
import knet.driver.abi.DeviceDescriptor;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A frame on its way from the thread that steers to the thread of a processor: what its descriptor
 * said, and its bytes. Never leaves the process.
 *
 * <pre>
 *    0  i64  CAPTURE_NS      16  i32  FLAGS       24  i32  ARRIVAL     32  the frame's bytes
 *    8  i64  ARRIVAL_NS      20  i32  HASH        28  i32  QUEUE
 * </pre>
 */
final class FrameRecord {
    private static final int CAPTURE_NS_OFFSET = 0;
    private static final int ARRIVAL_NS_OFFSET = 8;
    private static final int FLAGS_OFFSET = 16;
    private static final int HASH_OFFSET = 20;
    private static final int ARRIVAL_OFFSET = 24;
    private static final int QUEUE_OFFSET = 28;
    private static final int BYTES_OFFSET = 32;

    /** Bytes of the longest. */
    static final int MAX_LENGTH = BYTES_OFFSET + DeviceDescriptor.MAX_FRAME_BYTES;

    private FrameRecord() {}

    /** Bytes of the record of a frame. */
    static int length(final RxFrame frame) {
        return BYTES_OFFSET + frame.length();
    }

    static void encode(final MutableDirectBuffer buffer, final int offset, final RxFrame frame) {
        buffer.putLong(offset + CAPTURE_NS_OFFSET, frame.captureNs());
        buffer.putLong(offset + ARRIVAL_NS_OFFSET, frame.arrivalNs());
        buffer.putInt(offset + FLAGS_OFFSET, frame.flags());
        buffer.putInt(offset + HASH_OFFSET, frame.hash());
        buffer.putInt(offset + ARRIVAL_OFFSET, frame.arrival());
        buffer.putInt(offset + QUEUE_OFFSET, frame.queue());
        buffer.putBytes(offset + BYTES_OFFSET, frame.buffer(), frame.offset(), frame.length());
    }

    /** Points a frame at a record. */
    static void decode(
            final MutableDirectBuffer buffer,
            final int offset,
            final int length,
            final RxFrame frame) {
        frame.wrap(
                buffer,
                offset + BYTES_OFFSET,
                frameLength(length),
                buffer.getInt(offset + FLAGS_OFFSET),
                buffer.getInt(offset + HASH_OFFSET),
                arrival(buffer, offset),
                buffer.getLong(offset + CAPTURE_NS_OFFSET),
                buffer.getLong(offset + ARRIVAL_NS_OFFSET),
                buffer.getInt(offset + QUEUE_OFFSET));
    }

    /** Bytes of the frame in a record. */
    static int frameLength(final int length) {
        return length - BYTES_OFFSET;
    }

    static int arrival(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + ARRIVAL_OFFSET);
    }
}
