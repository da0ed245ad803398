package knet.tools.stress.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import knet.firmware.EmptyQueues;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The frames of a capture in memory, one behind the other, taken in turn. */
@State(Scope.Thread)
public class CapturedFrames extends EmptyQueues {
    private static final int QUEUES = 4;
    private static final int MAX_BYTES = 256 << 20;

    /** A capture file, relative to the working directory. */
    @Param("traces/samples/web-64-clients.pcap")
    public String capture;

    private UnsafeBuffer buffer;
    private int[] offsets;
    private int[] lengths;
    private int next;
    private long frameNumber;

    public CapturedFrames() {
        super(QUEUES);
    }

    /** Reads the capture, all of it or its first 256 MiB. */
    @Setup
    public void load() {
        final ExpandableArrayBuffer all = new ExpandableArrayBuffer(1 << 20);
        offsets = new int[1024];
        lengths = new int[1024];
        int count = 0;
        int position = 0;
        final Frame frame = new Frame();
        try (FrameSource source = Captures.open(Path.of(capture))) {
            while (position < MAX_BYTES && source.next(frame)) {
                if (count == offsets.length) {
                    offsets = Arrays.copyOf(offsets, count * 2);
                    lengths = Arrays.copyOf(lengths, count * 2);
                }
                all.putBytes(position, frame.buffer(), frame.offset(), frame.length());
                offsets[count] = position;
                lengths[count] = frame.length();
                position += frame.length();
                count++;
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        buffer = new UnsafeBuffer(all.byteArray(), 0, position);
        offsets = Arrays.copyOf(offsets, count);
        lengths = Arrays.copyOf(lengths, count);
    }

    /** Moves to the next frame, after the last to the first. */
    int advance() {
        final int current = next;
        next = current + 1 == offsets.length ? 0 : current + 1;
        frameNumber++;
        return current;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int offset(final int frame) {
        return offsets[frame];
    }

    int length(final int frame) {
        return lengths[frame];
    }

    @Override
    public long frameNumber() {
        return frameNumber;
    }

    @Override
    public long nowNs() {
        return 0;
    }
}
