package knet.threads.ip;

import knet.driver.abi.InternetChecksum;
import org.agrona.DirectBuffer;

/** The Internet checksum over parsed packets. */
final class Checksum {
    private Checksum() {}

    /** One's-complement sum of bytes as 16-bit words, 0 to 65,535; see {@link InternetChecksum}. */
    static int sum(final DirectBuffer buffer, final int offset, final int length) {
        return InternetChecksum.sum(buffer, offset, length);
    }

    /** Folds a sum of 16-bit words (or of 32-bit groups of them) into 16 bits. */
    static int fold(final long sum) {
        return InternetChecksum.fold(sum);
    }

    /**
     * Sum of the pseudo-header of TCP and UDP (RFC 9293 section 3.1, RFC 8200 section 8.1), not
     * complemented.
     *
     * @param upperLength length field, bytes; 0 for the form without a length that segmentation
     *     offload leaves
     */
    static int pseudoHeader(final IpPacket packet, final int upperLength) {
        long sum = packet.protocol;
        sum += (upperLength & 0xffff) + (upperLength >>> 16);
        sum += (packet.sourceLow & 0xffffffffL) + (packet.sourceLow >>> 32);
        sum += (packet.destinationLow & 0xffffffffL) + (packet.destinationLow >>> 32);
        sum += (packet.sourceHigh & 0xffffffffL) + (packet.sourceHigh >>> 32);
        sum += (packet.destinationHigh & 0xffffffffL) + (packet.destinationHigh >>> 32);
        return fold(sum);
    }
}
