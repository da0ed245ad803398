package knet.traces.store;

import java.io.IOException;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.pcap.FrameWriter;

/** Writes a source's frames to a capture file. */
public final class TraceExport {
    private TraceExport() {}

    /**
     * Reads a source to its end or to the limit.
     *
     * @param source not closed here; not a live one
     * @param writer of pcap or pcapng; flushed, not closed
     * @return frames written
     */
    public static long run(final FrameSource source, final FrameWriter writer, final long maxFrames)
            throws IOException {
        final Frame frame = new Frame();
        long written = 0;
        while (written < maxFrames && source.next(frame)) {
            writer.write(frame, FrameWriter.NO_QUEUE);
            written++;
        }
        writer.flush();
        return written;
    }
}
