package knet.nic;

import java.util.ArrayList;
import java.util.List;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames from a list, a microsecond apart; may be told to go on later. */
public final class ListSource implements FrameSource {
    private final List<UnsafeBuffer> frames = new ArrayList<>();
    private final List<Long> timesNs = new ArrayList<>();
    private int next;
    private boolean isEndless;

    public static ListSource of(final byte[]... frames) {
        final ListSource source = new ListSource();
        for (final byte[] frame : frames) {
            source.add(frame);
        }
        return source;
    }

    /** The same frame again and again. */
    public static ListSource repeat(final byte[] frame, final int times) {
        final ListSource source = new ListSource();
        for (int i = 0; i < times; i++) {
            source.add(frame);
        }
        return source;
    }

    public void add(final byte[] frame) {
        add(frame, 1_700_000_000_000_000_000L + 1000L * frames.size());
    }

    public void add(final byte[] frame, final long timestampNs) {
        frames.add(new UnsafeBuffer(frame));
        timesNs.add(timestampNs);
    }

    /** Not exhausted at its end: as a live wire. */
    public ListSource endless() {
        isEndless = true;
        return this;
    }

    @Override
    public boolean next(final Frame frame) {
        if (next == frames.size()) {
            return false;
        }
        final UnsafeBuffer bytes = frames.get(next);
        frame.wrap(bytes, 0, bytes.capacity(), bytes.capacity(), timesNs.get(next));
        next++;
        return true;
    }

    @Override
    public boolean isExhausted() {
        return !isEndless && next == frames.size();
    }

    @Override
    public String damage() {
        return null;
    }

    @Override
    public void close() {}
}
