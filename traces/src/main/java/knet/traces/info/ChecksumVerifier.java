package knet.traces.info;

import java.nio.ByteOrder;
import knet.traces.header.Checksums;
import knet.traces.header.HeaderWalk;
import org.agrona.DirectBuffer;

/** Judges the checksums of a frame's outermost IP and transport headers. */
final class ChecksumVerifier {
    final ChecksumTally ipv4 = new ChecksumTally();
    final ChecksumTally tcp = new ChecksumTally();
    final ChecksumTally udp = new ChecksumTally();

    void verify(final DirectBuffer buffer, final HeaderWalk headers) {
        if (headers.ipVersion() == 4) {
            verifyIpv4(buffer, headers);
        }
        if (headers.ipVersion() == 0 || headers.isLaterFragment()) {
            return;
        }
        if (headers.protocol() == HeaderWalk.TCP) {
            verifyTransport(tcp, buffer, headers, 16, 20);
        } else if (headers.protocol() == HeaderWalk.UDP) {
            verifyTransport(udp, buffer, headers, 6, 8);
        }
    }

    private void verifyIpv4(final DirectBuffer buffer, final HeaderWalk headers) {
        final int ip = headers.ipOffset();
        final int headerBytes = (buffer.getByte(ip) & 0xf) * 4;
        if (headers.end() - ip < headerBytes) {
            ipv4.unverifiable++;
        } else if (Checksums.sum(buffer, ip, headerBytes, 0) == 0xffff) {
            ipv4.good++;
        } else if (buffer.getShort(ip + 10) == 0) {
            // Left to the NIC, as with segmentation offload.
            ipv4.offloaded++;
        } else {
            ipv4.bad++;
        }
    }

    private static void verifyTransport(
            final ChecksumTally tally,
            final DirectBuffer buffer,
            final HeaderWalk headers,
            final int fieldOffset,
            final int headerBytes) {
        final int transport = headers.transportOffset();
        final int captured = headers.end() - transport;
        if (captured < fieldOffset + 2 || headers.isSourceRouted()) {
            tally.unverifiable++;
            return;
        }
        final int field = buffer.getShort(transport + fieldOffset, ByteOrder.BIG_ENDIAN) & 0xffff;
        final boolean isUdp = headers.protocol() == HeaderWalk.UDP;
        if (isUdp && field == 0) {
            // None: allowed over IPv4 (RFC 768), and never right over IPv6 (RFC 8200, section 8.1).
            if (headers.ipVersion() == 4) {
                tally.absent++;
            } else {
                tally.bad++;
            }
            return;
        }
        final int length = headers.transportWireBytes();
        final int pseudo = Checksums.pseudoHeaderSum(buffer, headers);
        final boolean isWhole = !headers.isFragment() && captured >= length;
        if (isWhole
                && length >= headerBytes
                && Checksums.sum(buffer, transport, length, pseudo) == 0xffff) {
            tally.good++;
        } else if (field == pseudo) {
            tally.offloaded++;
        } else if (isWhole) {
            tally.bad++;
        } else {
            tally.unverifiable++;
        }
    }
}
