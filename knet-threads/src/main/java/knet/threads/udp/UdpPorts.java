package knet.threads.udp;

import static java.nio.ByteOrder.BIG_ENDIAN;

import knet.threads.ip.IpPacket;

/** The ports of a transport header (the same place in TCP, UDP and SCTP). */
public final class UdpPorts {
    private UdpPorts() {}

    public static int source(final IpPacket packet) {
        return packet.buffer().getShort(packet.payloadOffset(), BIG_ENDIAN) & 0xffff;
    }

    public static int destination(final IpPacket packet) {
        return packet.buffer().getShort(packet.payloadOffset() + 2, BIG_ENDIAN) & 0xffff;
    }
}
