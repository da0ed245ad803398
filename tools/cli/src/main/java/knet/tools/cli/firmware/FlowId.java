package knet.tools.cli.firmware;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.nio.ByteBuffer;
import knet.firmware.AddressText;
import knet.firmware.Packet;
import knet.firmware.Protocols;
import org.agrona.DirectBuffer;

/**
 * A flow, both directions of it: the end with the lower address and port comes first.
 *
 * @param version 4 or 6
 * @param protocol IP's number
 * @param portA -1 where there are none
 */
public record FlowId(
        int version,
        int protocol,
        long highA,
        long lowA,
        int portA,
        long highB,
        long lowB,
        int portB) {

    /**
     * The flow of a packet's outer headers.
     *
     * @param sourcePort -1 if there is none
     */
    static FlowId of(final Packet packet, final int sourcePort, final int destinationPort) {
        final int source = packet.sourceAddressOffset();
        final int destination = packet.destinationAddressOffset();
        final int from = isAscending(packet, sourcePort, destinationPort) ? source : destination;
        final int to = from == source ? destination : source;
        final int fromPort = from == source ? sourcePort : destinationPort;
        final int toPort = from == source ? destinationPort : sourcePort;
        return new FlowId(
                packet.ipVersion(),
                packet.protocol(),
                high(packet, from),
                low(packet, from),
                fromPort,
                high(packet, to),
                low(packet, to),
                toPort);
    }

    /** True if the packet's source is the end that comes first. */
    static boolean isAscending(
            final Packet packet, final int sourcePort, final int destinationPort) {
        final int source = packet.sourceAddressOffset();
        final int destination = packet.destinationAddressOffset();
        int order = Long.compareUnsigned(high(packet, source), high(packet, destination));
        if (order == 0) {
            order = Long.compareUnsigned(low(packet, source), low(packet, destination));
        }
        return order < 0 || order == 0 && sourcePort <= destinationPort;
    }

    private static long high(final Packet packet, final int at) {
        return packet.ipVersion() == 4 ? 0 : packet.buffer().getLong(at, BIG_ENDIAN);
    }

    private static long low(final Packet packet, final int at) {
        final DirectBuffer buffer = packet.buffer();
        return packet.ipVersion() == 4
                ? buffer.getInt(at, BIG_ENDIAN) & 0xffff_ffffL
                : buffer.getLong(at + 8, BIG_ENDIAN);
    }

    /** As {@code knet firmware explain --flow} takes it, in one of its directions. */
    @Override
    public String toString() {
        final String name = Protocols.name(protocol).toLowerCase(java.util.Locale.ROOT);
        return (name.indexOf(' ') < 0 ? name : Integer.toString(protocol))
                + " "
                + end(highA, lowA, portA)
                + " > "
                + end(highB, lowB, portB);
    }

    private String end(final long high, final long low, final int port) {
        final byte[] address =
                version == 4
                        ? ByteBuffer.allocate(4).putInt((int) low).array()
                        : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        final String text = AddressText.of(address);
        return FlowQuery.end(text, version == 6, protocol, port);
    }
}
