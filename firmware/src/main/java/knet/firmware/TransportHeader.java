package knet.firmware;

import static knet.firmware.HeaderParser.unsignedShort;

/** Reads what lies behind the ports: TCP's flags, and where the payload begins and ends. */
final class TransportHeader {
    private static final int TCP_FLAGS = 13;
    private static final int TCP_MIN_LENGTH = 20;
    private static final int UDP_LENGTH = 8;
    private static final int SCTP_COMMON_LENGTH = 12;

    private TransportHeader() {}

    static int tcpFlags(final Packet packet) {
        return packet.hasPorts()
                        && packet.protocol == Protocols.TCP
                        && packet.limit - packet.l4Offset > TCP_FLAGS
                ? packet.buffer.getByte(packet.l4Offset + TCP_FLAGS) & 0xff
                : 0;
    }

    static int payloadOffset(final Packet packet) {
        final int headerLength = headerLength(packet);
        return headerLength < 0 || packet.limit - packet.l4Offset <= headerLength
                ? -1
                : packet.l4Offset + headerLength;
    }

    static int payloadLength(final Packet packet) {
        final int payload = payloadOffset(packet);
        return payload < 0 ? 0 : Math.max(0, end(packet) - payload);
    }

    /** Bytes of the transport header; -1 if there is none, or it is cut or wrong. */
    static int headerLength(final Packet packet) {
        if (packet.isFragment() || packet.l4Offset < 0) {
            return -1;
        }
        switch (packet.protocol) {
            case Protocols.TCP -> {
                if (packet.limit - packet.l4Offset < TCP_MIN_LENGTH) {
                    return -1;
                }
                final int length = (packet.buffer.getByte(packet.l4Offset + 12) & 0xf0) >>> 2;
                return length < TCP_MIN_LENGTH ? -1 : length;
            }
            case Protocols.UDP -> {
                return UDP_LENGTH;
            }
            case Protocols.SCTP -> {
                return SCTP_COMMON_LENGTH;
            }
            default -> {
                return 0;
            }
        }
    }

    /**
     * Where IP's own length says that the packet ends, if that is within the captured bytes. 0 in
     * IP's length (giants, jumbograms) says nothing.
     */
    private static int end(final Packet packet) {
        final int l3 = packet.l3Offset;
        final int length;
        if (packet.ipVersion == 4) {
            length = unsignedShort(packet.buffer, l3 + 2);
        } else {
            final int payload = unsignedShort(packet.buffer, l3 + 4);
            length = payload == 0 ? 0 : payload + HeaderParser.IPV6_HEADER_LENGTH;
        }
        return length == 0 || length > packet.limit - l3 ? packet.limit : l3 + length;
    }
}
