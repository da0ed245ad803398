package knet.tools.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.driver.abi.RxDescriptor;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.agrona.concurrent.UnsafeBuffer;

/** A capture's frames in memory, as a NIC without checksum engine would hand them to a host. */
final class TraceFeed {
    private final List<Stored> frames = new ArrayList<>();
    private long lastNs = Long.MIN_VALUE;

    private TraceFeed() {}

    private record Stored(UnsafeBuffer bytes, int flags, long captureNs) {}

    static TraceFeed load(final Path capture) throws IOException {
        final TraceFeed feed = new TraceFeed();
        final Frame frame = new Frame();
        try (FrameSource source = Captures.open(capture)) {
            while (source.next(frame)) {
                final byte[] bytes = new byte[frame.length()];
                frame.buffer().getBytes(frame.offset(), bytes);
                feed.lastNs = Math.max(feed.lastNs, frame.timestampNs());
                feed.frames.add(
                        new Stored(
                                new UnsafeBuffer(bytes),
                                frame.isTruncated() ? RxDescriptor.TRUNCATED : 0,
                                feed.lastNs));
            }
        }
        return feed;
    }

    int size() {
        return frames.size();
    }

    /** Protocol time of the last frame. */
    long lastNs() {
        return lastNs;
    }

    UnsafeBuffer bytes(final int index) {
        return frames.get(index).bytes;
    }

    /** Hands frame {@code index} to a handler as if it came through a queue. */
    void deliver(final int index, final int queue, final RxFrame frame, final RxHandler handler) {
        final Stored stored = frames.get(index);
        frame.wrap(
                stored.bytes,
                0,
                stored.bytes.capacity(),
                stored.flags | RxDescriptor.END_OF_PACKET,
                0,
                index,
                stored.captureNs,
                stored.captureNs,
                queue);
        handler.onFrame(frame);
    }
}
