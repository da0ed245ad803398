package knet.nic;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.UnknownHostException;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV4Rfc1349Tos;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.IpV6SimpleFlowLabel;
import org.pcap4j.packet.IpV6SimpleTrafficClass;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;
import org.pcap4j.packet.UnknownPacket;
import org.pcap4j.packet.namednumber.EtherType;
import org.pcap4j.packet.namednumber.IpNumber;
import org.pcap4j.packet.namednumber.IpVersion;
import org.pcap4j.packet.namednumber.TcpPort;
import org.pcap4j.packet.namednumber.UdpPort;
import org.pcap4j.util.MacAddress;

/** Ethernet frames made, with their checksums, by pcap4j. */
public final class Frames {
    private static final MacAddress SOURCE_MAC = MacAddress.getByName("02:00:00:00:00:01");
    private static final MacAddress DESTINATION_MAC = MacAddress.getByName("02:00:00:00:00:02");

    private Frames() {}

    public static byte[] tcp4(final int payloadBytes) {
        return ethernet(ipv4(tcp(payloadBytes, true), IpNumber.TCP));
    }

    public static byte[] tcp6(final int payloadBytes) {
        return ethernet(ipv6(tcp(payloadBytes, false), IpNumber.TCP));
    }

    public static byte[] udp4(final int payloadBytes) {
        return ethernet(ipv4(udp(payloadBytes, true), IpNumber.UDP));
    }

    public static byte[] udp6(final int payloadBytes) {
        return ethernet(ipv6(udp(payloadBytes, false), IpNumber.UDP));
    }

    private static byte[] ethernet(final Packet.Builder payload) {
        final EtherType type =
                payload instanceof IpV4Packet.Builder ? EtherType.IPV4 : EtherType.IPV6;
        return new EthernetPacket.Builder()
                .srcAddr(SOURCE_MAC)
                .dstAddr(DESTINATION_MAC)
                .type(type)
                .payloadBuilder(payload)
                .paddingAtBuild(true)
                .build()
                .getRawData();
    }

    private static IpV4Packet.Builder ipv4(final Packet.Builder payload, final IpNumber protocol) {
        return new IpV4Packet.Builder()
                .version(IpVersion.IPV4)
                .tos(IpV4Rfc1349Tos.newInstance((byte) 0))
                .identification((short) 77)
                .ttl((byte) 64)
                .protocol(protocol)
                .srcAddr((Inet4Address) address("192.0.2.17"))
                .dstAddr((Inet4Address) address("198.51.100.33"))
                .payloadBuilder(payload)
                .correctChecksumAtBuild(true)
                .correctLengthAtBuild(true);
    }

    private static IpV6Packet.Builder ipv6(final Packet.Builder payload, final IpNumber protocol) {
        return new IpV6Packet.Builder()
                .version(IpVersion.IPV6)
                .trafficClass(IpV6SimpleTrafficClass.newInstance((byte) 0))
                .flowLabel(IpV6SimpleFlowLabel.newInstance(0))
                .nextHeader(protocol)
                .hopLimit((byte) 64)
                .srcAddr((Inet6Address) address("2001:db8::17"))
                .dstAddr((Inet6Address) address("2001:db8:1::33"))
                .payloadBuilder(payload)
                .correctLengthAtBuild(true);
    }

    private static TcpPacket.Builder tcp(final int payloadBytes, final boolean isV4) {
        return new TcpPacket.Builder()
                .srcAddr(address(isV4 ? "192.0.2.17" : "2001:db8::17"))
                .dstAddr(address(isV4 ? "198.51.100.33" : "2001:db8:1::33"))
                .srcPort(TcpPort.getInstance((short) 40_000))
                .dstPort(TcpPort.HTTP)
                .sequenceNumber(123_456_789)
                .acknowledgmentNumber(987_654_321)
                .ack(true)
                .window((short) 1000)
                .payloadBuilder(payload(payloadBytes))
                .correctChecksumAtBuild(true)
                .correctLengthAtBuild(true);
    }

    private static UdpPacket.Builder udp(final int payloadBytes, final boolean isV4) {
        return new UdpPacket.Builder()
                .srcAddr(address(isV4 ? "192.0.2.17" : "2001:db8::17"))
                .dstAddr(address(isV4 ? "198.51.100.33" : "2001:db8:1::33"))
                .srcPort(UdpPort.getInstance((short) 40_001))
                .dstPort(UdpPort.DOMAIN)
                .payloadBuilder(payload(payloadBytes))
                .correctChecksumAtBuild(true)
                .correctLengthAtBuild(true);
    }

    private static UnknownPacket.Builder payload(final int bytes) {
        final byte[] data = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            data[i] = (byte) (i * 31 + 7);
        }
        return new UnknownPacket.Builder().rawData(data);
    }

    private static java.net.InetAddress address(final String text) {
        try {
            return java.net.InetAddress.getByName(text);
        } catch (final UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
