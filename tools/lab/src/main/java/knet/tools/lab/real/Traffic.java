package knet.tools.lab.real;

import java.io.IOException;
import java.nio.file.Path;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficSpec;
import knet.traces.source.LoopingSource;
import knet.traces.source.SourceOpener;

/**
 * What comes in, on both clocks: a capture file long enough for a run.
 *
 * @param name as the user gave it
 * @param file that NIC and simulated NIC read
 * @param frames in it
 */
public record Traffic(String name, Path file, long frames) {
    /** TCP and UDP of a thousand flows, lengths as on the Internet. */
    public static final String USUAL = "generate:flows=1000,proto=mix,size=imix";

    /**
     * Synthetic traffic.
     *
     * @param frames to make
     */
    public static Traffic usual(final Path folder, final long frames) throws IOException {
        final Path file = folder.resolve("workload.pcap");
        final String traffic = USUAL.substring(USUAL.indexOf(':') + 1) + ",packets=" + frames;
        try (FrameSource source = TrafficSpec.parse(traffic).open()) {
            return new Traffic(USUAL, file, CaptureFile.write(file, source, Long.MAX_VALUE));
        }
    }

    /**
     * Frames of the user's: again and again as distinct flows, until there are enough.
     *
     * @param opener opens the same frames each time
     * @param frames to have, at least
     * @throws IOException if there is none to begin with
     */
    public static Traffic of(
            final String name, final SourceOpener opener, final Path folder, final long frames)
            throws IOException {
        final Path file = folder.resolve("workload.pcap");
        try (FrameSource source = new LoopingSource(opener, Long.MAX_VALUE, true)) {
            final long written = CaptureFile.write(file, source, frames);
            if (written == 0) {
                throw new IOException(name + ": no frames");
            }
            return new Traffic(name, file, written);
        }
    }
}
