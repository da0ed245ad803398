package knet.traces.pcap;

/**
 * One interface of a pcapng section, and the arithmetic of its timestamps.
 *
 * <p>Timestamps count units since 1970 as unsigned 64-bit numbers; the unit is 10^-n s or 2^-n s.
 * Results that do not fit nanoseconds in a signed 64-bit number (years 1677 to 2262) are clamped.
 */
final class PcapNgInterface {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    final int linkNumber;
    final LinkType linkType;
    final int snapLength;

    private final int resolution;
    private final long offsetSeconds;

    /** Nanoseconds per unit, or 0 where units are no multiple of one. */
    private final long unitNs;

    /** Up to this many units no overflow is possible. */
    private final long plainUnits;

    /**
     * Describes an interface.
     *
     * @param linkNumber as in the file
     * @param snapLength 0 for unlimited
     * @param resolution if_tsresol: n for 10^-n s, 0x80 | n for 2^-n s
     * @param offsetSeconds if_tsoffset
     */
    PcapNgInterface(
            final int linkNumber,
            final int snapLength,
            final int resolution,
            final long offsetSeconds) {
        this.linkNumber = linkNumber;
        this.linkType = LinkType.of(linkNumber);
        this.snapLength = snapLength;
        this.resolution = resolution;
        this.offsetSeconds = offsetSeconds;
        unitNs = resolution <= 9 ? powerOfTen(9 - resolution) : 0;
        plainUnits = unitNs > 0 && offsetSeconds == 0 ? Long.MAX_VALUE / unitNs : -1;
    }

    /** Nanoseconds since 1970 of a timestamp in this interface's units. */
    long toNs(final long units) {
        return units >= 0 && units <= plainUnits ? units * unitNs : slowToNs(units);
    }

    private long slowToNs(final long units) {
        final int exponent = resolution & 0x7f;
        final long seconds;
        final long fractionNs;
        if ((resolution & 0x80) != 0) {
            // 2^-n s. The fraction's upper 32 bits are 0.23 ns exact, and times 10^9 they fit.
            seconds = exponent < 64 ? units >>> exponent : 0;
            final long fraction =
                    exponent == 0
                            ? 0
                            : exponent <= 64
                                    ? units << (64 - exponent)
                                    : exponent < 128 ? units >>> (exponent - 64) : 0;
            fractionNs = unsignedMultiplyHigh(fraction, NS_PER_SECOND);
        } else if (exponent <= 19) {
            final long perSecond = powerOfTen(exponent);
            seconds = Long.divideUnsigned(units, perSecond);
            final long fraction = Long.remainderUnsigned(units, perSecond);
            fractionNs =
                    exponent <= 9
                            ? fraction * unitNs
                            : Long.divideUnsigned(fraction, powerOfTen(exponent - 9));
        } else {
            seconds = 0;
            fractionNs =
                    exponent - 9 <= 19 ? Long.divideUnsigned(units, powerOfTen(exponent - 9)) : 0;
        }
        return clampedNs(seconds, fractionNs);
    }

    private long clampedNs(final long unsignedSeconds, final long fractionNs) {
        final long shifted = unsignedSeconds + offsetSeconds;
        // From 2^63 s on only a negative offset leads back into the range, without a wrap.
        final boolean isBeyond =
                unsignedSeconds < 0
                        ? offsetSeconds >= 0 || shifted < 0
                        : offsetSeconds > 0 && shifted < 0;
        if (isBeyond || shifted >= Long.MAX_VALUE / NS_PER_SECOND) {
            return Long.MAX_VALUE;
        }
        if (shifted <= Long.MIN_VALUE / NS_PER_SECOND) {
            return Long.MIN_VALUE;
        }
        return shifted * NS_PER_SECOND + fractionNs;
    }

    private static long unsignedMultiplyHigh(final long unsigned, final long positive) {
        return Math.multiplyHigh(unsigned, positive) + (unsigned < 0 ? positive : 0);
    }

    /** 10^exponent for 0 to 19, the last as an unsigned number. */
    private static long powerOfTen(final int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
