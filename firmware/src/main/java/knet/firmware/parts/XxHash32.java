package knet.firmware.parts;

/**
 * XXH32 (Collet, "xxHash fast digest algorithm", doc/xxhash_spec.md, version 0.1.1): a fast hash
 * that is not cryptographic, of 32 bits and with a seed.
 */
public final class XxHash32 {
    private static final int PRIME_1 = 0x9e3779b1;
    private static final int PRIME_2 = 0x85ebca77;
    private static final int PRIME_3 = 0xc2b2ae3d;
    private static final int PRIME_4 = 0x27d4eb2f;
    private static final int PRIME_5 = 0x165667b1;

    private static final int STRIPE = 16;

    private XxHash32() {}

    /** Hash of the first {@code length} bytes. */
    public static int hash(final byte[] bytes, final int length, final int seed) {
        int at = 0;
        int hash;
        if (length >= STRIPE) {
            int first = seed + PRIME_1 + PRIME_2;
            int second = seed + PRIME_2;
            int third = seed;
            int fourth = seed - PRIME_1;
            for (; length - at >= STRIPE; at += STRIPE) {
                first = round(first, word(bytes, at));
                second = round(second, word(bytes, at + 4));
                third = round(third, word(bytes, at + 8));
                fourth = round(fourth, word(bytes, at + 12));
            }
            hash =
                    Integer.rotateLeft(first, 1)
                            + Integer.rotateLeft(second, 7)
                            + Integer.rotateLeft(third, 12)
                            + Integer.rotateLeft(fourth, 18);
        } else {
            hash = seed + PRIME_5;
        }
        hash += length;
        for (; length - at >= 4; at += 4) {
            hash = Integer.rotateLeft(hash + word(bytes, at) * PRIME_3, 17) * PRIME_4;
        }
        for (; at < length; at++) {
            hash = Integer.rotateLeft(hash + (bytes[at] & 0xff) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 15) * PRIME_2;
        hash = (hash ^ hash >>> 13) * PRIME_3;
        return hash ^ hash >>> 16;
    }

    private static int round(final int accumulator, final int word) {
        return Integer.rotateLeft(accumulator + word * PRIME_2, 13) * PRIME_1;
    }

    /** Four bytes, the first one lowest. */
    private static int word(final byte[] bytes, final int at) {
        return bytes[at] & 0xff
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }
}
