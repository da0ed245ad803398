package knet.nic.engine;

/**
 * How the guard measures a classifier.
 *
 * @param slowCallNs a sampled call that takes longer is counted as slow, nanoseconds
 * @param sampleEvery one call in so many is timed, a power of two
 */
public record GuardLimits(long slowCallNs, int sampleEvery) {
    public static final GuardLimits DEFAULT = new GuardLimits(100_000, 1024);

    public GuardLimits {
        if (slowCallNs <= 0) {
            throw new IllegalArgumentException("slow call limit of " + slowCallNs + " ns");
        }
        if (Integer.bitCount(sampleEvery) != 1 || sampleEvery <= 0) {
            throw new IllegalArgumentException(
                    "sample every " + sampleEvery + " calls: not a power of two");
        }
    }
}
