package knet.firmware.parts;

/**
 * Makes every bit of a hash depend on all of its bits. A Toeplitz hash is linear, and with a key
 * that repeats itself after 16 bits its two halves are equal: then it is a multiple of 65537, and
 * what takes it modulo a number, or weighs its bits, sees little or nothing of it.
 */
public final class HashMixer {
    private HashMixer() {}

    /** MurmurHash3's finalizer of 32 bits (Appleby, public domain): no two hashes become one. */
    public static int mix(final int hash) {
        int h = hash;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }
}
