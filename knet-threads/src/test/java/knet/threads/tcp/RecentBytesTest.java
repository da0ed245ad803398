package knet.threads.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RecentBytesTest {
    private static final int STREAM = 4 * RecentBytes.CAPACITY;

    private final RecentBytes recent = new RecentBytes();

    /** Whatever pieces a stream comes in: what is kept of it is compared byte by byte. */
    @Property(tries = 200)
    void comparesWithTheEndOfTheStream(
            @ForAll final long seed,
            @ForAll @IntRange(min = 1, max = 20_000) final int longest,
            @ForAll @IntRange(min = 0, max = STREAM - 1) final int changed) {
        final Random random = new Random(seed);
        final byte[] stream = new byte[STREAM];
        random.nextBytes(stream);
        final UnsafeBuffer original = new UnsafeBuffer(stream.clone());
        stream[changed] ^= 1;
        final UnsafeBuffer other = new UnsafeBuffer(stream);
        final long origin = random.nextLong() >>> 16;
        recent.handTo(null);
        int end = 0;
        while (end < STREAM) {
            final int length = Math.min(1 + random.nextInt(longest), STREAM - end);
            recent.add(origin + end, original, end, length);
            end += length;
            final boolean kept = changed < end && changed >= end - RecentBytes.CAPACITY;
            assertThat(recent.conflicts(origin, other, 0, STREAM)).isEqualTo(kept ? 1 : 0);
            assertThat(recent.conflicts(origin, original, 0, STREAM)).isZero();
        }
    }

    @Test
    void nothingBeforeAGapIsKept() {
        recent.handTo(null);
        recent.add(
                100,
                new UnsafeBuffer("abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                0,
                3);
        recent.add(
                104,
                new UnsafeBuffer("efg".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                0,
                3);
        assertThat(
                        recent.conflicts(
                                100,
                                new UnsafeBuffer(
                                        "XXXXeXg"
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets
                                                                .US_ASCII)),
                                0,
                                7))
                .isOne();
    }
}
