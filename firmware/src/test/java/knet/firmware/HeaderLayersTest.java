package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import knet.firmware.check.Frames;
import org.junit.jupiter.api.Test;

/** Headers in words: what is where in a frame. */
class HeaderLayersTest {
    private static List<String> lines(final Packet packet) {
        return HeaderLayers.of(packet).stream()
                .map(
                        layer ->
                                layer.depth()
                                        + " "
                                        + layer.name()
                                        + " @"
                                        + layer.offset()
                                        + "+"
                                        + layer.length()
                                        + " "
                                        + layer.text())
                .toList();
    }

    @Test
    void tagsAndTcp() {
        final Packet packet =
                Frames.ethernetWithoutType()
                        .tag(0x88a8, 0x2005)
                        .tag(0x8100, 7)
                        .u16(Frames.IPV4)
                        .ipv4(6, 0x0a000001, 0xc0a80002)
                        .tcp(80, 1234, Packet.TCP_SYN | Packet.TCP_ACK)
                        .toPacket();
        assertThat(lines(packet))
                .containsExactly(
                        "0 Ethernet @0+14 02:00:00:00:00:02 > 02:00:00:00:00:01",
                        "0 VLAN tag @12+4 id 5, priority 1, type 0x88a8",
                        "0 VLAN tag @16+4 id 7, priority 0, type 0x8100",
                        "0 EtherType @20+2 0x0800",
                        "0 IPv4 @22+20 10.0.0.1 > 192.168.0.2, protocol TCP, not a fragment",
                        "0 TCP @42+20 ports 80 > 1234, flags SYN ACK");
    }

    @Test
    void fragmentsSayWhichTheyAre() {
        assertThat(
                        lines(
                                Frames.ethernet(Frames.IPV4)
                                        .ipv4(5, 0x2000, 17, 1, 2)
                                        .udp(1, 2)
                                        .toPacket()))
                .anyMatch(
                        line ->
                                line.contains(
                                        "a fragment: the first, data from byte 0 on, more follow,"
                                                + " identification 0x1234"))
                .anyMatch(line -> line.contains("its ports are not used"));
        assertThat(lines(Frames.ethernet(Frames.IPV4).ipv4(5, 185, 17, 1, 2).udp(1, 2).toPacket()))
                .anyMatch(
                        line ->
                                line.contains(
                                        "a fragment: not the first, data from byte 1480 on, the"
                                                + " last"))
                .noneMatch(line -> line.contains("UDP @"));
    }

    @Test
    void whatATunnelCarriesIsADepthFurtherIn() {
        final Packet packet =
                Frames.ethernet(Frames.IPV4)
                        .ipv4(47, 1, 2)
                        .u16(0)
                        .u16(Frames.IPV6)
                        .ipv6(17)
                        .udp(1, 53)
                        .toPacket();
        assertThat(packet.tunnelName()).isEqualTo("GRE");
        assertThat(lines(packet))
                .contains(
                        "0 GRE tunnel @34+4 what it carries follows",
                        "1 IPv6 @38+40 2001:db8::1 > 2001:db8::2, protocol UDP, not a fragment")
                .anyMatch(line -> line.startsWith("1 UDP @78+"));
    }

    @Test
    void whatIsNoIpIsSaid() {
        assertThat(lines(Frames.ethernet(0x0806).zeros(30).toPacket()))
                .endsWith("0 non-ip @0+-1 nothing leads to IP");
        assertThat(lines(Frames.ethernet(Frames.IPV4).u8(0x45).toPacket()))
                .endsWith("0 malformed @0+-1 says that it is IP, but the header is cut or wrong");
        assertThat(lines(Frames.bare().zeros(5).toPacket()))
                .containsExactly("0 frame @0+5 too short for an Ethernet header");
    }

    /** Whatever is in a frame: no exception, and no layer begins behind its end. */
    @Test
    void anyBytesAreDescribed() {
        final SplittableRandom random = new SplittableRandom(11);
        final byte[] base =
                Frames.ethernet(Frames.IPV4)
                        .ipv4(17, 1, 2)
                        .udp(1, 4789)
                        .hex("0800000000000100")
                        .hex("020000000001020000000002")
                        .u16(Frames.IPV6)
                        .ipv6(6)
                        .tcp(1234, 443, 16)
                        .toBytes();
        for (int i = 0; i < 50_000; i++) {
            final byte[] frame = java.util.Arrays.copyOf(base, random.nextInt(base.length + 1));
            for (int flip = random.nextInt(4); flip > 0 && frame.length > 0; flip--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            for (final HeaderLayer layer : HeaderLayers.of(Frames.packet(frame))) {
                assertThat(layer.offset()).isBetween(0, frame.length);
            }
        }
    }
}
