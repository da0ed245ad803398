package knet.tools.cli.firmware;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.util.LinkedHashMap;
import java.util.Map;
import knet.firmware.Packet;
import knet.firmware.Protocols;

/**
 * Tells packets' flows, as the host counts them. Fragments behind the first belong to the flow of
 * their ports if the first came before them, else to that of their addresses and protocol. Bounded:
 * it remembers the ports of the most recent datagrams alone.
 */
public final class FlowFinder {
    private static final int MOST_DATAGRAMS = 1 << 12;
    private static final long NO_PORTS = -1;

    /** Ports of datagrams whose first fragment came, the most recent ones. */
    private final Map<Datagram, Long> ports =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(final Map.Entry<Datagram, Long> eldest) {
                    return size() > MOST_DATAGRAMS;
                }
            };

    private boolean isAscending;
    private int sourcePort = -1;
    private int destinationPort = -1;

    private record Datagram(FlowId addresses, boolean isAscending, int identification) {}

    /**
     * The flow of the next packet.
     *
     * @return null if it is not IP
     */
    public FlowId of(final Packet packet) {
        final long both = packet.isIp() ? portsOf(packet) : NO_PORTS;
        sourcePort = both == NO_PORTS ? -1 : (int) (both >>> 16);
        destinationPort = both == NO_PORTS ? -1 : (int) both & 0xffff;
        if (!packet.isIp()) {
            return null;
        }
        isAscending = FlowId.isAscending(packet, sourcePort, destinationPort);
        return FlowId.of(packet, sourcePort, destinationPort);
    }

    /** Of the last packet, or of the datagram that it is a fragment of; -1 if not known. */
    int sourcePort() {
        return sourcePort;
    }

    /** As {@link #sourcePort}. */
    int destinationPort() {
        return destinationPort;
    }

    /** True if the last packet's source is the end that comes first in its flow. */
    boolean isAscending() {
        return isAscending;
    }

    private long portsOf(final Packet packet) {
        if (packet.hasPorts()) {
            return packet.ports() & 0xffff_ffffL;
        }
        if (!packet.isFragment() || !Protocols.hasPorts(packet.protocol())) {
            return NO_PORTS;
        }
        final Datagram datagram =
                new Datagram(
                        FlowId.of(packet, -1, -1),
                        FlowId.isAscending(packet, -1, -1),
                        packet.fragmentId());
        final int l4 = packet.l4Offset();
        if (packet.fragmentOffset() == 0 && l4 >= 0 && packet.limit() - l4 >= Integer.BYTES) {
            final long both = packet.buffer().getInt(l4, BIG_ENDIAN) & 0xffff_ffffL;
            ports.put(datagram, both);
            return both;
        }
        return ports.getOrDefault(datagram, NO_PORTS);
    }
}
