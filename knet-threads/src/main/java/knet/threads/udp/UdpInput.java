package knet.threads.udp;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.threads.base.Counters;
import knet.threads.ip.ChecksumVerdict;
import knet.threads.ip.IpPacket;
import knet.threads.ip.TransportChecksum;

/**
 * Checks a UDP header and finds the payload. A length of zero takes the rest of the IP payload,
 * which is what a jumbogram (RFC 2675) and a segmentation offload giant carry.
 */
public final class UdpInput {
    private static final int HEADER = 8;

    private final TransportChecksum checksum;
    private final Counters<UdpCounter> counters;
    private int payloadOffset;
    private int payloadLength;

    public UdpInput(final TransportChecksum checksum, final Counters<UdpCounter> counters) {
        this.checksum = checksum;
        this.counters = counters;
    }

    /** Checks a datagram and counts it, under {@code DELIVERED} or the reason to discard it. */
    public boolean accept(final IpPacket packet) {
        counters.increment(UdpCounter.DATAGRAMS);
        final UdpCounter outcome = check(packet);
        counters.increment(outcome);
        if (outcome != UdpCounter.DELIVERED) {
            return false;
        }
        counters.add(UdpCounter.PAYLOAD_BYTES, payloadLength);
        return true;
    }

    private UdpCounter check(final IpPacket packet) {
        final int present = packet.payloadLength();
        if (present < HEADER) {
            return UdpCounter.HEADER_CUT;
        }
        final int offset = packet.payloadOffset();
        final int word = packet.buffer().getInt(offset + 4, BIG_ENDIAN);
        final int field = word & 0xffff;
        final int declared = word >>> 16;
        final long available = (long) present + packet.missingLength();
        if (declared != 0 && (declared < HEADER || declared > available)
                || declared == 0 && available <= 0xffff && !packet.isGiant()) {
            return UdpCounter.BAD_LENGTH;
        }
        final int length = declared == 0 ? present : Math.min(declared, present);
        payloadOffset = offset + HEADER;
        payloadLength = length - HEADER;
        if (field == 0) {
            if (packet.version() == 6) {
                return UdpCounter.ZERO_CHECKSUM_IPV6;
            }
            counters.increment(UdpCounter.NO_CHECKSUM);
            return UdpCounter.DELIVERED;
        }
        final ChecksumVerdict verdict =
                checksum.check(packet, length, declared == 0 ? length : declared, field);
        switch (verdict) {
            case BAD:
                return UdpCounter.BAD_CHECKSUM;
            case OFFLOADED:
                counters.increment(UdpCounter.CHECKSUM_OFFLOADED);
                return UdpCounter.DELIVERED;
            case UNVERIFIABLE:
                counters.increment(UdpCounter.CHECKSUM_UNVERIFIABLE);
                return UdpCounter.DELIVERED;
            default:
                return UdpCounter.DELIVERED;
        }
    }

    /** Offset of the last accepted datagram's payload. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Bytes of the last accepted datagram's payload that are present. */
    public int payloadLength() {
        return payloadLength;
    }
}
