package knet.tools.lab.real;

import java.io.IOException;
import java.nio.file.Path;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficSpec;
import knet.traces.pcap.FrameWriter;
import knet.traces.pcap.PcapWriter;
import knet.traces.source.LoopingSource;
import knet.traces.source.PreloadedCapture;

/** Captures that measurements read, as the product does: mapped files, walked record by record. */
final class CaptureFile {
    private static final long MOST_BYTES = 4L << 30;

    private CaptureFile() {}

    /**
     * Writes what a source has.
     *
     * @param mostFrames where to stop, even if there is more
     * @return frames written
     */
    static long write(final Path file, final FrameSource source, final long mostFrames)
            throws IOException {
        final Frame frame = new Frame();
        long frames = 0;
        try (FrameWriter writer = new PcapWriter(file)) {
            while (frames < mostFrames && source.next(frame)) {
                writer.write(frame, FrameWriter.NO_QUEUE);
                frames++;
            }
        }
        return frames;
    }

    /** What a file holds, in memory. */
    static PreloadedCapture load(final Path file) throws IOException {
        try (FrameSource source = Captures.open(file)) {
            return PreloadedCapture.load(source, MOST_BYTES);
        }
    }

    /** Synthetic traffic in memory, over and over, see {@link TrafficSpec}. */
    static FrameSource endless(final String traffic) throws IOException {
        try (FrameSource source = TrafficSpec.parse(traffic).open()) {
            final PreloadedCapture capture = PreloadedCapture.load(source, MOST_BYTES);
            return new LoopingSource(capture::source, Long.MAX_VALUE, false);
        }
    }
}
