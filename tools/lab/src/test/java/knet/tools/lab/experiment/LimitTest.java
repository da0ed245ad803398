package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import knet.tools.lab.cost.Cost;
import knet.tools.lab.cost.Costs;
import org.junit.jupiter.api.Test;

class LimitTest {
    private static final Costs COSTS =
            Fake.with(Fake.costs(10_000, 10_000), Cost.LOCK, 1_000).costs();

    /** 20,000 frames in a second of which the processor is busy for a half. */
    private static double locks(final boolean isSpraying) {
        final Figures figures = Fake.spraying(Fake.figures(20_000, 20_000, 0, 50), isSpraying);
        return Limit.of(new LossFree(20_000, false, figures), COSTS).locks();
    }

    @Test
    void aLockIsPaidForWhetherOrNotAnybodyWaitsForIt() {
        assertThat(locks(true)).isEqualTo(4, within(1e-9));
    }

    @Test
    void whereFlowsAreKeptTogetherThereAreNoLocks() {
        assertThat(locks(false)).isZero();
    }
}
