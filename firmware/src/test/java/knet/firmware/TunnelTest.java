package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import knet.firmware.check.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelTest {
    private static final int OUTER_A = 0xc0a80001;
    private static final int OUTER_B = 0xc0a80002;
    private static final int A = 0x0a000001;
    private static final int B = 0x0a000002;

    private static Frames outer(final int protocol) {
        return Frames.ethernet(Frames.IPV4).ipv4(protocol, OUTER_A, OUTER_B);
    }

    private static byte[] innerIpv4() {
        return Frames.bare().ipv4(6, A, B).tcp(7, 9, 0).toBytes();
    }

    private static byte[] innerEthernet() {
        return Frames.ethernet(Frames.IPV4).raw(innerIpv4()).toBytes();
    }

    private static void assertInnerTcp(final Frames frame) {
        final Packet packet = frame.toPacket();
        final Packet inner = packet.inner();
        assertThat(inner).isNotSameAs(packet);
        assertThat(inner.kind()).isEqualTo(PacketKind.IPV4_L4);
        assertThat(inner.sourceIpv4()).isEqualTo(A);
        assertThat(inner.destinationIpv4()).isEqualTo(B);
        assertThat(inner.ports()).isEqualTo(7 << 16 | 9);
        assertThat(packet.sourceIpv4()).as("the outer headers stay").isEqualTo(OUTER_A);
    }

    private static void assertNoTunnel(final Frames frame) {
        final Packet packet = frame.toPacket();
        assertThat(packet.encapsulated()).isNull();
        assertThat(packet.inner()).isSameAs(packet);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0000, 0x8000, 0x2000, 0x1000, 0xa000, 0x9000, 0x3000, 0xb000})
    void greWithAnyOfChecksumKeyAndSequence(final int flags) {
        final int optional = Integer.bitCount(flags) * 4;
        assertInnerTcp(outer(47).u16(flags).u16(0x0800).zeros(optional).raw(innerIpv4()));
        assertInnerTcp(outer(47).u16(flags).u16(0x6558).zeros(optional).raw(innerEthernet()));
        assertNoTunnel(outer(47).u16(flags).u16(0x0800).zeros(optional - 1 < 0 ? 0 : optional - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x4000, 0x0001, 0x2001, 0x0007})
    void greWithSourceRoutesOrOfAnotherVersionIsNotFollowed(final int flags) {
        assertNoTunnel(outer(47).u16(flags).u16(0x0800).zeros(4).raw(innerIpv4()));
    }

    @Test
    void greCarriesTagsAndMpls() {
        assertInnerTcp(outer(47).u16(0).u16(0x8847).u32(0x00010140).raw(innerIpv4()));
        assertNoTunnel(outer(47).u16(0).u16(0x88be).raw(innerIpv4()));
    }

    @Test
    void ipInIp() {
        assertInnerTcp(outer(4).raw(innerIpv4()));
        final Packet packet = outer(41).ipv6(17).udp(7, 9).toPacket();
        assertThat(packet.inner().kind()).isEqualTo(PacketKind.IPV6_L4);
        final Frames sixIn = Frames.ethernet(Frames.IPV6).ipv6(4).raw(innerIpv4());
        assertThat(sixIn.toPacket().inner().ports()).isEqualTo(7 << 16 | 9);
        assertNoTunnel(outer(4).ipv6(17).udp(7, 9));
        assertNoTunnel(outer(41).raw(innerIpv4()));
    }

    @Test
    void vxlan() {
        assertInnerTcp(outer(17).udp(5, 4789).hex("0800000000002a00").raw(innerEthernet()));
        assertNoTunnel(outer(17).udp(4789, 5).hex("0800000000002a00").raw(innerEthernet()));
        assertNoTunnel(outer(17).udp(5, 4789).hex("0000000000002a00").raw(innerEthernet()));
        assertNoTunnel(outer(17).udp(5, 4789).hex("08000000000000"));
    }

    @Test
    void geneveWithOptions() {
        assertInnerTcp(outer(17).udp(5, 6081).hex("0000655800002a00").raw(innerEthernet()));
        assertInnerTcp(outer(17).udp(5, 6081).hex("0300080000002a00").zeros(12).raw(innerIpv4()));
        assertNoTunnel(outer(17).udp(5, 6081).hex("0400080000002a00").zeros(15));
        assertNoTunnel(outer(17).udp(5, 6081).hex("4000655800002a00").raw(innerEthernet()));
    }

    @Test
    void gtpU() {
        assertInnerTcp(outer(17).udp(5, 2152).hex("30ff002800000001").raw(innerIpv4()));
        // A sequence number brings all four optional bytes; a next type without E is not one.
        assertInnerTcp(outer(17).udp(5, 2152).hex("32ff002c00000001000000c0").raw(innerIpv4()));
        // Two extension headers, of 4 and of 8 bytes.
        assertInnerTcp(
                outer(17)
                        .udp(5, 2152)
                        .hex("34ff003400000001" + "00000085" + "011000c0" + "0200000000000000")
                        .raw(innerIpv4()));
        // An extension header of length 0 would never end.
        assertNoTunnel(
                outer(17).udp(5, 2152).hex("34ff003400000001" + "00000085" + "00000085").zeros(40));
        // Echo request, version 0, GTP'.
        assertNoTunnel(outer(17).udp(5, 2152).hex("3201002c00000001").raw(innerIpv4()));
        assertNoTunnel(outer(17).udp(5, 2152).hex("10ff002800000001").raw(innerIpv4()));
        assertNoTunnel(outer(17).udp(5, 2152).hex("20ff002800000001").raw(innerIpv4()));
    }

    @Test
    void aFragmentIsNotFollowed() {
        assertNoTunnel(
                Frames.ethernet(Frames.IPV4)
                        .ipv4(5, 0x2000, 47, OUTER_A, OUTER_B)
                        .u16(0)
                        .u16(0x0800)
                        .raw(innerIpv4()));
    }

    @Test
    void aPacketThatCarriesNoIpOrAMalformedOneIsItsOwnInnermost() {
        assertNoTunnel(outer(47).u16(0).u16(0x0806).zeros(28));
        assertNoTunnel(outer(47).u16(0).u16(0x0800).raw(Arrays.copyOf(innerIpv4(), 19)));
        assertNoTunnel(outer(6).tcp(1, 2, 0));
        assertNoTunnel(Frames.ethernet(0x0806).zeros(28));
    }

    @Test
    void tunnelsInTunnelsAreFollowedToABound() {
        for (int tunnels = 1; tunnels <= Packet.MAX_TUNNELS + 2; tunnels++) {
            final Frames frame = outer(47);
            for (int i = 1; i < tunnels; i++) {
                frame.u16(0).u16(0x0800).ipv4(47, i, OUTER_B);
            }
            final Packet packet = frame.u16(0).u16(0x0800).raw(innerIpv4()).toPacket();
            final int expected = tunnels <= Packet.MAX_TUNNELS ? A : Packet.MAX_TUNNELS;
            assertThat(packet.inner().sourceIpv4()).as("%d tunnels", tunnels).isEqualTo(expected);
        }
    }

    @Test
    void theInnerViewFollowsItsPacketToTheNextFrame() {
        final Packet packet = outer(4).raw(innerIpv4()).toPacket();
        final Packet inner = packet.inner();
        final Packet other = outer(4).ipv4(17, B, A).udp(3, 4).toPacket();
        packet.wrap(other.buffer(), 0, other.length());
        assertThat(packet.inner()).isSameAs(inner);
        assertThat(inner.ports()).isEqualTo(3 << 16 | 4);
        packet.wrap(other.buffer(), 0, 30);
        assertThat(packet.inner()).isSameAs(packet);
    }
}
