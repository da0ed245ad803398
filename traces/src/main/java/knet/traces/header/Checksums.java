package knet.traces.header;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** The Internet checksum (RFC 1071) and its incremental update (RFC 1624). */
public final class Checksums {
    private Checksums() {}

    /**
     * The ones' complement sum of bytes taken as 16-bit big-endian words, not complemented.
     *
     * @param length an odd one is padded with a zero byte
     * @param initial a sum to add to, 0 to 2^40
     * @return 0 to 0xffff; 0 only if every word and the initial sum are 0
     */
    public static int sum(
            final DirectBuffer buffer, final int offset, final int length, final long initial) {
        long sum = 0;
        int at = offset;
        final int end = offset + length;
        // Words of 32 bits in the machine's order: the sum's bytes are swapped once, at the end
        // (RFC 1071, section 2).
        for (; end - at >= 4; at += 4) {
            sum += buffer.getInt(at) & 0xffff_ffffL;
        }
        if (end - at >= 2) {
            sum += buffer.getShort(at) & 0xffff;
            at += 2;
        }
        if (at < end) {
            final int last = buffer.getByte(at) & 0xff;
            sum += ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? last : last << 8;
        }
        int folded = fold(sum);
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            folded = Short.reverseBytes((short) folded) & 0xffff;
        }
        return fold(folded + initial);
    }

    /** Folds a sum's carries into 16 bits. */
    public static int fold(final long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }

    /**
     * The sum of the pseudo-header of TCP, UDP and ICMPv6 (RFC 9293 section 3.1, RFC 8200 section
     * 8.1), not complemented: what a host leaves in the field for its NIC to finish.
     *
     * @param headers of a frame with IP
     */
    public static int pseudoHeaderSum(final DirectBuffer buffer, final HeaderWalk headers) {
        final int length = headers.transportWireBytes();
        final long initial = (long) headers.protocol() + (length & 0xffff) + (length >>> 16);
        return headers.ipVersion() == 4
                ? sum(buffer, headers.ipOffset() + 12, 8, initial)
                : sum(buffer, headers.ipOffset() + 8, 32, initial);
    }

    /**
     * The checksum field after data changed, by RFC 1624's equation 3: HC' = ~(~HC + ~m + m'). A
     * right one stays right, a wrong one wrong.
     *
     * @param field 0 to 0xffff
     * @param delta sum of ~m + m' over the changed words, see {@link #delta}
     */
    public static int updated(final int field, final long delta) {
        return ~fold((~field & 0xffff) + delta) & 0xffff;
    }

    /** ~m + m' for a 32-bit word at an even offset. */
    public static long delta(final int before, final int after) {
        return (long) (~before >>> 16) + (~before & 0xffff) + (after >>> 16) + (after & 0xffff);
    }
}
