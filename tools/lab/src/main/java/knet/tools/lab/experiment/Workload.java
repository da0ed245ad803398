package knet.tools.lab.experiment;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficSpec;
import knet.traces.source.LimitedSource;
import knet.traces.source.LoopingSource;
import knet.traces.source.PreloadedCapture;
import knet.traces.source.SourceOpener;

/** What comes in: the same frames each time, to any number of machines at a time. */
public final class Workload {
    private static final String UNLIMITED = "packets=unlimited";
    private static final double ONE_MILLION = 1e6;
    private static final double MANY = 1e12;

    private final List<String> names;
    private final SourceOpener opener;

    /** Long.MAX_VALUE if there is no end. */
    private final long frames;

    /** Frames a second, if their gaps are part of what it is; else 0. */
    private final double perSecond;

    private Workload(
            final List<String> names,
            final SourceOpener opener,
            final long frames,
            final double perSecond) {
        this.names = List.copyOf(names);
        this.opener = opener;
        this.frames = frames;
        this.perSecond = perSecond;
    }

    /**
     * Frames in memory.
     *
     * @param names as the user wrote them
     */
    public static Workload of(final List<String> names, final PreloadedCapture capture) {
        return new Workload(names, capture::source, capture.frames(), 0);
    }

    /**
     * Synthetic traffic without an end.
     *
     * @param traffic as {@code generate:} takes it, without a number of packets
     * @throws IllegalArgumentException if it is wrong, or gives a number of packets
     */
    public static Workload endless(final String traffic) {
        final TrafficSpec spec = TrafficSpec.parse(traffic + "," + UNLIMITED);
        return new Workload(List.of("generate:" + traffic), spec::open, Long.MAX_VALUE, 0);
    }

    /**
     * The same with gaps at random, exponentially distributed: of clients that know nothing of each
     * other.
     *
     * @param traffic as {@code generate:} takes it, without packets, rate and arrivals
     */
    public static Workload endlessAtRandom(final String traffic) {
        final TrafficSpec spec =
                TrafficSpec.parse(traffic + ",rate=1Mpps,arrivals=poisson," + UNLIMITED);
        return new Workload(
                List.of("generate:" + traffic + ",arrivals=poisson"),
                spec::open,
                Long.MAX_VALUE,
                ONE_MILLION);
    }

    /** How to have the frames come at a rate, on average, as {@code --rate} has it. */
    String rate(final double framesPerSecond) {
        if (perSecond != 0) {
            return "x" + decimal(framesPerSecond / perSecond, 9);
        }
        // A rate has 15 digits before its point.
        return framesPerSecond < MANY
                ? decimal(framesPerSecond, 3) + "pps"
                : decimal(framesPerSecond / ONE_MILLION, 9) + "Mpps";
    }

    private static String decimal(final double value, final int digits) {
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    /**
     * How long the wire was busy, nanoseconds.
     *
     * @param nominalNs at a constant rate
     * @param ownNs from the first to the last timestamp
     */
    double wireNs(final double framesPerSecond, final long nominalNs, final long ownNs) {
        return perSecond == 0 ? nominalNs : ownNs * (perSecond / framesPerSecond);
    }

    /** As the user wrote them. */
    public List<String> names() {
        return names;
    }

    /** True if it never ends. */
    public boolean isEndless() {
        return frames == Long.MAX_VALUE;
    }

    /** Frames there are, {@link Long#MAX_VALUE} if there is no end. */
    public long frames() {
        return frames;
    }

    /** All of it. */
    FrameSource open() throws IOException {
        return opener.open();
    }

    /**
     * So many frames: if there are fewer, again and again, as flows of their own each time.
     *
     * @throws IOException if there is no frame at all
     */
    FrameSource open(final long count) throws IOException {
        if (frames == 0) {
            throw new IOException(String.join(", ", names) + ": holds no frames");
        }
        if (count <= frames) {
            return new LimitedSource(opener.open(), count);
        }
        return new LimitedSource(
                new LoopingSource(opener, (count + frames - 1) / frames, true), count);
    }
}
