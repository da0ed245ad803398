package knet.traces.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import knet.traces.Frame;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final UnsafeBuffer NOTHING = new UnsafeBuffer(new byte[0]);

    private final Frame frame = new Frame();

    private Frame at(final long timestampNs) {
        frame.wrap(NOTHING, 0, 0, 100, timestampNs);
        return frame;
    }

    private Frame ofWire(final int wireLength) {
        frame.wrap(NOTHING, 0, 0, wireLength, 0);
        return frame;
    }

    private static Pacer started(final String rate, final long nowNs) {
        final Pacer pacer = Pacer.parse(rate);
        pacer.start(nowNs);
        return pacer;
    }

    @Test
    void originalKeepsTheCapturesDistances() {
        final Pacer pacer = started("original", 1_000);
        assertThat(pacer.dueNs(at(5_000_000))).isEqualTo(1_000);
        assertThat(pacer.dueNs(at(5_000_007))).isEqualTo(1_007);
        assertThat(pacer.dueNs(at(9_000_000))).isEqualTo(4_001_000);
    }

    @Test
    void aTimestampThatRunsBackwardsIsDueAtOnce() {
        final Pacer pacer = started("original", 1_000);
        pacer.dueNs(at(5_000));
        final long latest = pacer.dueNs(at(9_000));
        assertThat(pacer.dueNs(at(7_000))).isEqualTo(3_000).isLessThan(latest);
        assertThat(pacer.dueNs(at(-7_000))).isEqualTo(1_000);
        assertThat(pacer.dueNs(at(Long.MIN_VALUE))).isEqualTo(1_000);
        // And nothing after it is moved.
        assertThat(pacer.dueNs(at(9_001))).isEqualTo(5_001);
    }

    @ParameterizedTest
    @CsvSource({"x2,500000", "x0.5,2000000", "x1,1000000", "x1000,1000", "x0.001,1000000000"})
    void speedScalesTheCapturesDistances(final String rate, final long dueNs) {
        final Pacer pacer = started(rate, 0);
        pacer.dueNs(at(77));
        assertThat(pacer.dueNs(at(1_000_077))).isEqualTo(dueNs);
    }

    @ParameterizedTest
    @CsvSource({
        "1000pps,1000000",
        "10kpps,100000",
        "10Kpps,100000",
        "1.5Mpps,666",
        "2Gpps,0",
        "1pps," + "1000000000",
        "0.5pps,2000000000"
    })
    void framesPerSecondAreEvenlySpaced(final String rate, final long secondDueNs) {
        final Pacer pacer = started(rate, 40);
        assertThat(pacer.dueNs(at(9))).isEqualTo(40);
        assertThat(pacer.dueNs(at(8))).isEqualTo(40 + secondDueNs);
    }

    @ParameterizedTest
    @CsvSource({"8000bps,1000000", "1Mbps,8000", "100Mbps,80", "10Gbps,0.8", "8bps,1000000000"})
    void bitsPerSecondCountWireBytes(final String rate, final double nsPerByte) {
        final Pacer pacer = started(rate, 0);
        assertThat(pacer.dueNs(ofWire(1500))).isZero();
        assertThat(pacer.dueNs(ofWire(64))).isEqualTo((long) (1500 * nsPerByte));
        assertThat(pacer.dueNs(ofWire(64))).isEqualTo((long) (1564 * nsPerByte));
    }

    @Test
    void bitsCountWhatWasCapturedWhereTheWireLengthLies() {
        final Pacer pacer = started("8bps", 0);
        frame.wrap(new UnsafeBuffer(new byte[60]), 0, 60, 0, 0);
        pacer.dueNs(frame);
        assertThat(pacer.dueNs(frame)).isEqualTo(60 * SECOND_NS);
    }

    @Property(tries = 200)
    void errorDoesNotAddUp(
            @ForAll @LongRange(min = 1, max = 20_000_000) final long perSecond,
            @ForAll @IntRange(min = 1, max = 20_000) final int frames) {
        final Pacer pacer = started(perSecond + "pps", 0);
        long dueNs = 0;
        for (int i = 0; i <= frames; i++) {
            dueNs = pacer.dueNs(at(0));
        }
        final long exactNs =
                BigInteger.valueOf(frames)
                        .multiply(BigInteger.valueOf(SECOND_NS))
                        .divide(BigInteger.valueOf(perSecond))
                        .longValueExact();
        assertThat(dueNs).isBetween(exactNs - 1, exactNs + 1);
    }

    @Property
    void neverOverflowsNorRunsBackForCountedRates(
            @ForAll final long startNs, @ForAll @IntRange(max = 1) final int kind) {
        final Pacer pacer = started(kind == 0 ? "0.001pps" : "0.001bps", startNs);
        long previous = startNs;
        for (int i = 0; i < 50; i++) {
            final long dueNs = pacer.dueNs(ofWire(Integer.MAX_VALUE));
            assertThat(dueNs).isGreaterThanOrEqualTo(previous);
            previous = dueNs;
        }
    }

    @Property
    void neverOverflowsForCaptureTimes(
            @ForAll final long startNs, @ForAll final long first, @ForAll final long second) {
        for (final String rate : new String[] {"original", "x0.000001", "x1000000000", "x3"}) {
            final Pacer pacer = started(rate, startNs);
            assertThat(pacer.dueNs(at(first))).isEqualTo(startNs);
            final long dueNs = pacer.dueNs(at(second));
            if (second <= first) {
                assertThat(dueNs).isEqualTo(startNs);
            } else {
                assertThat(dueNs).isGreaterThanOrEqualTo(startNs);
            }
        }
    }

    @Test
    void startBeginsAnew() {
        final Pacer pacer = started("10pps", 0);
        pacer.dueNs(at(0));
        pacer.dueNs(at(0));
        pacer.start(500);
        assertThat(pacer.dueNs(at(0))).isEqualTo(500);
        assertThat(pacer.dueNs(at(0))).isEqualTo(500 + SECOND_NS / 10);
    }

    @Test
    void maxIsAlwaysDue() {
        final Pacer pacer = started("max", 7);
        assertThat(pacer.isPaced()).isFalse();
        assertThat(pacer.dueNs(at(Long.MAX_VALUE))).isEqualTo(7);
        assertThat(Pacer.parse("original").isPaced()).isTrue();
        assertThat(pacer).hasToString("max");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "fast",
                "x",
                "x-1",
                "xNaN",
                "x1e9",
                "10",
                "10 kpps",
                "10mpps",
                "-5pps",
                "kpps",
                "1.pps",
                "1kkpps",
                "10bit",
                "Max",
                "9999999999999999999pps",
                "x\n1"
            })
    void saysWhatMayBeWritten(final String rate) {
        assertThatThrownBy(() -> Pacer.parse(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of original, max, xN")
                .hasMessageNotContainingAny("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x0", "x0.0000001", "x99999999999", "0pps", "0.0001bps", "9999999Gbps"})
    void saysWhichRatesAreOutOfRange(final String rate) {
        assertThatThrownBy(() -> Pacer.parse(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate '" + rate + "' is out of range");
    }

    @Test
    void latenessCountsWhatLeftAfterItsTime() {
        final PacingLateness lateness = new PacingLateness();
        assertThat(lateness.maxNs()).isZero();
        for (int i = 1; i <= 100; i++) {
            lateness.record(1_000, 1_000 + i * 10_000L);
        }
        lateness.record(1_000, 0);
        assertThat(lateness.frames()).isEqualTo(101);
        assertThat(lateness.percentileNs(50)).isBetween(490_000L, 510_000L);
        assertThat(lateness.maxNs()).isBetween(999_000L, 1_001_000L);
        lateness.record(Long.MIN_VALUE / 4, Long.MAX_VALUE / 4);
        assertThat(lateness.maxNs()).isGreaterThan(3_599_000_000_000L);
    }
}
