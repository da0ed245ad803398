package knet.tools.cli;

import knet.traces.Frame;
import knet.traces.FrameSource;

/** Knows the position of the last frame in another source, which it owns. Goes below a filter. */
final class NumberedSource implements FrameSource {
    private final FrameSource source;
    private long nextNumber;

    /**
     * Numbers a source.
     *
     * @param first number of its first frame
     */
    NumberedSource(final FrameSource source, final long first) {
        this.source = source;
        this.nextNumber = first;
    }

    /** Of the frame that came last. */
    long frameNumber() {
        return nextNumber - 1;
    }

    @Override
    public boolean next(final Frame frame) {
        if (!source.next(frame)) {
            return false;
        }
        nextNumber++;
        return true;
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
