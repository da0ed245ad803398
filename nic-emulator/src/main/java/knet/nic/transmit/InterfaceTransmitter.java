package knet.nic.transmit;

import java.io.IOException;
import knet.traces.live.LiveTransmitter;
import org.agrona.DirectBuffer;

/**
 * Sends the host's frames out of an interface of this machine. A frame that the interface does not
 * take is counted, and the first reason kept: the next may fit.
 */
public final class InterfaceTransmitter implements Transmitter {
    private final LiveTransmitter port;
    private final PortCapture capture;
    private String error;

    /**
     * Opens an interface.
     *
     * @param capture gets a copy of what was sent; null for none
     * @throws IOException without libpcap, permission or such an interface; one line
     */
    public InterfaceTransmitter(final String interfaceName, final PortCapture capture)
            throws IOException {
        this.port = LiveTransmitter.open(interfaceName);
        this.capture = capture;
    }

    @Override
    public Outcome transmit(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long timestampNs,
            final int queue) {
        try {
            port.send(buffer, offset, length);
        } catch (final IOException e) {
            if (error == null) {
                error = e.getMessage();
            }
            return Outcome.FAILED;
        }
        if (capture != null) {
            capture.transmit(buffer, offset, length, timestampNs, queue);
        }
        return Outcome.SENT;
    }

    /** Why a frame was not taken, the first time; null if all were. */
    public String error() {
        return error;
    }

    @Override
    public void close() {
        port.close();
    }
}
