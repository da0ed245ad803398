package knet.firmware.parts;

/**
 * Mixes 64 bits: the finalizer of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom
 * Number Generators", OOPSLA 2014; Stafford's variant 13). A bijection, so that it loses nothing.
 */
public final class Mix {
    /** 2^64 divided by the golden ratio: adding it steps SplitMix64's state. */
    public static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Mix() {}

    public static long mix(final long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** A number from 0 to {@code bound} - 1, in proportion to the bits of a mixed value. */
    public static int below(final int bound, final long mixed) {
        return (int) ((mixed >>> 32) * bound >>> 32);
    }
}
