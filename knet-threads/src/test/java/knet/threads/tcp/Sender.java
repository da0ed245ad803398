package knet.threads.tcp;

import knet.threads.stack.Frames;

/** Makes the frames of one direction of a TCP connection; sequence numbers count from its ISN. */
final class Sender {
    static final String FLOW = "10.0.0.1:1000->10.0.0.2:80";
    private final long isn;
    private byte[] options = {};

    Sender(final long isn) {
        this.isn = isn;
    }

    /** Options of the segments that follow. */
    Sender options(final byte[] value) {
        this.options = value;
        return this;
    }

    byte[] syn() {
        return segment(0, Frames.SYN, new byte[0]);
    }

    /** Data that begins {@code offset} bytes into the stream. */
    byte[] data(final long offset, final byte[] data) {
        return segment(1 + offset, Frames.ACK | Frames.PSH, data);
    }

    byte[] data(final long offset, final String data) {
        return data(offset, data.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    byte[] ack(final long offset) {
        return data(offset, new byte[0]);
    }

    byte[] fin(final long offset) {
        return fin(offset, "");
    }

    byte[] fin(final long offset, final String data) {
        return segment(
                1 + offset,
                Frames.ACK | Frames.FIN,
                data.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    byte[] rst(final long offset) {
        return segment(1 + offset, Frames.RST, new byte[0]);
    }

    byte[] segment(final long relative, final int flags, final byte[] data) {
        final byte[] tcp =
                Frames.tcp("10.0.0.1", "10.0.0.2", 1000, 80, isn + relative, flags, options, data);
        return Frames.ipv4("10.0.0.1", "10.0.0.2", 6, 1, 0x4000, tcp);
    }
}
