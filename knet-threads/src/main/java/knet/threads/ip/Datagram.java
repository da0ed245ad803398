package knet.threads.ip;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.driver.abi.RxDescriptor;
import knet.threads.base.QueueSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A datagram under reassembly, and then the frame that it would have been without fragmentation:
 * link header and IP header of the first fragment, and the whole payload. Pooled by {@link
 * Reassembler}.
 */
public final class Datagram {
    /** Room for the link header and all headers before the payload. */
    static final int HEADER_ROOM = 1024;

    /** Longest IPv4 packet, and longest IPv6 payload that is no jumbogram. */
    static final int MAX_LENGTH = 0xffff;

    // Key
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int id;
    int kind;
    int hash;

    // Neighbours in the table's chain and in the order of age
    Datagram chain;
    Datagram older;
    Datagram newer;

    final FragmentRanges ranges = new FragmentRanges();
    final QueueSet queues = new QueueSet();
    UnsafeBuffer buffer;
    boolean dropped;
    long createdNs;
    int total;
    int ecnSeen;

    private int headerLength;
    private int networkOffset;
    private int announcedOffset;
    private int firstProtocol;
    private int flowPorts;
    private int encapsulation;
    private int fragments;
    private long frameBytes;
    private int arrival;
    private long captureNs;
    private long arrivalNs;
    private int queue;

    void start(final IpPacket packet, final int keyHash) {
        sourceHigh = packet.sourceHigh;
        sourceLow = packet.sourceLow;
        destinationHigh = packet.destinationHigh;
        destinationLow = packet.destinationLow;
        id = packet.fragmentId;
        kind = kindOf(packet);
        hash = keyHash;
        createdNs = packet.captureNs;
        total = -1;
        ecnSeen = 0;
        dropped = false;
        headerLength = 0;
        flowPorts = 0;
        firstProtocol = packet.protocol;
        fragments = 0;
        frameBytes = 0;
        ranges.clear();
        queues.clear();
    }

    boolean matches(final IpPacket packet) {
        return id == packet.fragmentId
                && sourceLow == packet.sourceLow
                && destinationLow == packet.destinationLow
                && kind == kindOf(packet)
                && sourceHigh == packet.sourceHigh
                && destinationHigh == packet.destinationHigh;
    }

    /** The protocol is part of the key in IPv4 (RFC 791) and not in IPv6 (RFC 8200). */
    static int kindOf(final IpPacket packet) {
        return packet.version == 4 ? 4 << 8 | packet.protocol : 6 << 8;
    }

    /** Notes a fragment, whether or not its bytes are new. */
    void note(final IpPacket packet) {
        if (fragments == 0 || packet.arrival - arrival > 0) {
            arrival = packet.arrival;
            captureNs = packet.captureNs;
            arrivalNs = packet.arrivalNs;
            queue = packet.queue;
        }
        fragments++;
        frameBytes += packet.frameEnd - packet.frameOffset;
        queues.add(packet.queue);
        ecnSeen |= 1 << (packet.trafficClass & 3);
    }

    /** Keeps the headers of the first fragment. */
    void keepHeaders(final IpPacket packet) {
        final int fragmentHeader = packet.version == 6 ? 8 : 0;
        headerLength = packet.payloadOffset - fragmentHeader - packet.frameOffset;
        networkOffset = packet.networkOffset - packet.frameOffset;
        announcedOffset = packet.fragmentAnnounced - packet.frameOffset;
        firstProtocol = packet.protocol;
        encapsulation = packet.encapsulation;
        if (Protocol.hasPorts(packet.protocol) && packet.payloadLength >= 4) {
            flowPorts = packet.buffer.getInt(packet.payloadOffset, BIG_ENDIAN);
        }
        buffer.putBytes(
                HEADER_ROOM - headerLength, packet.buffer, packet.frameOffset, headerLength);
    }

    boolean hasHeaders() {
        return headerLength > 0;
    }

    boolean isComplete() {
        return total >= 0 && ranges.covered() == total;
    }

    /**
     * Finishes the headers: no fragment fields, the whole length. ECN as RFC 3168 section 5.3: one
     * mark marks all.
     */
    void finish() {
        final int ip = frameOffset() + networkOffset;
        final boolean marked = (ecnSeen & 1 << 3) != 0;
        if (kind >>> 8 == 4) {
            final int length = HEADER_ROOM - ip + total;
            buffer.putShort(ip + 2, (short) length, BIG_ENDIAN);
            buffer.putShort(ip + 6, (short) 0, BIG_ENDIAN);
            if (marked) {
                buffer.putByte(ip + 1, (byte) (buffer.getByte(ip + 1) | 3));
            }
        } else {
            final int length = HEADER_ROOM - ip - 40 + total;
            buffer.putShort(ip + 4, (short) length, BIG_ENDIAN);
            buffer.putByte(frameOffset() + announcedOffset, (byte) firstProtocol);
            if (marked) {
                buffer.putByte(ip + 1, (byte) (buffer.getByte(ip + 1) | 0x30));
            }
        }
    }

    /** Bytes of headers from the IP header on. */
    int networkHeaderLength() {
        return headerLength - networkOffset;
    }

    /** The whole frame, from {@link #frameOffset}; present once complete. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    public int frameOffset() {
        return HEADER_ROOM - headerLength;
    }

    public int frameLength() {
        return headerLength + total;
    }

    /** Number of the fragment that came last in the order of the wire. */
    public int arrival() {
        return arrival;
    }

    /** Protocol time of that fragment, ns since 1970. */
    public long captureNs() {
        return captureNs;
    }

    /** The run's clock when it arrived at the NIC, ns. */
    public long arrivalNs() {
        return arrivalNs;
    }

    /** The receive queue that it came through. */
    public int queue() {
        return queue;
    }

    /** Fragments that came. */
    public int fragments() {
        return fragments;
    }

    /** Captured bytes of their frames. */
    public long frameBytes() {
        return frameBytes;
    }

    /** The receive queues that they came through. */
    public QueueSet queues() {
        return queues;
    }

    /** Points a packet at the completed datagram; its IP header is as the reassembler made it. */
    public void wrapInto(final IpPacket packet) {
        packet.wrap(
                buffer,
                frameOffset(),
                frameLength(),
                RxDescriptor.IP_CHECKSUM_CHECKED | RxDescriptor.IP_CHECKSUM_GOOD,
                arrival,
                captureNs,
                arrivalNs,
                queue);
    }

    /** Points a packet at what is known of an incomplete datagram's flow; returns its ports. */
    public int describe(final IpPacket packet) {
        packet.sourceHigh = sourceHigh;
        packet.sourceLow = sourceLow;
        packet.destinationHigh = destinationHigh;
        packet.destinationLow = destinationLow;
        packet.version = kind >>> 8;
        packet.protocol = firstProtocol;
        packet.encapsulation = encapsulation;
        return flowPorts;
    }
}
