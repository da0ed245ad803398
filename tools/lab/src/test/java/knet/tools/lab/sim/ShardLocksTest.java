package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShardLocksTest {
    private final ShardLocks locks = new ShardLocks(4);

    @Test
    void aLockThatNobodyHasEverTakenIsFree() {
        assertThat(locks.take(1, 5, 10)).isZero();
        assertThat(locks.waits()).isZero();
    }

    @Test
    void whoComesWhileItIsHeldWaitsForItsEndAndThenHoldsIt() {
        locks.take(1, 100, 50);

        assertThat(locks.take(1, 120, 50)).isEqualTo(30);
        assertThat(locks.take(1, 130, 50)).isEqualTo(70);
        assertThat(locks.take(1, 250, 50)).isZero();
        assertThat(locks.waits()).isEqualTo(2);
        assertThat(locks.waitedNs()).isEqualTo(100);
    }

    @Test
    void anotherShardIsAnotherLock() {
        locks.take(1, 100, 50);

        assertThat(locks.take(2, 120, 50)).isZero();
    }
}
