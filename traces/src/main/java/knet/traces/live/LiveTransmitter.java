package knet.traces.live;

import java.io.IOException;
import org.agrona.DirectBuffer;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;

/** Sends Ethernet frames out of an interface. Used by one thread. */
public final class LiveTransmitter implements AutoCloseable {
    private static final int ETHERNET = 1;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MAX_FRAME_BYTES = 1 << 18;

    /** What nothing matches: this handle only sends. */
    private static final String NOTHING = "less 1";

    private final String name;
    private final PcapHandle handle;
    private final byte[] scratch = new byte[MAX_FRAME_BYTES];

    private LiveTransmitter(final String name, final PcapHandle handle) {
        this.name = name;
        this.handle = handle;
    }

    /**
     * Opens an interface to send.
     *
     * @throws IOException without libpcap, permission, or such an interface, or if it is no
     *     Ethernet; the message is one line
     */
    public static LiveTransmitter open(final String interfaceName) throws IOException {
        final PcapHandle handle =
                Libpcap.open(new LiveConfig(interfaceName, NOTHING, false, false, BUFFER_BYTES));
        final int linkType = handle.getDlt().value();
        if (linkType != ETHERNET) {
            handle.close();
            throw new IOException(
                    interfaceName
                            + ": frames can be sent on Ethernet only, not link type "
                            + linkType);
        }
        return new LiveTransmitter(interfaceName, handle);
    }

    /**
     * Sends a frame.
     *
     * @throws IOException if the interface does not take it: longer than its MTU allows, down, or
     *     its queue is full
     */
    public void send(final DirectBuffer buffer, final int offset, final int length)
            throws IOException {
        if (length > MAX_FRAME_BYTES) {
            throw new IOException(name + ": a frame of " + length + " bytes is too long to send");
        }
        buffer.getBytes(offset, scratch, 0, length);
        try {
            handle.sendPacket(scratch, length);
        } catch (final PcapNativeException | NotOpenException e) {
            throw new IOException(name + ": " + Libpcap.line(e), e);
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
