package knet.threads.tcp;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.threads.ip.IpPacket;
import org.agrona.DirectBuffer;

/**
 * A TCP segment: a flyweight over the bytes of a frame (or of a copy), with every header field read
 * once. What lies between {@code payloadOffset} and {@code payloadOffset + payloadLength} is safe
 * to read.
 */
public final class TcpSegment {
    static final int MIN_HEADER = 20;

    DirectBuffer buffer;
    int payloadOffset;

    /** Bytes of data that are present. */
    int payloadLength;

    /** Bytes of data that the segment had on the wire; more than present if the capture cut it. */
    int declaredLength;

    int sourcePort;
    int destinationPort;
    int sequence;
    int acknowledgement;
    int flags;
    int window;
    int headerLength;

    boolean hasTimestamp;
    int timestampValue;
    int timestampEcho;
    int sackBlocks;

    /** Window scale shift of a SYN, -1 if it has none. */
    int windowScale;

    /** It stands for a part of a segment whose outcome has been counted. */
    boolean counted;

    int arrival;
    long captureNs;
    long arrivalNs;
    int queue;

    /** {@link IpPacket#way()}. */
    int way;

    /**
     * Reads the header.
     *
     * @return null if it is good, else the reason to discard the segment
     */
    TcpCounter parse(final IpPacket packet) {
        final int present = packet.payloadLength();
        if (present < MIN_HEADER) {
            return TcpCounter.HEADER_CUT;
        }
        final DirectBuffer frame = packet.buffer();
        final int offset = packet.payloadOffset();
        final int control = frame.getInt(offset + 12, BIG_ENDIAN);
        headerLength = control >>> 28 << 2;
        final int declared = present + packet.missingLength();
        if (headerLength < MIN_HEADER || headerLength > declared) {
            return TcpCounter.BAD_HEADER_LENGTH;
        }
        buffer = frame;
        final int ports = frame.getInt(offset, BIG_ENDIAN);
        sourcePort = ports >>> 16;
        destinationPort = ports & 0xffff;
        sequence = frame.getInt(offset + 4, BIG_ENDIAN);
        acknowledgement = frame.getInt(offset + 8, BIG_ENDIAN);
        flags = control >>> 16 & 0xff;
        window = control & 0xffff;
        payloadOffset = offset + headerLength;
        payloadLength = Math.max(0, present - headerLength);
        declaredLength = declared - headerLength;
        hasTimestamp = false;
        sackBlocks = 0;
        windowScale = -1;
        if (headerLength > MIN_HEADER) {
            TcpOptions.parse(this, offset + MIN_HEADER, offset + Math.min(headerLength, present));
        }
        counted = false;
        arrival = packet.arrival();
        captureNs = packet.captureNs();
        arrivalNs = packet.arrivalNs();
        queue = packet.queue();
        way = packet.way();
        return null;
    }

    /** Makes this a segment without data or options that stands for a part of another one. */
    void piece(final int arrivalNumber, final int seq, final long arrivalTimeNs, final int from) {
        arrival = arrivalNumber;
        sequence = seq;
        arrivalNs = arrivalTimeNs;
        queue = from;
        flags = TcpFlags.ACK;
        counted = true;
        payloadLength = 0;
        declaredLength = 0;
        hasTimestamp = false;
        sackBlocks = 0;
        windowScale = -1;
    }

    /** Copies everything but the data. */
    void copyHeader(final TcpSegment other) {
        payloadLength = other.payloadLength;
        declaredLength = other.declaredLength;
        sourcePort = other.sourcePort;
        destinationPort = other.destinationPort;
        sequence = other.sequence;
        acknowledgement = other.acknowledgement;
        flags = other.flags;
        window = other.window;
        headerLength = other.headerLength;
        hasTimestamp = other.hasTimestamp;
        timestampValue = other.timestampValue;
        timestampEcho = other.timestampEcho;
        sackBlocks = other.sackBlocks;
        windowScale = other.windowScale;
        counted = other.counted;
        arrival = other.arrival;
        captureNs = other.captureNs;
        arrivalNs = other.arrivalNs;
        queue = other.queue;
        way = other.way;
    }

    boolean has(final int flag) {
        return (flags & flag) != 0;
    }
}
