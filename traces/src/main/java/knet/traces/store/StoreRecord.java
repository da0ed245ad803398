package knet.traces.store;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.zip.CRC32C;
import knet.traces.Frame;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One frame in the store, little-endian:
 *
 * <pre>
 *    0  crc32c        (4)  of everything behind it
 *    4  wireLength    (4)
 *    8  timestampNs   (8)
 *   16  latestNs      (8)  the greatest timestamp of this frame and all before it: never decreases,
 *                          so that a time is found by binary search although captures run backwards
 *   24  frame
 * </pre>
 *
 * Records pass through a buffer of this object, in both directions: a frame that a source handed
 * out stays readable whatever happens to the file beneath.
 */
final class StoreRecord {
    static final int HEADER_BYTES = 24;

    /** 262,144 captured bytes and an Ethernet header that another link type was given. */
    static final int MAX_FRAME_BYTES = 262_144 + 64;

    static final int MAX_BYTES = HEADER_BYTES + MAX_FRAME_BYTES;

    private static final int CRC_OFFSET = 0;
    private static final int WIRE_LENGTH_OFFSET = 4;
    private static final int TIMESTAMP_OFFSET = 8;
    private static final int LATEST_OFFSET = 16;

    final byte[] bytes = new byte[MAX_BYTES];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final CRC32C crc = new CRC32C();

    /** Encodes a frame; returns the record's length. */
    int encode(final Frame frame, final long latestNs) {
        final int length = HEADER_BYTES + frame.length();
        buffer.putInt(WIRE_LENGTH_OFFSET, frame.wireLength(), LITTLE_ENDIAN);
        buffer.putLong(TIMESTAMP_OFFSET, frame.timestampNs(), LITTLE_ENDIAN);
        buffer.putLong(LATEST_OFFSET, latestNs, LITTLE_ENDIAN);
        buffer.putBytes(HEADER_BYTES, frame.buffer(), frame.offset(), frame.length());
        buffer.putInt(CRC_OFFSET, checksum(length), LITTLE_ENDIAN);
        return length;
    }

    /** Whether a record of that many bytes, now in {@link #bytes}, is one. */
    boolean isIntact(final int length) {
        return buffer.getInt(CRC_OFFSET, LITTLE_ENDIAN) == checksum(length);
    }

    void wrap(final Frame frame, final int length) {
        frame.wrap(
                buffer,
                HEADER_BYTES,
                length - HEADER_BYTES,
                buffer.getInt(WIRE_LENGTH_OFFSET, LITTLE_ENDIAN),
                buffer.getLong(TIMESTAMP_OFFSET, LITTLE_ENDIAN));
    }

    long timestampNs() {
        return buffer.getLong(TIMESTAMP_OFFSET, LITTLE_ENDIAN);
    }

    long latestNs() {
        return buffer.getLong(LATEST_OFFSET, LITTLE_ENDIAN);
    }

    private int checksum(final int length) {
        crc.reset();
        crc.update(bytes, WIRE_LENGTH_OFFSET, length - WIRE_LENGTH_OFFSET);
        return (int) crc.getValue();
    }
}
