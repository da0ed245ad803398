package knet.nic.checksum;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static knet.driver.abi.RxDescriptor.IP_CHECKSUM_CHECKED;
import static knet.driver.abi.RxDescriptor.IP_CHECKSUM_GOOD;
import static knet.driver.abi.RxDescriptor.L4_CHECKSUM_CHECKED;
import static knet.driver.abi.RxDescriptor.L4_CHECKSUM_GOOD;
import static knet.driver.abi.RxDescriptor.L4_CHECKSUM_OFFLOADED;

import knet.driver.abi.InternetChecksum;
import knet.firmware.Packet;
import org.agrona.DirectBuffer;

/**
 * Verifies the checksums of the outer headers: IPv4's, and TCP's or UDP's over IPv4 and IPv6. Says
 * nothing about fragments and truncated frames, whose bytes it has not all seen, nor about IPv6
 * packets on the way along a routing header, whose pseudo-header holds another destination.
 */
public final class ChecksumUnit {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int MIN_TCP_HEADER_BYTES = 20;
    private static final int UDP_HEADER_BYTES = 8;
    private static final int TCP_CHECKSUM_OFFSET = 16;
    private static final int UDP_CHECKSUM_OFFSET = 6;
    private static final int UDP_LENGTH_OFFSET = 4;
    private static final int IPV4_HEADER_BYTES = 20;
    private static final int IPV6_HEADER_BYTES = 40;
    private static final long LOW_32 = 0xFFFF_FFFFL;
    private static final int ROUTING_HEADER = 43;
    private static final int AUTHENTICATION_HEADER = 51;

    /** Allocates nothing. */
    public ChecksumUnit() {}

    /**
     * Looks at a frame.
     *
     * @param isTruncated fewer bytes were captured than were on the wire
     * @return bit set of the CHECKSUM findings in {@link knet.driver.abi.RxDescriptor}
     */
    public int verify(final Packet packet, final boolean isTruncated) {
        return switch (packet.ipVersion()) {
            case 4 -> verifyIpv4(packet, isTruncated);
            case 6 -> verifyIpv6(packet, isTruncated);
            default -> 0;
        };
    }

    private static int verifyIpv4(final Packet packet, final boolean isTruncated) {
        final DirectBuffer buffer = packet.buffer();
        final int l3 = packet.l3Offset();
        final int headerLength = (buffer.getByte(l3) & 0xF) * 4;
        int flags = 0;
        if (headerLength <= packet.limit() - l3) {
            flags =
                    isHeaderGood(buffer, l3, headerLength)
                            ? IP_CHECKSUM_CHECKED | IP_CHECKSUM_GOOD
                            : IP_CHECKSUM_CHECKED;
        }
        if (isTruncated || packet.l4Offset() < 0 || packet.isFragment()) {
            return flags;
        }
        final int totalLength = unsignedShort(buffer, l3 + 2);
        // A total length of 0 is that of a giant made by segmentation offload: all that is there.
        final int end = totalLength == 0 ? packet.limit() : l3 + totalLength;
        return flags | verifyTransport(packet, l3 + 12, 4, end);
    }

    /** Without options, as nearly always, three loads do. */
    private static boolean isHeaderGood(
            final DirectBuffer buffer, final int l3, final int headerLength) {
        if (headerLength != IPV4_HEADER_BYTES) {
            return InternetChecksum.sum(buffer, l3, headerLength) == 0xFFFF;
        }
        final long a = buffer.getLong(l3);
        final long b = buffer.getLong(l3 + 8);
        final long c = buffer.getInt(l3 + 16) & LOW_32;
        // All ones is the same in either byte order (RFC 1071, section 2B).
        return InternetChecksum.fold((a & LOW_32) + (a >>> 32) + (b & LOW_32) + (b >>> 32) + c)
                == 0xFFFF;
    }

    private static int verifyIpv6(final Packet packet, final boolean isTruncated) {
        if (isTruncated || packet.l4Offset() < 0 || packet.isFragment()) {
            return 0;
        }
        final DirectBuffer buffer = packet.buffer();
        final int l3 = packet.l3Offset();
        if (isOnItsWay(packet, l3)) {
            return 0;
        }
        final int payloadLength = unsignedShort(buffer, l3 + 4);
        final int end =
                payloadLength == 0 ? packet.limit() : l3 + IPV6_HEADER_BYTES + payloadLength;
        return verifyTransport(packet, l3 + 8, 16, end);
    }

