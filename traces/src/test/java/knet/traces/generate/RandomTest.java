package knet.traces.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomTest {
    /** From the reference implementation of splitmix64.c, seed 1234567. */
    @Test
    void splitMixGivesItsReferenceOutput() {
        long state = 1_234_567;
        final long[] expected = {6457827717110365317L, 3203168211198807973L, -8629252141511181193L};
        for (final long value : expected) {
            assertThat(Xoshiro256.splitMix64(state)).isEqualTo(value);
            state += Xoshiro256.SPLIT_MIX_GAMMA;
        }
    }

    /** From the reference implementation of xoshiro256starstar.c, state 1, 2, 3, 4. */
    @Test
    void xoshiroGivesItsReferenceOutput() {
        final Xoshiro256 random = new Xoshiro256(1, 2, 3, 4);
        assertThat(random.nextLong()).isEqualTo(11520);
        assertThat(random.nextLong()).isZero();
        assertThat(random.nextLong()).isEqualTo(1509978240);
        assertThat(random.nextLong()).isEqualTo(1215971899390074240L);
    }

    @Test
    void aliasTableDrawsByWeight() {
        final AliasTable table = new AliasTable(new double[] {7, 4, 0, 1});
        final int[] drawn = new int[4];
        final Xoshiro256 random = new Xoshiro256(42);
        for (int i = 0; i < 120_000; i++) {
            drawn[table.draw(random)]++;
        }
        assertThat(drawn[0]).isBetween(69_000, 71_000);
        assertThat(drawn[1]).isBetween(39_000, 41_000);
        assertThat(drawn[2]).isZero();
        assertThat(drawn[3]).isBetween(9_500, 10_500);
    }

    @Test
    void zipfGivesRanksTheirShare() {
        final int ranks = 1000;
        final AliasTable table = AliasTable.zipf(ranks, 1.1);
        final int[] drawn = new int[ranks];
        final Xoshiro256 random = new Xoshiro256(7);
        final int draws = 1_000_000;
        for (int i = 0; i < draws; i++) {
            drawn[table.draw(random)]++;
        }
        double total = 0;
        for (int rank = 1; rank <= ranks; rank++) {
            total += Math.pow(rank, -1.1);
        }
        for (final int rank : new int[] {1, 2, 10, 100}) {
            final double expected = draws * Math.pow(rank, -1.1) / total;
            // Five standard deviations.
            assertThat((double) drawn[rank - 1])
                    .isBetween(
                            expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
        }
    }
}
