package knet.firmware.builtin;

import knet.firmware.Protocols;
import knet.firmware.check.Frames;
import org.agrona.concurrent.UnsafeBuffer;

/** Packets for tests of classifiers. */
final class TestPackets {
    private TestPackets() {}

    static UnsafeBuffer tcp(
            final int source,
            final int sourcePort,
            final int destination,
            final int destinationPort,
            final int flags) {
        return Frames.ethernet(Frames.IPV4)
                .ipv4(Protocols.TCP, source, destination)
                .tcp(sourcePort, destinationPort, flags)
                .toBuffer();
    }

    /** A segment of a client's to 10.0.0.1:80. */
    static UnsafeBuffer toServer(final int client, final int flags) {
        return tcp(0x0b000000 + client, 1024 + client % 60_000, 0x0a000001, 80, flags);
    }

    /** The answer to {@link #toServer}. */
    static UnsafeBuffer toClient(final int client, final int flags) {
        return tcp(0x0a000001, 80, 0x0b000000 + client, 1024 + client % 60_000, flags);
    }

    static UnsafeBuffer udp(final int source, final int sourcePort) {
        return Frames.ethernet(Frames.IPV4)
                .ipv4(Protocols.UDP, source, 0x0a000001)
                .udp(sourcePort, 53)
                .toBuffer();
    }

    static UnsafeBuffer arp() {
        return Frames.ethernet(0x0806).zeros(46).toBuffer();
    }
}
