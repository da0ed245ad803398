package knet.traces.filter;

import knet.traces.Frame;
import knet.traces.FrameSource;

/** The frames of another source that pass a filter. Owns the other source. */
public final class FilteredSource implements FrameSource {
    private final FrameSource source;
    private final BpfFilter filter;
    private final long maxRejectedPerCall;
    private long rejected;

    /** Filters a source; {@link #next} looks for a match to the source's end. */
    public FilteredSource(final FrameSource source, final BpfFilter filter) {
        this(source, filter, Long.MAX_VALUE);
    }

    /**
     * Filters a source in bounded steps, for agents: {@link #next} returns false, though the source
     * is not exhausted, after as many frames in a row that do not pass.
     *
     * @param maxRejectedPerCall at least 1
     */
    public FilteredSource(
            final FrameSource source, final BpfFilter filter, final long maxRejectedPerCall) {
        if (maxRejectedPerCall < 1) {
            throw new IllegalArgumentException(
                    "frames rejected per call must be at least 1, are " + maxRejectedPerCall);
        }
        this.source = source;
        this.filter = filter;
        this.maxRejectedPerCall = maxRejectedPerCall;
    }

    @Override
    public boolean next(final Frame frame) {
        for (long i = 0; i < maxRejectedPerCall; i++) {
            if (!source.next(frame)) {
                return false;
            }
            if (filter.matches(frame)) {
                return true;
            }
            rejected++;
        }
        return false;
    }

    /** Frames that did not pass so far. */
    public long rejected() {
        return rejected;
    }

    @Override
    public boolean isExhausted() {
        return source.isExhausted();
    }

    @Override
    public String damage() {
        return source.damage();
    }

    @Override
    public String[] linkTypes() {
        return source.linkTypes();
    }

    @Override
    public void close() {
        source.close();
    }
}
