package knet.threads.tcp;

import org.agrona.concurrent.UnsafeBuffer;

/** A copy of a segment that waits in the {@link ParkingLot}. Pooled. */
final class ParkedSegment {
    final TcpSegment segment = new TcpSegment();
    private UnsafeBuffer memory = new UnsafeBuffer(new byte[0]);
    TcpTuple tuple;

    /** Neighbours among those of the same tuple, in the order of arrival. */
    ParkedSegment previous;

    ParkedSegment next;

    /** Position in the lot's heap. */
    int heapIndex;

    void copy(final TcpTuple owner, final TcpSegment source) {
        tuple = owner;
        if (memory.capacity() < source.payloadLength) {
            memory = new UnsafeBuffer(new byte[Math.max(2048, source.payloadLength)]);
        }
        segment.copyHeader(source);
        segment.buffer = memory;
        segment.payloadOffset = 0;
        if (source.payloadLength > 0) {
            memory.putBytes(0, source.buffer, source.payloadOffset, source.payloadLength);
        }
    }

    int memoryBytes() {
        return memory.capacity();
    }
}
