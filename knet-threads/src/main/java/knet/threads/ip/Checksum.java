package knet.threads.ip;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** The Internet checksum (RFC 1071), added eight bytes at a time in the machine's byte order. */
public final class Checksum {
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Checksum() {}

    /**
     * One's-complement sum of the 16-bit words in network order, not complemented, an odd last byte
     * padded with zero.
     *
     * @return 0 to 0xffff
     */
    public static int sum(final DirectBuffer buffer, final int offset, final int length) {
        long sum = 0;
        int i = offset;
        final int end = offset + length;
        for (; i + 16 <= end; i += 16) {
            final long a = buffer.getLong(i);
            final long b = buffer.getLong(i + 8);
            sum += (a & 0xffffffffL) + (a >>> 32) + (b & 0xffffffffL) + (b >>> 32);
        }
        for (; i + 4 <= end; i += 4) {
            sum += buffer.getInt(i) & 0xffffffffL;
        }
        if (i + 2 <= end) {
            sum += buffer.getShort(i) & 0xffff;
            i += 2;
        }
        if (i < end) {
            final int last = buffer.getByte(i) & 0xff;
            sum += LITTLE_ENDIAN ? last : last << 8;
        }
        final int folded = fold(sum);
        return LITTLE_ENDIAN ? Short.reverseBytes((short) folded) & 0xffff : folded;
    }

    /** Folds a sum of 16-bit words (or of 32- or 48-bit groups of them) into 16 bits. */
    public static int fold(final long sum) {
        long folded = (sum & 0xffffffffL) + (sum >>> 32);
        folded = (folded & 0xffff) + (folded >>> 16 & 0xffff) + (folded >>> 32);
        folded = (folded & 0xffff) + (folded >>> 16);
        folded = (folded & 0xffff) + (folded >>> 16);
        return (int) folded;
    }

    /**
     * Sum of the pseudo-header of TCP and UDP (RFC 9293 section 3.1, RFC 8200 section 8.1), not
     * complemented.
     *
     * @param upperLength length field, bytes; 0 for the form without a length that segmentation
     *     offload leaves
     */
    public static int pseudoHeader(final IpPacket packet, final int upperLength) {
        long sum = packet.protocol;
        sum += (upperLength & 0xffff) + (upperLength >>> 16);
        sum += (packet.sourceLow & 0xffffffffL) + (packet.sourceLow >>> 32);
        sum += (packet.destinationLow & 0xffffffffL) + (packet.destinationLow >>> 32);
        sum += (packet.sourceHigh & 0xffffffffL) + (packet.sourceHigh >>> 32);
        sum += (packet.destinationHigh & 0xffffffffL) + (packet.destinationHigh >>> 32);
        return fold(sum);
    }
}
