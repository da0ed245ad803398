package knet.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "1, 1 ns",
        "999, 999 ns",
        "1000, 1.00 us",
        "12345, 12.3 us",
        "99960, 100 us",
        "999499, 999 us",
        "999500, 1.00 ms",
        "1250000, 1.25 ms",
        "701234567, 701 ms",
        "61000000000, 61.0 s",
        "9999000000000, 9999 s",
        "10000000000000, 2.78 h",
        "86400000000000, 24.0 h",
        "359640000000000, 99.9 h",
        "864000000000000, 10.0 days",
        "2145916800000000000, 68.0 years",
        "9223372036854775807, 292 years"
    })
    void times(final long ns, final String text) {
        assertThat(Units.time(ns)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "64, 64 B", "999, 999 B", "1500, 1.50 kB", "25780757, 25.8 MB"})
    void bytes(final long bytes, final String text) {
        assertThat(Units.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"12, 12 pps", "12.5, 12.5 pps", "1234567, 1.23 Mpps", "33000000, 33.0 Mpps"})
    void packetRates(final double rate, final String text) {
        assertThat(Units.packetsPerSecond(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.0000001, <0.001",
        "0.0312, 0.031",
        "1, 1.00",
        "12.34, 12.3",
        "200, 200",
        "99.96, 100"
    })
    void ratios(final double ratio, final String text) {
        assertThat(Units.ratio(ratio)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 flows", "1, 1 flow", "2048, '2,048 flows'"})
    void plurals(final long count, final String text) {
        assertThat(Units.plural(count, "flow")).isEqualTo(text);
    }
}
