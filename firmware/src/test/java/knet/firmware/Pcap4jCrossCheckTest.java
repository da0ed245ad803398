package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import knet.firmware.check.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pcap4j.packet.AbstractPacket;
import org.pcap4j.packet.Dot1qVlanTagPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.FragmentedPacket;
import org.pcap4j.packet.IcmpV4CommonPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV4Rfc791Tos;
import org.pcap4j.packet.IpV6ExtFragmentPacket;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.IpV6SimpleFlowLabel;
import org.pcap4j.packet.IpV6SimpleTrafficClass;
import org.pcap4j.packet.SctpPacket;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;
import org.pcap4j.packet.UnknownPacket;
import org.pcap4j.packet.namednumber.EtherType;
import org.pcap4j.packet.namednumber.IpNumber;
import org.pcap4j.packet.namednumber.IpVersion;
import org.pcap4j.packet.namednumber.TcpPort;
import org.pcap4j.packet.namednumber.UdpPort;
import org.pcap4j.util.MacAddress;

/** pcap4j's parse as an oracle: frames that it built, and captures if there are any. */
class Pcap4jCrossCheckTest {
    private static final String SAMPLES = "../traces/samples";
    private static final MacAddress MAC = MacAddress.getByName("02:00:00:00:00:01");

    @Test
    void framesBuiltByPcap4jAreReadAlike() throws IOException {
        for (final boolean isIpv6 : new boolean[] {false, true}) {
            for (final boolean isTagged : new boolean[] {false, true}) {
                for (final boolean isTcp : new boolean[] {false, true}) {
                    final byte[] frame = frame(isIpv6, isTagged, isTcp);
                    final Packet packet = Frames.packet(frame);
                    assertThat(packet.kind())
                            .isEqualTo(isIpv6 ? PacketKind.IPV6_L4 : PacketKind.IPV4_L4);
                    assertThat(packet.sourcePort()).isEqualTo(40000);
                    assertThat(packet.destinationPort()).isEqualTo(443);
                    assertThat(packet.vlanCount()).isEqualTo(isTagged ? 1 : 0);
                    assertThat(packet.tcpFlags()).isEqualTo(isTcp ? Packet.TCP_SYN : 0);
                    assertThat(packet.payloadLength()).isEqualTo(5);
                    assertThat(agrees(frame)).isTrue();
                }
            }
        }
    }

    private static byte[] frame(final boolean isIpv6, final boolean isTagged, final boolean isTcp)
            throws IOException {
        final InetAddress source = InetAddress.getByName(isIpv6 ? "2001:db8::1" : "10.0.0.1");
        final InetAddress destination = InetAddress.getByName(isIpv6 ? "2001:db8::2" : "10.0.0.2");
        final AbstractPacket.AbstractBuilder payload =
                new UnknownPacket.Builder().rawData("hello".getBytes());
        final AbstractPacket.AbstractBuilder transport =
                isTcp
                        ? new TcpPacket.Builder()
                                .srcAddr(source)
                                .dstAddr(destination)
                                .srcPort(TcpPort.getInstance((short) 40000))
                                .dstPort(TcpPort.HTTPS)
                                .syn(true)
                                .correctChecksumAtBuild(true)
                                .correctLengthAtBuild(true)
                                .payloadBuilder(payload)
                        : new UdpPacket.Builder()
                                .srcAddr(source)
                                .dstAddr(destination)
                                .srcPort(UdpPort.getInstance((short) 40000))
                                .dstPort(UdpPort.HTTPS)
                                .correctChecksumAtBuild(true)
                                .correctLengthAtBuild(true)
                                .payloadBuilder(payload);
        final IpNumber protocol = isTcp ? IpNumber.TCP : IpNumber.UDP;
        final AbstractPacket.AbstractBuilder ip =
                isIpv6
                        ? new IpV6Packet.Builder()
                                .version(IpVersion.IPV6)
                                .trafficClass(IpV6SimpleTrafficClass.newInstance((byte) 0))
                                .flowLabel(IpV6SimpleFlowLabel.newInstance(0))
                                .nextHeader(protocol)
                                .hopLimit((byte) 64)
                                .srcAddr((java.net.Inet6Address) source)
                                .dstAddr((java.net.Inet6Address) destination)
                                .correctLengthAtBuild(true)
                                .payloadBuilder(transport)
                        : new IpV4Packet.Builder()
                                .version(IpVersion.IPV4)
                                .tos(IpV4Rfc791Tos.newInstance((byte) 0))
                                .ttl((byte) 64)
                                .protocol(protocol)
                                .srcAddr((java.net.Inet4Address) source)
                                .dstAddr((java.net.Inet4Address) destination)
                                .correctChecksumAtBuild(true)
                                .correctLengthAtBuild(true)
                                .payloadBuilder(transport);
        final EtherType type = isIpv6 ? EtherType.IPV6 : EtherType.IPV4;
        final EthernetPacket.Builder ethernet =
                new EthernetPacket.Builder().srcAddr(MAC).dstAddr(MAC).paddingAtBuild(true);
        return (isTagged
                        ? ethernet.type(EtherType.DOT1Q_VLAN_TAGGED_FRAMES)
                                .payloadBuilder(
                                        new Dot1qVlanTagPacket.Builder()
                                                .vid((short) 42)
                                                .type(type)
                                                .payloadBuilder(ip))
                        : ethernet.type(type).payloadBuilder(ip))
                .build()
                .getRawData();
    }

