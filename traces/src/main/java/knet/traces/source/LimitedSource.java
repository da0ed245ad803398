package knet.traces.source;

import knet.traces.Frame;
import knet.traces.FrameSource;

/** The first frames of another source, which it owns. */
public final class LimitedSource implements FrameSource {
    private final FrameSource source;
    private long remaining;

    /**
     * Limits a source.
     *
     * @param frames at least 0
     */
    public LimitedSource(final FrameSource source, final long frames) {
        if (frames < 0) {
            throw new IllegalArgumentException("limit must be at least 0, is " + frames);
        }
        this.source = source;
        this.remaining = frames;
    }

    @Override
    public boolean next(final Frame frame) {
        if (remaining == 0 || !source.next(frame)) {
            return false;
        }
        remaining--;
        return true;
    }

    @Override
    public boolean isExhausted() {
        return remaining == 0 || source.isExhausted();
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
