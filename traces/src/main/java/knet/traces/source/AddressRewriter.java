package knet.traces.source;

import java.nio.ByteOrder;
import knet.traces.Frame;
import knet.traces.header.Checksums;
import knet.traces.header.HeaderWalk;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Flips bits of source and destination address, the same ones throughout a loop, so that each loop
 * has hosts and flows of its own while both directions still belong together.
 *
 * <p>IPv4: bits 8 to 23 of the address; IPv6: bytes 2 to 5. Lower bits stay, so that a classifier
 * by the low bits of the source steers as before, and the flips permute the hashes of a Toeplitz
 * classifier. The unspecified and the limited broadcast address stay as they are. Outer headers
 * alone are changed: neither what a tunnel holds, nor what an ICMP error quotes, nor ARP.
 *
 * <p>Checksums of IPv4, TCP, UDP, UDP-Lite, DCCP and ICMPv6 are updated incrementally (RFC 1624): a
 * right one stays right, a wrong one wrong, an absent one absent, and one that a host left to its
 * NIC (the bare sum of the pseudo-header, or 0 in IPv4's) stays so.
 */
final class AddressRewriter {
    private static final int DCCP = 33;
    private static final int UDP_LITE = 136;

    private final HeaderWalk headers = new HeaderWalk();
    private final LoopMask ipv4 = new LoopMask(0x00ff_ff00);
    private final LoopMask ipv6 = new LoopMask(-1);
    private int ipv4Mask;
    private int ipv6Mask;

    /** Takes note of a frame of the first pass. */
    void observe(final Frame frame) {
        headers.walk(frame);
        final DirectBuffer buffer = frame.buffer();
        final int ip = headers.ipOffset();
        if (headers.ipVersion() == 4) {
            observeIpv4(word(buffer, ip + 12));
            observeIpv4(word(buffer, ip + 16));
        } else if (headers.ipVersion() == 6) {
            observeIpv6(buffer, ip + 8);
            observeIpv6(buffer, ip + 24);
        }
    }

    private void observeIpv4(final int address) {
        if (!isFixed(address)) {
            ipv4.observe(address);
        }
    }

    private void observeIpv6(final DirectBuffer buffer, final int address) {
        if (!isUnspecified(buffer, address)) {
            ipv6.observe(word(buffer, address + 2));
        }
    }

    /**
     * Begins a loop.
     *
     * @param loop from 1, all frames observed
     */
    void begin(final long loop) {
        ipv4.settle();
        ipv6.settle();
        ipv4Mask = ipv4.of(loop);
        ipv6Mask = ipv6.of(loop);
    }

    /** Rewrites the frame at an offset in place. */
    void rewrite(
            final MutableDirectBuffer buffer,
            final int offset,
            final int length,
            final int wireLength) {
        headers.walk(buffer, offset, length, wireLength);
        if (headers.ipVersion() == 4) {
            rewriteIpv4(buffer);
        } else if (headers.ipVersion() == 6) {
            rewriteIpv6(buffer);
        }
    }

    private void rewriteIpv4(final MutableDirectBuffer buffer) {
        final int ip = headers.ipOffset();
        final int source = word(buffer, ip + 12);
        final int destination = word(buffer, ip + 16);
        final int newSource = isFixed(source) ? source : source ^ ipv4Mask;
        final int newDestination = isFixed(destination) ? destination : destination ^ ipv4Mask;
        final long delta =
                Checksums.delta(source, newSource) + Checksums.delta(destination, newDestination);
        final int checksum = updatedHeaderChecksum(buffer, ip, delta);
        // The transport's first: it looks at the pseudo-header as it was.
        updateTransport(buffer, delta);
        buffer.putShort(ip + 10, (short) checksum, ByteOrder.BIG_ENDIAN);
        buffer.putInt(ip + 12, newSource, ByteOrder.BIG_ENDIAN);
        buffer.putInt(ip + 16, newDestination, ByteOrder.BIG_ENDIAN);
    }

    /** A field of 0 that is not right was left to the NIC, and no other may become one. */
    private int updatedHeaderChecksum(final DirectBuffer buffer, final int ip, final long delta) {
        final int field = uint16(buffer, ip + 10);
        final int updated = Checksums.updated(field, delta);
        if (field != 0 && updated != 0) {
            return updated;
        }
        final int headerBytes = (buffer.getByte(ip) & 0xf) * 4;
        final boolean isRight =
                headers.end() - ip >= headerBytes
                        && Checksums.sum(buffer, ip, headerBytes, 0) == 0xffff;
        // 0xffff is 0's other representation.
        return isRight ? updated : field == 0 ? 0 : 0xffff;
    }

    private void rewriteIpv6(final MutableDirectBuffer buffer) {
        final int ip = headers.ipOffset();
        final int source = word(buffer, ip + 10);
        final int destination = word(buffer, ip + 26);
        final int newSource = isUnspecified(buffer, ip + 8) ? source : source ^ ipv6Mask;
        final int newDestination =
                isUnspecified(buffer, ip + 24) ? destination : destination ^ ipv6Mask;
        long delta = Checksums.delta(source, newSource);
        if (!headers.isSourceRouted()) {
            delta += Checksums.delta(destination, newDestination);
        }
        updateTransport(buffer, delta);
        buffer.putInt(ip + 10, newSource, ByteOrder.BIG_ENDIAN);
        buffer.putInt(ip + 26, newDestination, ByteOrder.BIG_ENDIAN);
    }

    private void updateTransport(final MutableDirectBuffer buffer, final long delta) {
        final int fieldOffset = checksumOffset(headers.protocol());
        final int at = headers.transportOffset() + fieldOffset;
        if (fieldOffset < 0 || headers.isLaterFragment() || headers.end() - at < 2) {
            return;
        }
        final int field = uint16(buffer, at);
        final boolean isUdp = headers.protocol() == HeaderWalk.UDP;
        if (isUdp && field == 0) {
            return;
        }
        int updated =
                isOffloaded(buffer, field)
                        ? Checksums.fold(field + delta)
                        : Checksums.updated(field, delta);
        if (isUdp && updated == 0) {
            // 0 would say that there is none (RFC 768).
            updated = 0xffff;
        }
        buffer.putShort(at, (short) updated, ByteOrder.BIG_ENDIAN);
    }

    /** The field is the pseudo-header's sum, and not by chance the right checksum as well. */
    private boolean isOffloaded(final DirectBuffer buffer, final int field) {
        final int pseudo = Checksums.pseudoHeaderSum(buffer, headers);
        if (field != pseudo) {
            return false;
        }
        final int length = headers.transportWireBytes();
        final int transport = headers.transportOffset();
        return headers.end() - transport < length
                || Checksums.sum(buffer, transport, length, pseudo) != 0xffff;
    }

    private static int checksumOffset(final int protocol) {
        return switch (protocol) {
            case HeaderWalk.TCP -> 16;
            case HeaderWalk.UDP, UDP_LITE, DCCP -> 6;
            case HeaderWalk.ICMPV6 -> 2;
            default -> -1;
        };
    }

    private static boolean isFixed(final int address) {
        return address == 0 || address == -1;
    }

    private static boolean isUnspecified(final DirectBuffer buffer, final int address) {
        return (buffer.getLong(address) | buffer.getLong(address + 8)) == 0;
    }

    private static int word(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at, ByteOrder.BIG_ENDIAN);
    }

    private static int uint16(final DirectBuffer buffer, final int at) {
        return buffer.getShort(at, ByteOrder.BIG_ENDIAN) & 0xffff;
    }
}
