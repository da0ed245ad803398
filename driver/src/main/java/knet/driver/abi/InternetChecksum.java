package knet.driver.abi;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The Internet checksum (RFC 1071), its incremental update (RFC 1624), and the sum of the
 * pseudo-header (RFC 793, RFC 8200 section 8.1).
 *
 * <p>A <em>sum</em> here is a partial ones' complement sum: {@link #fold} brings it to 16 bits, and
 * its complement is what stands in a header. Ones' complement addition does not depend on byte
 * order (RFC 1071, section 2B), so bytes are added eight at a time as the processor loads them, and
 * the result is swapped once.
 */
public final class InternetChecksum {
    private static final boolean SWAP = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    private static final long LOW_32 = 0xFFFF_FFFFL;

    private InternetChecksum() {}

    /**
     * Sum of bytes as 16-bit big-endian words; an odd last byte counts as the high half of a word.
     *
     * @param offset of the first byte: any, aligned or not
     * @param length bytes, 0 or more
     * @return a sum of 0 to 65,535
     * @throws IndexOutOfBoundsException if the range is not in the buffer
     */
    public static int sum(final DirectBuffer buffer, final int offset, final int length) {
        // Two accumulators each take halves of 2^32, so up to 2^31 of them cannot overflow.
        long even = 0;
        long odd = 0;
        int i = offset;
        final int end = offset + length;
        for (final int end32 = end - 31; i < end32; i += 32) {
            final long a = buffer.getLong(i);
            final long b = buffer.getLong(i + 8);
            final long c = buffer.getLong(i + 16);
            final long d = buffer.getLong(i + 24);
            even += (a & LOW_32) + (b & LOW_32) + (c & LOW_32) + (d & LOW_32);
            odd += (a >>> 32) + (b >>> 32) + (c >>> 32) + (d >>> 32);
        }
        for (final int end8 = end - 7; i < end8; i += 8) {
            final long a = buffer.getLong(i);
            even += a & LOW_32;
            odd += a >>> 32;
        }
        return tail(buffer, i, end, even + odd);
    }

    private static int tail(
            final DirectBuffer buffer, final int from, final int end, final long partial) {
        int i = from;
        long sum = partial;
        if (end - i >= 4) {
            sum += buffer.getInt(i) & LOW_32;
            i += 4;
        }
        if (end - i >= 2) {
            sum += buffer.getShort(i) & 0xFFFF;
            i += 2;
        }
        if (i < end) {
            final int last = buffer.getByte(i) & 0xFF;
            sum += SWAP ? last : last << 8;
        }
        final int folded = fold(sum);
        return SWAP ? Short.reverseBytes((short) folded) & 0xFFFF : folded;
    }

    /** Brings a sum to 16 bits with end-around carry. */
    public static int fold(final long sum) {
        long folded = (sum & LOW_32) + (sum >>> 32);
        folded = (folded & 0xFFFF) + (folded >>> 16);
        folded = (folded & 0xFFFF) + (folded >>> 16);
        return (int) ((folded & 0xFFFF) + (folded >>> 16));
    }

    /** The checksum of bytes: what a header field holds whose own bytes were zero in the sum. */
    public static int checksum(final DirectBuffer buffer, final int offset, final int length) {
        return ~sum(buffer, offset, length) & 0xFFFF;
    }

    /**
     * Sum of the pseudo-header of TCP or UDP.
     *
     * @param addressesOffset of the source address, which the destination address follows
     * @param addressLength bytes of one address: 4 or 16
     * @param protocol IP protocol number
     * @param l4Length bytes of the transport header and its data
     * @return a sum of 0 to 65,535
     */
    public static int pseudoHeaderSum(
            final DirectBuffer buffer,
            final int addressesOffset,
            final int addressLength,
            final int protocol,
            final int l4Length) {
        return fold(
                (long) sum(buffer, addressesOffset, 2 * addressLength)
                        + protocol
                        + (l4Length >>> 16)
                        + (l4Length & 0xFFFF));
    }

    /** True if a transport header and its data, with their checksum, add up. */
    public static boolean isL4Good(
            final DirectBuffer buffer,
            final int l4Offset,
            final int l4Length,
            final int pseudoHeaderSum) {
        return fold((long) sum(buffer, l4Offset, l4Length) + pseudoHeaderSum) == 0xFFFF;
    }

    /**
     * The checksum after one 16-bit word has changed: RFC 1624, equation 3.
     *
     * @return 0 to 65,535
     */
    public static int update(final int checksum, final int oldWord, final int newWord) {
        return ~fold((~checksum & 0xFFFFL) + (~oldWord & 0xFFFFL) + (newWord & 0xFFFFL)) & 0xFFFF;
    }
}
