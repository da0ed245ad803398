package knet.traces.pace;

import java.util.OptionalDouble;
import knet.traces.Frame;

/**
 * Says when each frame of a replay is due. Due times are anchored at the start of the run: they
 * derive from the first frame's time or from the sum of what was sent, never from when the previous
 * frame really left, so that lateness does not add up. Of no use to two threads.
 *
 * <p>Rates, as written on the command line:
 *
 * <pre>
 *   original          as captured
 *   xN                N times as fast as captured: x2, x0.5
 *   Npps              frames a second: 1000pps, 10kpps, 1.5Mpps
 *   Nbps              bits of frames' wire length a second: 100Mbps, 10Gbps
 *   max               as fast as frames are taken
 * </pre>
 */
public final class Pacer {
    private static final double NS_PER_SECOND = 1e9;
    private static final long MILLI = 1000;

    private final Rate rate;
    private long startNs;
    private long firstTimestampNs;
    private boolean started;

    /** Whole seconds' worth of what was sent, in nanoseconds from the start. */
    private long wholeNs;

    /** What was sent beyond that: thousandths of frames or bits, less than one second's worth. */
    private long milliUnits;

    private Pacer(final Rate rate) {
        this.rate = rate;
    }

    /**
     * Reads a rate.
     *
     * @throws IllegalArgumentException if it is none; the message is one line that says what may be
     *     written
     */
    public static Pacer parse(final String rate) {
        return new Pacer(Rate.parse(rate));
    }

    /** Whether frames are ever to be waited for: false for {@code max}. */
    public boolean isPaced() {
        return rate.kind() != Rate.Kind.MAX;
    }

    /** Frames a second of a rate that is written so ({@code Npps}); empty for all others. */
    public OptionalDouble framesPerSecond() {
        return rate.kind() == Rate.Kind.FRAMES
                ? OptionalDouble.of((double) rate.milliUnitsPerSecond() / MILLI)
                : OptionalDouble.empty();
    }

    /**
     * Begins a run.
     *
     * @param nowNs of the clock whose times {@link #dueNs} shall return; the first frame is due now
     */
    public void start(final long nowNs) {
        startNs = nowNs;
        started = false;
        wholeNs = 0;
        milliUnits = 0;
    }

    /**
     * When the next frame of the run is due; to be called once for each, in order.
     *
     * @return nanoseconds on the clock given to {@link #start}; a time in the past, as that of a
     *     frame whose timestamp runs backwards, means at once
     */
    public long dueNs(final Frame frame) {
        return switch (rate.kind()) {
            case MAX -> startNs;
            case CAPTURE -> capturedDueNs(frame.timestampNs());
            case FRAMES -> countedDueNs(MILLI);
            case BITS -> countedDueNs(wireBits(frame) * MILLI);
        };
    }

    private static long wireBits(final Frame frame) {
        return 8L * Math.max(frame.wireLength(), frame.length());
    }

    private long capturedDueNs(final long timestampNs) {
        if (!started) {
            started = true;
            firstTimestampNs = timestampNs;
        }
        final long sinceFirstNs = saturatedSubtract(timestampNs, firstTimestampNs);
        if (sinceFirstNs <= 0) {
            return startNs;
        }
        return saturatedAdd(
                startNs, rate.speed() == 1 ? sinceFirstNs : (long) (sinceFirstNs / rate.speed()));
    }

    /** A frame is due when all before it have taken their time. */
    private long countedDueNs(final long sentMilliUnits) {
        final long perSecond = rate.milliUnitsPerSecond();
        final long dueNs =
                saturatedAdd(
                        startNs,
                        saturatedAdd(
                                wholeNs, (long) ((double) milliUnits / perSecond * NS_PER_SECOND)));
        milliUnits += sentMilliUnits;
        if (milliUnits >= perSecond) {
            final long seconds = milliUnits / perSecond;
            milliUnits -= seconds * perSecond;
            wholeNs = saturatedAdd(wholeNs, saturatedSeconds(seconds));
        }
        return dueNs;
    }

    private static long saturatedSeconds(final long seconds) {
        return seconds > Long.MAX_VALUE / 1_000_000_000L
                ? Long.MAX_VALUE
                : seconds * 1_000_000_000L;
    }

    /** The sum; at the end of the range if it lies beyond. */
    private static long saturatedAdd(final long a, final long b) {
        final long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    private static long saturatedSubtract(final long a, final long b) {
        final long difference = a - b;
        return ((a ^ b) & (a ^ difference)) < 0
                ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE)
                : difference;
    }

    /** The rate as it was written. */
    @Override
    public String toString() {
        return rate.text();
    }
}
