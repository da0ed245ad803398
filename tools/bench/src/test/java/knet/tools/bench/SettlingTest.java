package knet.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SettlingTest {
    private long compiledMs;
    private final Settling settling = new Settling(2, () -> compiledMs);

    private boolean pass(final double first, final double second) {
        settling.took(0, first);
        settling.took(1, second);
        return settling.isSettled();
    }

    @Test
    void goesOnWhileAPartBecomesFaster() {
        assertThat(pass(100, 50)).as("nothing to compare with").isFalse();
        assertThat(pass(100, 30)).isFalse();
        assertThat(pass(80, 30)).isFalse();
        assertThat(pass(79, 31)).as("that is noise").isFalse();
        assertThat(pass(80, 30)).isFalse();
        assertThat(pass(40, 30)).as("after two quiet passes").isFalse();
        assertThat(pass(40, 30)).isFalse();
        assertThat(pass(40, 30)).isFalse();
        assertThat(pass(40, 30)).as("three in a row").isTrue();
    }

    @Test
    void goesOnWhileTheCompilerIsAtWork() {
        assertThat(pass(10, 10)).isFalse();
        for (compiledMs = 7; compiledMs < 12; compiledMs++) {
            assertThat(pass(10, 10)).isFalse();
        }
        compiledMs = 11;
        assertThat(pass(10, 10)).isFalse();
        assertThat(pass(10, 10)).isFalse();
        assertThat(pass(10, 10)).isTrue();
    }

    @Test
    void isNotWaitedForForEver() {
        int passes = 1;
        while (!pass(1_000.0 / passes, 10)) {
            passes++;
        }
        assertThat(passes).isEqualTo(25);
    }
}
