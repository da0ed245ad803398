package knet.tools.lab.real;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FallingAsleepTest {
    @Test
    void whoRanSoonAfterTheBellWasAwake() {
        final long[] wakeNs = {900, 20_000, 1_100, 25_000, 1_000};
        final long[] turnNs = {700, 9_000, 800, 9_000, 900};
        final long[] sleepNs = {2_000, 22_000, 2_200, 27_000, 2_100};

        assertThat(FallingAsleep.of(5, turnNs, sleepNs, wakeNs, 1_000, 21_000))
                .isEqualTo(new FallingAsleep(3, 0.6, 800, 2_100));
    }

    @Test
    void ofFewerSleepsTheRestOfTheArraysDoesNotCount() {
        final long[] ns = {1_000, 1_000, 1_000};

        assertThat(FallingAsleep.of(2, ns, ns, ns, 1_000, 20_000).early()).isEqualTo(2);
        assertThat(FallingAsleep.of(0, ns, ns, ns, 1_000, 20_000))
                .isEqualTo(new FallingAsleep(0, 0, 0, 0));
    }
}
