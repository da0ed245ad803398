package knet.traces;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames from a list, a microsecond apart. */
public final class ListSource implements FrameSource {
    private final List<byte[]> frames;
    private int next;

    public ListSource(final List<byte[]> frames) {
        this.frames = frames;
    }

    @Override
    public boolean next(final Frame frame) {
        if (isExhausted()) {
            return false;
        }
        final byte[] bytes = frames.get(next++);
        frame.wrap(new UnsafeBuffer(bytes), 0, bytes.length, bytes.length, next * 1000L);
        return true;
    }

    @Override
    public boolean isExhausted() {
        return next == frames.size();
    }

    @Override
    public String damage() {
        return null;
    }

    @Override
    public void close() {
        next = frames.size();
    }
}
