package knet.traces.pcap;

import java.io.IOException;
import knet.traces.Frame;
import org.agrona.DirectBuffer;

/**
 * Writes Ethernet frames to a capture file. Buffered; used by one thread; nothing is allocated per
 * frame. After an {@link IOException} the file is cut where the disk failed, and further writes may
 * fail in the same way.
 */
public interface FrameWriter extends AutoCloseable {
    /** In place of a queue: the frame went to none, or none is known. */
    int NO_QUEUE = -1;

    /**
     * Appends a frame. Of more than 262,144 captured bytes the first as many are written: no reader
     * takes more.
     *
     * @param buffer that holds the frame
     * @param offset of its Ethernet header
     * @param length captured bytes
     * @param wireLength bytes that were on the wire
     * @param timestampNs since 1970; what a format cannot hold is clamped
     * @param queue it was steered to, or {@link #NO_QUEUE}; plain pcap cannot hold it
     */
    void write(
            DirectBuffer buffer,
            int offset,
            int length,
            int wireLength,
            long timestampNs,
            int queue)
            throws IOException;

    /** Appends a frame as a source gave it. */
    default void write(final Frame frame, final int queue) throws IOException {
        write(
                frame.buffer(),
                frame.offset(),
                frame.length(),
                frame.wireLength(),
                frame.timestampNs(),
                queue);
    }

    /** Hands what is buffered to the operating system. */
    void flush() throws IOException;

    /** Flushes and closes the file. */
    @Override
    void close() throws IOException;
}