    static List<Path> captures() throws IOException {
        final List<Path> found = new ArrayList<>();
        if (Files.isDirectory(Path.of(SAMPLES))) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(Path.of(SAMPLES), "*.pcap")) {
                files.forEach(found::add);
            }
        }
        found.sort(null);
        return found;
    }

    /** Without captures the list would be empty, which JUnit takes for a mistake. */
    static Stream<Path> capturesOrNone() throws IOException {
        final List<Path> found = captures();
        return found.isEmpty() ? Stream.of(Path.of(SAMPLES)) : found.stream();
    }

    @ParameterizedTest
    @MethodSource("capturesOrNone")
    void capturesAreReadAlike(final Path capture) throws IOException {
        assumeTrue(Files.isRegularFile(capture), () -> "skipped: no captures in " + capture);
        final List<byte[]> frames = EthernetPcap.read(capture, 20_000);
        assumeTrue(frames != null, () -> "skipped: not Ethernet: " + capture);
        int compared = 0;
        for (final byte[] frame : frames) {
            compared += agrees(frame) ? 1 : 0;
        }
        assertThat(compared).as("frames that pcap4j decodes").isPositive();
    }

    /** Compares the two; false where pcap4j finds no IP, which is no statement. */
    private static boolean agrees(final byte[] frame) {
        final org.pcap4j.packet.Packet decoded;
        try {
            decoded = EthernetPacket.newPacket(frame, 0, frame.length);
        } catch (final IllegalRawDataException e) {
            return false;
        }
        final IpV4Packet ipv4 = decoded.get(IpV4Packet.class);
        final IpV6Packet ipv6 = decoded.get(IpV6Packet.class);
        final boolean isIpv4 = outermost(decoded, ipv4, ipv6);
        final Packet packet = Frames.packet(frame);
        if (isIpv4) {
            final IpV4Packet.IpV4Header header = ipv4.getHeader();
            assertThat(packet.ipVersion()).isEqualTo(4);
            assertThat(address(packet, packet.sourceAddressOffset()))
                    .isEqualTo(header.getSrcAddr().getAddress());
            assertThat(address(packet, packet.destinationAddressOffset()))
                    .isEqualTo(header.getDstAddr().getAddress());
            assertThat(packet.protocol()).isEqualTo(header.getProtocol().value() & 0xff);
            assertThat(packet.isFragment())
                    .isEqualTo(header.getMoreFragmentFlag() || header.getFragmentOffset() != 0);
            assertThat(packet.fragmentOffset())
                    .isEqualTo(packet.isFragment() ? header.getFragmentOffset() * 8 : 0);
            assertPorts(packet, ipv4.getPayload());
            return true;
        }
        if (ipv6 != null) {
            final IpV6Packet.IpV6Header header = ipv6.getHeader();
            assertThat(packet.ipVersion()).isEqualTo(6);
            assertThat(address(packet, packet.sourceAddressOffset()))
                    .isEqualTo(header.getSrcAddr().getAddress());
            assertThat(address(packet, packet.destinationAddressOffset()))
                    .isEqualTo(header.getDstAddr().getAddress());
            if (ipv6.getPayload() instanceof IpV6ExtFragmentPacket) {
                assertThat(packet.isFragment()).isTrue();
            }
            assertPorts(packet, ipv6.getPayload());
            return true;
        }
        return false;
    }

    private static boolean outermost(
            final org.pcap4j.packet.Packet decoded, final IpV4Packet ipv4, final IpV6Packet ipv6) {
        if (ipv4 == null || ipv6 == null) {
            return ipv4 != null;
        }
        for (final org.pcap4j.packet.Packet layer : decoded) {
            if (layer instanceof IpV4Packet) {
                return true;
            }
            if (layer instanceof IpV6Packet) {
                return false;
            }
        }
        return false;
    }

    private static void assertPorts(final Packet packet, final org.pcap4j.packet.Packet payload) {
        if (payload instanceof TcpPacket tcp) {
            assertThat(packet.sourcePort()).isEqualTo(tcp.getHeader().getSrcPort().valueAsInt());
            assertThat(packet.destinationPort())
                    .isEqualTo(tcp.getHeader().getDstPort().valueAsInt());
            assertThat((packet.tcpFlags() & Packet.TCP_SYN) != 0)
                    .isEqualTo(tcp.getHeader().getSyn());
            assertThat((packet.tcpFlags() & Packet.TCP_FIN) != 0)
                    .isEqualTo(tcp.getHeader().getFin());
        } else if (payload instanceof UdpPacket udp) {
            assertThat(packet.sourcePort()).isEqualTo(udp.getHeader().getSrcPort().valueAsInt());
            assertThat(packet.destinationPort())
                    .isEqualTo(udp.getHeader().getDstPort().valueAsInt());
        } else if (payload instanceof SctpPacket sctp) {
            assertThat(packet.sourcePort()).isEqualTo(sctp.getHeader().getSrcPort().valueAsInt());
        } else if (payload instanceof FragmentedPacket || payload instanceof IcmpV4CommonPacket) {
            assertThat(packet.hasPorts()).isFalse();
        }
    }

    private static byte[] address(final Packet packet, final int offset) {
        final byte[] bytes = new byte[packet.addressLength()];
        packet.buffer().getBytes(offset, bytes);
        return bytes;
    }
}
