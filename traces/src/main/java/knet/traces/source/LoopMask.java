package knet.traces.source;

/**
 * Spreads a loop's number over bits of an address word, first over bits that no address of the
 * capture has different from the others: as long as these suffice, no rewritten address can equal
 * one of another loop.
 */
final class LoopMask {
    private final int candidates;
    private int anyOne;
    private int allOnes = -1;

    /** Positions in order of use; the first {@link #constantBits} are constant in the capture. */
    private final int[] positions = new int[32];

    private int bits;

    /**
     * Describes the word.
     *
     * @param candidates bits that may be changed
     */
    LoopMask(final int candidates) {
        this.candidates = candidates;
    }

    /** Takes note of an address word of the capture. */
    void observe(final int word) {
        anyOne |= word;
        allOnes &= word;
    }

    /** Fixes the order of bits, once every address was observed. */
    void settle() {
        final int varying = anyOne & ~allOnes;
        bits = 0;
        append(candidates & ~varying);
        append(candidates & varying);
    }

    private void append(final int mask) {
        for (int bit = 0; bit < 32; bit++) {
            if ((mask >>> bit & 1) != 0) {
                positions[bits++] = bit;
            }
        }
    }

    /**
     * Bits to flip in a loop's addresses; repeats after 2^(number of candidates) loops.
     *
     * @param loop from 0, whose mask is 0
     */
    int of(final long loop) {
        int mask = 0;
        for (int i = 0; i < bits; i++) {
            mask |= (int) (loop >>> i & 1) << positions[i];
        }
        return mask;
    }
}
