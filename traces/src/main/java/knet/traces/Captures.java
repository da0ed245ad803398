package knet.traces;

import java.io.IOException;
import java.nio.file.Path;
import knet.traces.pcap.CaptureFile;

/**
 * Opens capture files: pcap and pcapng, plain or gzip, told apart by their contents, not by their
 * names.
 */
public final class Captures {
    private Captures() {}

    /**
     * Opens a capture file for reading from its first frame.
     *
     * @param file pcap (micro- or nanoseconds, either byte order) or pcapng, plain or gzip
     * @return its frames, brought to Ethernet; to be closed
     * @throws IOException if the file is missing, no regular file, unreadable, empty, of another
     *     format, or (pcap) of a link type that is not supported; the message is one line and names
     *     the file
     */
    public static FrameSource open(final Path file) throws IOException {
        return CaptureFile.open(file);
    }
}
