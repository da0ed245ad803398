package knet.tools.cli.firmware;

import knet.firmware.Packet;
import knet.firmware.PacketKind;
import knet.firmware.Protocols;

/** What a packet is, in words that packets of a sort share: {@code UDP over IPv6}. */
final class TrafficClass {
    private TrafficClass() {}

    static String of(final Packet packet) {
        if (!packet.isIp()) {
            return packet.kind() == PacketKind.MALFORMED ? "malformed IP" : "not IP";
        }
        final String version = "IPv" + packet.ipVersion();
        if (packet.isFragment()) {
            return (packet.fragmentOffset() == 0 ? "first fragments of " : "later fragments of ")
                    + version;
        }
        final String tunnel = packet.tunnelName();
        if (!tunnel.isEmpty()) {
            return tunnel + " tunnels over " + version;
        }
        return Protocols.name(packet.protocol())
                + " over "
                + version
                + (Protocols.hasPorts(packet.protocol()) && !packet.hasPorts()
                        ? ", ports cut off"
                        : "");
    }
}
