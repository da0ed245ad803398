package knet.driver.abi;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

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
        // One check for all: a check for each load would cost more than the additions.
        buffer.boundsCheck(offset, length);
        final byte[] array = buffer.byteArray();
        final long start = buffer.addressOffset() + offset;
        final long end = start + length;
        // Halves of 32 bits: up to 2^31 of them cannot overflow either accumulator.
        long even = 0;
        long odd = 0;
        long at = start;
        for (; at + 32 <= end; at += 32) {
            final long a = UnsafeApi.getLong(array, at);
            final long b = UnsafeApi.getLong(array, at + 8);
            final long c = UnsafeApi.getLong(array, at + 16);
            final long d = UnsafeApi.getLong(array, at + 24);
            even += (a & LOW_32) + (b & LOW_32) + (c & LOW_32) + (d & LOW_32);
            odd += (a >>> 32) + (b >>> 32) + (c >>> 32) + (d >>> 32);
        }
        for (; at + 8 <= end; at += 8) {
            final long a = UnsafeApi.getLong(array, at);
            even += a & LOW_32;
            odd += a >>> 32;
        }
        final int folded = fold(even + odd + tail(array, at, (int) (end - at)));
        return SWAP ? Short.reverseBytes((short) folded) & 0xFFFF : folded;
    }

    /** The last 0 to 7 bytes, in the processor's order. */
    private static long tail(final byte[] array, final long from, final int length) {
        long at = from;
        long sum = 0;
        if ((length & 4) != 0) {
            sum += UnsafeApi.getInt(array, at) & LOW_32;
            at += 4;
        }
        if ((length & 2) != 0) {
            sum += UnsafeApi.getShort(array, at) & 0xFFFF;
            at += 2;
        }
        if ((length & 1) != 0) {
            final int last = UnsafeApi.getByte(array, at) & 0xFF;
            sum += SWAP ? last : last << 8;
        }
        return sum;
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
