package knet.threads.ip;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.driver.abi.RxDescriptor;
import knet.threads.base.ChecksumPolicy;
import knet.threads.base.Counters;
import org.agrona.DirectBuffer;

/**
 * Validates an IP header and finds the payload. IPv4 as RFC 791 and RFC 1122 section 3.2.1 want;
 * IPv6 is in {@link Ipv6Input}. Ethernet padding is cut off by the total length; a total length of
 * zero (segmentation offload) takes what was captured.
 */
public final class IpInput {
    private static final int MIN_HEADER = 20;

    private final ChecksumPolicy policy;
    private final Counters<IpCounter> counters;
    private final Ipv6Input ipv6;

    public IpInput(final ChecksumPolicy policy, final Counters<IpCounter> counters) {
        this.policy = policy;
        this.counters = counters;
        this.ipv6 = new Ipv6Input(counters);
    }

    /**
     * Parses a frame up to the transport header.
     *
     * @return the packet's outcome so far: one of {@code TO_*}, {@code FRAGMENTS}, or the reason to
     *     discard it. It is not yet counted. With BAD_HEADER_CHECKSUM the packet has been parsed
     *     all the same.
     */
    public IpCounter parse(final IpPacket packet) {
        final int version = LinkInput.parse(packet);
        packet.version = version;
        packet.fragment = false;
        packet.atomicFragment = false;
        packet.giant = false;
        packet.truncated = false;
        if (version == 4) {
            counters.increment(IpCounter.IPV4);
            return finish(packet, parseIpv4(packet));
        }
        if (version == 6) {
            counters.increment(IpCounter.IPV6);
            return finish(packet, ipv6.parse(packet));
        }
        return version == 0 ? IpCounter.NON_IP : IpCounter.LINK_HEADER_CUT;
    }

    private IpCounter finish(final IpPacket packet, final IpCounter discard) {
        if (discard != null) {
            return discard;
        }
        if ((packet.trafficClass & 3) == 3) {
            counters.increment(IpCounter.CONGESTION_EXPERIENCED);
        }
        if (packet.giant) {
            counters.increment(IpCounter.GIANTS);
        }
        if (packet.truncated) {
            counters.increment(IpCounter.TRUNCATED);
        }
        return packet.fragment ? IpCounter.FRAGMENTS : demultiplex(packet);
    }

    /** Outcome by protocol number. */
    public static IpCounter demultiplex(final IpPacket packet) {
        switch (packet.protocol) {
            case Protocol.TCP:
                return IpCounter.TO_TCP;
            case Protocol.UDP:
                return IpCounter.TO_UDP;
            case Protocol.ICMP:
                return IpCounter.TO_ICMP;
            case Protocol.ICMPV6:
                return IpCounter.TO_ICMPV6;
            case Protocol.SCTP:
                return IpCounter.TO_SCTP;
            default:
                return IpCounter.TO_OTHER_PROTOCOL;
        }
    }

    private IpCounter parseIpv4(final IpPacket packet) {
        final DirectBuffer buffer = packet.buffer;
        final int offset = packet.networkOffset;
        final int present = packet.networkEnd - offset;
        if (present < MIN_HEADER) {
            return IpCounter.HEADER_CUT;
        }
        final int word0 = buffer.getInt(offset, BIG_ENDIAN);
        final int versionAndLength = word0 >>> 24;
        if (versionAndLength >>> 4 != 4) {
            return IpCounter.BAD_VERSION;
        }
        final int headerLength = (versionAndLength & 0xf) << 2;
        if (headerLength < MIN_HEADER) {
            return IpCounter.BAD_HEADER_LENGTH;
        }
        if (headerLength > present) {
            return IpCounter.HEADER_CUT;
        }
        final int totalLength = word0 & 0xffff;
        final int declared = totalLength == 0 ? present : totalLength;
        if (declared < headerLength
                || declared > present && !packet.hasFlag(RxDescriptor.TRUNCATED)) {
            return IpCounter.BAD_TOTAL_LENGTH;
        }
        final int word1 = buffer.getInt(offset + 4, BIG_ENDIAN);
        final int word2 = buffer.getInt(offset + 8, BIG_ENDIAN);
        packet.trafficClass = word0 >>> 16 & 0xff;
        packet.protocol = word2 >>> 16 & 0xff;
        packet.sourceHigh = 0;
        packet.destinationHigh = 0;
        packet.sourceLow = buffer.getInt(offset + 12, BIG_ENDIAN) & 0xffffffffL;
        packet.destinationLow = buffer.getInt(offset + 16, BIG_ENDIAN) & 0xffffffffL;
        packet.giant = totalLength == 0;
        packet.payloadOffset = offset + headerLength;
        packet.payloadLength = Math.min(declared, present) - headerLength;
        packet.missingLength = Math.max(0, declared - present);
        packet.truncated =
                packet.missingLength > 0 || packet.giant && packet.hasFlag(RxDescriptor.TRUNCATED);
        if ((word1 & 0x3fff) != 0) {
            packet.fragment = true;
            packet.moreFragments = (word1 & 0x2000) != 0;
            packet.fragmentOffset = (word1 & 0x1fff) << 3;
            packet.fragmentId = word1 >>> 16;
        }
        if (policy != ChecksumPolicy.IGNORE
                && !isHeaderChecksumAcceptable(packet, headerLength, word2 & 0xffff)) {
            return IpCounter.BAD_HEADER_CHECKSUM;
        }
        if (headerLength > MIN_HEADER) {
            counters.increment(IpCounter.OPTIONS);
            if (!Ipv4Options.areValid(buffer, offset + MIN_HEADER, offset + headerLength)) {
                return IpCounter.BAD_OPTIONS;
            }
        }
        return null;
    }

    private boolean isHeaderChecksumAcceptable(
            final IpPacket packet, final int headerLength, final int field) {
        final boolean good;
        if (packet.hasFlag(RxDescriptor.IP_CHECKSUM_CHECKED)) {
            good = packet.hasFlag(RxDescriptor.IP_CHECKSUM_GOOD);
        } else {
            good = Checksum.sum(packet.buffer, packet.networkOffset, headerLength) == 0xffff;
        }
        if (!good && field == 0 && policy == ChecksumPolicy.AUTO) {
            counters.increment(IpCounter.HEADER_CHECKSUM_OFFLOADED);
            return true;
        }
        return good;
    }
}
