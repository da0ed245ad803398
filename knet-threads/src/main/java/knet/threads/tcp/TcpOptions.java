package knet.threads.tcp;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * Reads TCP options: timestamps and window scale (RFC 7323), selective acknowledgements (RFC 2018).
 * A malformed option ends the list, as an endpoint's parser does; the segment stands.
 */
final class TcpOptions {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK = 5;
    private static final int TIMESTAMPS = 8;

    /** NOP, NOP, kind 8, length 10: how nearly every segment carries its timestamps. */
    private static final int ALIGNED_TIMESTAMPS = 0x0101080A;

    /** RFC 7323 section 2.3: a larger shift counts as 14. */
    private static final int MAX_WINDOW_SCALE = 14;

    private TcpOptions() {}

    static void parse(final TcpSegment segment, final int from, final int end) {
        final DirectBuffer buffer = segment.buffer;
        if (end - from == 12 && buffer.getInt(from, BIG_ENDIAN) == ALIGNED_TIMESTAMPS) {
            timestamps(segment, buffer, from + 4);
        } else {
            parseAll(segment, buffer, from, end);
        }
    }

    private static void parseAll(
            final TcpSegment segment, final DirectBuffer buffer, final int from, final int end) {
        int offset = from;
        while (offset < end) {
            final int kind = buffer.getByte(offset) & 0xff;
            if (kind == END) {
                return;
            }
            if (kind == NO_OPERATION) {
                offset++;
                continue;
            }
            if (offset + 2 > end) {
                return;
            }
            final int length = buffer.getByte(offset + 1) & 0xff;
            if (length < 2 || offset + length > end) {
                return;
            }
            if (kind == TIMESTAMPS && length == 10) {
                timestamps(segment, buffer, offset + 2);
            } else if (kind == SACK && (length - 2 & 7) == 0) {
                segment.sackBlocks = length - 2 >>> 3;
            } else if (kind == WINDOW_SCALE && length == 3) {
                segment.windowScale = Math.min(MAX_WINDOW_SCALE, buffer.getByte(offset + 2) & 0xff);
            }
            offset += length;
        }
    }

    private static void timestamps(
            final TcpSegment segment, final DirectBuffer buffer, final int offset) {
        segment.hasTimestamp = true;
        segment.timestampValue = buffer.getInt(offset, BIG_ENDIAN);
        segment.timestampEcho = buffer.getInt(offset + 4, BIG_ENDIAN);
    }
}