    /** True if a routing header says that the destination is not the last one. */
    private static boolean isOnItsWay(final Packet packet, final int l3) {
        final DirectBuffer buffer = packet.buffer();
        final int l4 = packet.l4Offset();
        int header = buffer.getByte(l3 + 6) & 0xFF;
        int at = l3 + IPV6_HEADER_BYTES;
        // Each header is 8 bytes or longer, so this ends; the parser has walked the same way.
        while (at + 8 <= l4) {
            if (header == ROUTING_HEADER && buffer.getByte(at + 3) != 0) {
                return true;
            }
            final int length = buffer.getByte(at + 1) & 0xFF;
            final int next = buffer.getByte(at) & 0xFF;
            at += header == AUTHENTICATION_HEADER ? (length + 2) * 4 : (length + 1) * 8;
            header = next;
        }
        return false;
    }

    private static int verifyTransport(
            final Packet packet, final int addresses, final int addressLength, final int end) {
        final int l4 = packet.l4Offset();
        final int length = end - l4;
        if (end > packet.limit()) {
            return 0; // The IP header promises more than is there.
        }
        return switch (packet.protocol()) {
            case TCP ->
                    length < MIN_TCP_HEADER_BYTES
                            ? 0
                            : verdict(packet, addresses, addressLength, length, TCP);
            case UDP -> verifyUdp(packet, addresses, addressLength, length);
            default -> 0;
        };
    }

    private static int verifyUdp(
            final Packet packet, final int addresses, final int addressLength, final int length) {
        if (length < UDP_HEADER_BYTES) {
            return 0;
        }
        final DirectBuffer buffer = packet.buffer();
        final int l4 = packet.l4Offset();
        if (buffer.getShort(l4 + UDP_CHECKSUM_OFFSET) == 0) {
            // None was made: allowed over IPv4 (RFC 768), not over IPv6 (RFC 8200, section 8.1).
            return addressLength == 4
                    ? L4_CHECKSUM_CHECKED | L4_CHECKSUM_GOOD
                    : L4_CHECKSUM_CHECKED;
        }
        final int udpLength = unsignedShort(buffer, l4 + UDP_LENGTH_OFFSET);
        final int summed = udpLength == 0 ? length : udpLength; // 0: a jumbogram (RFC 2675).
        if (summed < UDP_HEADER_BYTES || summed > length) {
            return L4_CHECKSUM_CHECKED;
        }
        return verdict(packet, addresses, addressLength, summed, UDP);
    }

    private static int verdict(
            final Packet packet,
            final int addresses,
            final int addressLength,
            final int length,
            final int protocol) {
        final DirectBuffer buffer = packet.buffer();
        final int l4 = packet.l4Offset();
        if (isGood(buffer, addresses, addressLength, l4, length, protocol)) {
            return L4_CHECKSUM_CHECKED | L4_CHECKSUM_GOOD;
        }
        final int field = l4 + (protocol == TCP ? TCP_CHECKSUM_OFFSET : UDP_CHECKSUM_OFFSET);
        return unsignedShort(buffer, field)
                        == InternetChecksum.pseudoHeaderSum(
                                buffer, addresses, addressLength, protocol, length)
                ? L4_CHECKSUM_CHECKED | L4_CHECKSUM_OFFLOADED
                : L4_CHECKSUM_CHECKED;
    }

    private static boolean isGood(
            final DirectBuffer buffer,
            final int addresses,
            final int addressLength,
            final int l4,
            final int length,
            final int protocol) {
        final int addressesEnd = addresses + 2 * addressLength;
        if (addressesEnd == l4) {
            // Nothing between the addresses and the transport header: one sum over both.
            final long sum = InternetChecksum.sum(buffer, addresses, 2 * addressLength + length);
            return InternetChecksum.fold(sum + protocol + length) == 0xFFFF;
        }
        return InternetChecksum.isL4Good(
                buffer,
                l4,
                length,
                InternetChecksum.pseudoHeaderSum(
                        buffer, addresses, addressLength, protocol, length));
    }

    private static int unsignedShort(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset, BIG_ENDIAN) & 0xFFFF;
    }
}
