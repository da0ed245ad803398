package knet.nic.transmit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import knet.traces.pcap.CapturePoint;
import knet.traces.pcap.PcapNgWriter;
import org.agrona.DirectBuffer;

/**
 * Writes what passes the port to a pcapng file: received frames with the queue that they were
 * steered to, sent ones marked as outbound. At the first error it stops and keeps the message: a
 * full disk does not stop the NIC.
 */
public final class PortCapture implements ReceiveTap, Transmitter {
    private final PcapNgWriter writer;
    private String error;

    /**
     * Begins a file, or goes on with it.
     *
     * @param isContinued an earlier process of the same run began it
     * @param comment on the section
     * @param point which device it is
     */
    public PortCapture(
            final Path file,
            final boolean isContinued,
            final String comment,
            final CapturePoint point)
            throws IOException {
        writer =
                isContinued && Files.exists(file)
                        ? PcapNgWriter.append(file, comment, point)
                        : new PcapNgWriter(file, comment, point);
    }

    @Override
    public void onReceived(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final int wireLength,
            final long timestampNs,
            final int queue) {
        if (error != null) {
            return;
        }
        try {
            writer.write(buffer, offset, length, wireLength, timestampNs, queue);
        } catch (final IOException e) {
            fail(e);
        }
    }

    @Override
    public Outcome transmit(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long timestampNs,
            final int queue) {
        if (error == null) {
            try {
                writer.writeOutbound(buffer, offset, length, length, timestampNs, queue);
                return Outcome.SENT;
            } catch (final IOException e) {
                fail(e);
            }
        }
        return Outcome.FAILED;
    }

    private void fail(final IOException e) {
        error = e.getMessage();
    }

    /** Why it stopped, one line; null if it did not. */
    public String error() {
        return error;
    }

    /** Hands what is buffered to the operating system. */
    public void flush() {
        if (error == null) {
            try {
                writer.flush();
            } catch (final IOException e) {
                fail(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (final IOException e) {
            if (error == null) {
                fail(e);
            }
        }
    }
}
