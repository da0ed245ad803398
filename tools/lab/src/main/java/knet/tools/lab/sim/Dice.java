package knet.tools.lab.sim;

/**
 * Random numbers that are the same on every JDK: SplitMix64 (Steele, Lea, Flood: Fast splittable
 * pseudorandom number generators, OOPSLA 2014).
 */
public final class Dice {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    public Dice(final long seed) {
        state = seed;
    }

    /** Any 64 bits. */
    public long next() {
        state += GAMMA;
        long mixed = state;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    /** 0 inclusive to 1 exclusive. */
    public double nextUnit() {
        return (next() >>> 11) * UNIT;
    }
}
