package knet.traces.generate;

/**
 * The pseudo-random generator xoshiro256** 1.0, seeded by SplitMix64 (Blackman and Vigna,
 * "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021). Here because
 * reproducible traces must not depend on what a JDK's generators do.
 */
final class Xoshiro256 {
    static final long SPLIT_MIX_GAMMA = 0x9e37_79b9_7f4a_7c15L;
    private static final double UNIT = 0x1.0p-53;

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    Xoshiro256(final long seed) {
        long state = seed;
        s0 = splitMix64(state);
        state += SPLIT_MIX_GAMMA;
        s1 = splitMix64(state);
        state += SPLIT_MIX_GAMMA;
        s2 = splitMix64(state);
        state += SPLIT_MIX_GAMMA;
        s3 = splitMix64(state);
    }

    /** In a state of the caller's; not all zero. */
    Xoshiro256(final long s0, final long s1, final long s2, final long s3) {
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = s3;
    }

    /** The output that SplitMix64 gives in the state {@code state}; a good hash of a number. */
    static long splitMix64(final long state) {
        long z = state + SPLIT_MIX_GAMMA;
        z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }

    long nextLong() {
        final long result = Long.rotateLeft(s1 * 5, 7) * 9;
        final long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** Uniform in 0 to bound - 1: the upper half of a product, whose bias is below 2^-31. */
    int nextInt(final int bound) {
        return (int) ((nextLong() >>> 32) * bound >>> 32);
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }
}
