package knet.nic.ring;

import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The DMA engine: copies a frame into a packet buffer. Small frames are copied by words here,
 * because the call into the JDK's copy routine costs more than moving a cache line or two.
 */
final class FrameCopy {
    /** Above this many bytes the JDK's vectorised copy wins. */
    private static final int WORDS_UP_TO_BYTES = 128;

    private FrameCopy() {}

    /** Copies {@code length} bytes; both ranges are checked before the first byte moves. */
    static void copy(
            final DirectBuffer source,
            final int sourceOffset,
            final UnsafeBuffer target,
            final int targetOffset,
            final int length) {
        source.boundsCheck(sourceOffset, length);
        target.boundsCheck(targetOffset, length);
        final byte[] from = source.byteArray();
        final byte[] to = target.byteArray();
        final long fromAddress = source.addressOffset() + sourceOffset;
        final long toAddress = target.addressOffset() + targetOffset;
        if (from != null || to != null || length < 8 || length > WORDS_UP_TO_BYTES) {
            UnsafeApi.copyMemory(from, fromAddress, to, toAddress, length);
            return;
        }
        // Addresses alone: of loads and stores that may be to the heap the compiler moves none.
        // The last word may overlap the one before it: no tail of single bytes.
        final int last = length - 8;
        for (int i = 0; i < last; i += 8) {
            UnsafeApi.putLong(toAddress + i, UnsafeApi.getLong(fromAddress + i));
        }
        UnsafeApi.putLong(toAddress + last, UnsafeApi.getLong(fromAddress + last));
    }
}
