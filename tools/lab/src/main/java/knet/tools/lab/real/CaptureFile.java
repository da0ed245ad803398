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

/** Captures that measurements read, as the product does: mapped files, walked record by record. */
final class CaptureFile {
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

    /** Writes synthetic traffic, see {@link TrafficSpec}. */
    static Path generate(final Path file, final String traffic) throws IOException {
        try (FrameSource source = TrafficSpec.parse(traffic).open()) {
            write(file, source, Long.MAX_VALUE);
        }
        return file;
    }

    /** The frames of a file, over and over. */
    static FrameSource endless(final Path file) throws IOException {
        return new LoopingSource(() -> Captures.open(file), Long.MAX_VALUE, false);
    }
}
