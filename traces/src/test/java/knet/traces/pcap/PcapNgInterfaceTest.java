package knet.traces.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PcapNgInterfaceTest {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    @Property
    void powersOfTenAreExact(@ForAll @IntRange(max = 127) final int n, @ForAll final long units) {
        final BigInteger ns =
                unsigned(units).multiply(BILLION).divide(BigInteger.TEN.pow(n)).min(MOST);
        assertClamped(new PcapNgInterface(1, 0, n, 0).toNs(units), ns);
    }

    @Property
    void powersOfTwoAreExact(@ForAll @IntRange(max = 127) final int n, @ForAll final long units) {
        final BigInteger ns = unsigned(units).multiply(BILLION).shiftRight(n).min(MOST);
        final long converted = new PcapNgInterface(1, 0, 0x80 | n, 0).toNs(units);
        if (n <= 64) {
            assertClamped(converted, ns);
        } else {
            // Bits below 2^-64 s are dropped.
            assertThat(converted).isBetween(ns.longValueExact() - 1, ns.longValueExact());
        }
    }

    @Property
    void theOffsetIsAddedAndResultsAreClamped(
            @ForAll @IntRange(max = 12) final int n,
            @ForAll final long units,
            @ForAll final long offsetSeconds) {
        final BigInteger ns =
                new BigDecimal(unsigned(units))
                        .movePointLeft(n)
                        .movePointRight(9)
                        .setScale(0, RoundingMode.FLOOR)
                        .toBigInteger()
                        .add(BigInteger.valueOf(offsetSeconds).multiply(BILLION));
        assertClamped(new PcapNgInterface(1, 0, n, offsetSeconds).toNs(units), ns);
    }

    /** Clamping may set in within a second of the range's ends. */
    private static void assertClamped(final long converted, final BigInteger exact) {
        final BigInteger reach = MOST.subtract(BILLION);
        if (exact.abs().compareTo(reach) < 0) {
            assertThat(converted).isEqualTo(exact.longValueExact());
        } else if (exact.signum() > 0) {
            assertThat(converted).isGreaterThanOrEqualTo(reach.longValueExact());
        } else {
            assertThat(converted).isLessThanOrEqualTo(-reach.longValueExact());
        }
    }

    private static BigInteger unsigned(final long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    @Test
    void defaultIsMicroseconds() {
        assertThat(new PcapNgInterface(1, 0, 6, 0).toNs(1_700_000_000_000_001L))
                .isEqualTo(1_700_000_000_000_001_000L);
    }
}
