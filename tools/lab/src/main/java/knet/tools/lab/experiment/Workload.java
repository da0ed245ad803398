package knet.tools.lab.experiment;

import java.io.IOException;
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

    private final List<String> names;
    private final SourceOpener opener;

    /** Long.MAX_VALUE if there is no end. */
    private final long frames;

    private Workload(final List<String> names, final SourceOpener opener, final long frames) {
        this.names = List.copyOf(names);
        this.opener = opener;
        this.frames = frames;
    }

    /**
     * Frames in memory.
     *
     * @param names as the user wrote them
     */
    public static Workload of(final List<String> names, final PreloadedCapture capture) {
        return new Workload(names, capture::source, capture.frames());
    }

    /**
     * Synthetic traffic without an end.
     *
     * @param traffic as {@code generate:} takes it, without a number of packets
     * @throws IllegalArgumentException if it is wrong, or gives a number of packets
     */
    public static Workload endless(final String traffic) {
        final TrafficSpec spec = TrafficSpec.parse(traffic + "," + UNLIMITED);
        return new Workload(List.of("generate:" + traffic), spec::open, Long.MAX_VALUE);
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
