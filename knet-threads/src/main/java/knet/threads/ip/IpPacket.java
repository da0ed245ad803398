package knet.threads.ip;

import org.agrona.DirectBuffer;

/**
 * A parsed IP packet inside a frame: a flyweight that {@link LinkInput} and {@link IpInput} fill
 * in. Every offset and length here has been checked against the captured bytes, so the layers above
 * read freely between {@code payloadOffset} and {@code payloadOffset + payloadLength}.
 *
 * <p>Fields are package-private for the parsers and read through accessors elsewhere.
 */
public final class IpPacket {
    /** The frame carried IP without any tag. */
    public static final int PLAIN = 0;

    DirectBuffer buffer;
    int frameOffset;
    int frameEnd;
    int networkOffset;
    int networkEnd;
    int encapsulation;
    int etherType;

    int version;
    int protocol;
    int trafficClass;
    int payloadOffset;
    int payloadLength;
    int missingLength;
    boolean giant;
    boolean truncated;

    boolean fragment;
    boolean atomicFragment;
    boolean moreFragments;
    int fragmentOffset;
    int fragmentId;

    /** Offset of the IPv6 next-header byte that announced the fragment header. */
    int fragmentAnnounced;

    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;

    int flags;
    int arrival;
    long captureNs;
    long arrivalNs;
    int queue;
    int processor;

    /** Points this view at a frame; nothing is parsed yet. */
    public void wrap(
            final DirectBuffer frame,
            final int offset,
            final int length,
            final int descriptorFlags,
            final int arrivalNumber,
            final long captureTimeNs,
            final long arrivalTimeNs,
            final int queueIndex) {
        this.buffer = frame;
        this.frameOffset = offset;
        this.frameEnd = offset + length;
        this.flags = descriptorFlags;
        this.arrival = arrivalNumber;
        this.captureNs = captureTimeNs;
        this.arrivalNs = arrivalTimeNs;
        this.queue = queueIndex;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    /** Offset of the Ethernet header. */
    public int frameOffset() {
        return frameOffset;
    }

    /** Offset behind the last captured byte. */
    public int frameEnd() {
        return frameEnd;
    }

    /** Offset of the IP header. */
    public int networkOffset() {
        return networkOffset;
    }

    /**
     * What lies between Ethernet and IP: {@link #PLAIN}, or a value that is equal for equal tags
     * (VLAN identifiers, MPLS labels, PPPoE session), so that variants of one flow can be told
     * apart.
     */
    public int encapsulation() {
        return encapsulation;
    }

    /** 4 or 6. */
    public int version() {
        return version;
    }

    /** IP protocol number of the payload, after all extension headers. */
    public int protocol() {
        return protocol;
    }

    /** Offset of the transport header. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Bytes of the payload that are present. */
    public int payloadLength() {
        return payloadLength;
    }

    /** Bytes of the payload that the IP header declares and the capture does not hold. */
    public int missingLength() {
        return missingLength;
    }

    /** Explicit congestion notification field, 0 to 3 (RFC 3168). */
    public int ecn() {
        return trafficClass & 3;
    }

    /**
     * The header gave no length (segmentation or receive offload beyond 64 KB): the payload runs to
     * the end of the frame.
     */
    public boolean isGiant() {
        return giant;
    }

    public boolean isFragment() {
        return fragment;
    }

    /**
     * A whole datagram behind an IPv6 fragment header, at offset 0 with none to follow (RFC 6946).
     */
    public boolean isAtomicFragment() {
        return atomicFragment;
    }

    public boolean hasMoreFragments() {
        return moreFragments;
    }

    /** Offset of this fragment's payload in its datagram, bytes. */
    public int fragmentOffset() {
        return fragmentOffset;
    }

    /** Identification field: 16 bits in IPv4, 32 in IPv6. */
    public int fragmentId() {
        return fragmentId;
    }

    /** High 64 bits of the source address; 0 for IPv4. */
    public long sourceHigh() {
        return sourceHigh;
    }

    /** Low 64 bits of the source address; for IPv4 the address, zero-extended. */
    public long sourceLow() {
        return sourceLow;
    }

    public long destinationHigh() {
        return destinationHigh;
    }

    public long destinationLow() {
        return destinationLow;
    }

    /** The NIC's findings, see {@link knet.driver.abi.RxDescriptor}. */
    public int flags() {
        return flags;
    }

    public boolean hasFlag(final int flag) {
        return (flags & flag) != 0;
    }

    /** Number in the order of the wire, low 32 bits. */
    public int arrival() {
        return arrival;
    }

    /** Protocol time, nanoseconds since 1970. */
    public long captureNs() {
        return captureNs;
    }

    /** The run's clock at arrival at the NIC, nanoseconds. */
    public long arrivalNs() {
        return arrivalNs;
    }

    /** The receive queue that the frame came through. */
    public int queue() {
        return queue;
    }

    /**
     * Sets whose thread took the packet in, which {@link #wrap} leaves as it is: the stack's own,
     * or the one that reassembled it and handed it over.
     */
    public void processor(final int number) {
        this.processor = number;
    }

    /** Whose thread took the packet in. */
    public int processor() {
        return processor;
    }

    /**
     * Which way the packet came, by queue and thread: those of a flow that came one way are in the
     * order of the wire, those of several may have overtaken each other.
     */
    public int way() {
        return processor << 8 | queue;
    }
}
