package knet.firmware;

import static knet.firmware.check.Frames.IPV4;
import static knet.firmware.check.Frames.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import knet.firmware.check.Frames;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTest {
    private static final int A = 0x0a000001;
    private static final int B = 0x0a000002;

    @Test
    void readsEveryFieldOfPlainTcpOverIpv4() {
        final Packet packet =
                Frames.ethernet(IPV4).ipv4(6, A, B).tcp(4000, 80, 0x12).hex("c0ffee").toPacket();

        assertThat(packet.kind()).isEqualTo(PacketKind.IPV4_L4);
        assertThat(packet.l2Offset()).isZero();
        assertThat(packet.etherType()).isEqualTo(IPV4);
        assertThat(packet.ipVersion()).isEqualTo(4);
        assertThat(packet.protocol()).isEqualTo(Protocols.TCP);
        assertThat(packet.l3Offset()).isEqualTo(14);
        assertThat(packet.l4Offset()).isEqualTo(34);
        assertThat(packet.sourceIpv4()).isEqualTo(A);
        assertThat(packet.destinationIpv4()).isEqualTo(B);
        assertThat(packet.sourceWord(0)).isEqualTo(A);
        assertThat(packet.sourceWord(1)).isZero();
        assertThat(packet.sourceLow32()).isEqualTo(A);
        assertThat(packet.sourceAddressOffset()).isEqualTo(26);
        assertThat(packet.destinationAddressOffset()).isEqualTo(30);
        assertThat(packet.sourcePort()).isEqualTo(4000);
        assertThat(packet.destinationPort()).isEqualTo(80);
        assertThat(packet.ports()).isEqualTo(4000 << 16 | 80);
        assertThat(packet.tcpFlags()).isEqualTo(Packet.TCP_SYN | Packet.TCP_ACK);
        assertThat(packet.payloadOffset()).isEqualTo(54);
        assertThat(packet.payloadLength()).isEqualTo(3);
        assertThat(packet.vlanCount()).isZero();
        assertThat(packet.vlanId(0)).isEqualTo(-1);
        assertThat(packet.isFragment()).isFalse();
        assertThat(packet.inner()).isSameAs(packet);
    }

    @Test
    void readsEveryFieldOfUdpOverIpv6() {
        final byte[] source = Frames.address6(0x01020304);
        final byte[] destination = Frames.address6(0x05060708);
        final Packet packet =
                Frames.ethernet(IPV6)
                        .u32(0x6ab12345)
                        .u16(12)
                        .u8(17)
                        .u8(64)
                        .raw(source)
                        .raw(destination)
                        .udp(1000, 2000)
                        .hex("01020304")
                        .zeros(10)
                        .toPacket();

        assertThat(packet.kind()).isEqualTo(PacketKind.IPV6_L4);
        assertThat(packet.ipVersion()).isEqualTo(6);
        assertThat(packet.trafficClass()).isEqualTo(0xab);
        assertThat(packet.flowLabel()).isEqualTo(0x12345);
        assertThat(packet.addressLength()).isEqualTo(16);
        assertThat(packet.sourceWord(0)).isEqualTo(0x20010db8);
        assertThat(packet.sourceWord(3)).isEqualTo(0x01020304);
        assertThat(packet.sourceWord(4)).isZero();
        assertThat(packet.sourceLow32()).isEqualTo(0x01020304);
        assertThat(packet.destinationWord(3)).isEqualTo(0x05060708);
        assertThat(packet.sourceIpv4()).isZero();
        assertThat(packet.ports()).isEqualTo(1000 << 16 | 2000);
        assertThat(packet.payloadLength()).as("without the ten bytes of padding").isEqualTo(4);
    }

    @Test
    void aViewThatWasNeverWrappedIsEmpty() {
        final Packet packet = new Packet();
        assertThat(packet.kind()).isEqualTo(PacketKind.NON_IP);
        assertThat(packet.length()).isZero();
        assertThat(packet.sourcePort()).isEqualTo(-1);
    }

    @Test
    void aRangeOutsideItsBufferIsRefused() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[60]);
        assertThatThrownBy(() -> new Packet().wrap(buffer, 10, 51))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new Packet().wrap(buffer, -1, 20))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 13})
    void aFrameShorterThanEthernetIsNotIp(final int length) {
        final Packet packet = Frames.packet(Arrays.copyOf(Frames.ethernet(IPV4).toBytes(), length));
        assertThat(packet.kind()).isEqualTo(PacketKind.NON_IP);
        assertThat(packet.l2Offset()).isEqualTo(-1);
        assertThat(packet.etherType()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8100, 0x88a8, 0x9100})
    void tagsAreSkipped(final int type) {
        final Packet packet =
                Frames.ethernetWithoutType()
                        .tag(type, 0x6123)
                        .tag(0x8100, 7)
                        .u16(IPV4)
                        .ipv4(17, A, B)
                        .udp(1, 2)
                        .toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.IPV4_L4);
        assertThat(packet.vlanCount()).isEqualTo(2);
        assertThat(packet.vlanId(0)).isEqualTo(0x123);
        assertThat(packet.vlanPriority(0)).isEqualTo(3);
        assertThat(packet.vlanId(1)).isEqualTo(7);
        assertThat(packet.vlanId(2)).isEqualTo(-1);
        assertThat(packet.l3Offset()).isEqualTo(22);
    }

    @Test
    void eightTagsAreSkippedAndNineAreNotIp() {
        final Frames eight = Frames.ethernetWithoutType();
        final Frames nine = Frames.ethernetWithoutType();
        for (int i = 0; i < 9; i++) {
            nine.tag(0x8100, i);
            if (i < 8) {
                eight.tag(0x8100, i);
            }
        }
        assertThat(eight.u16(IPV4).ipv4(6, A, B).ports(1, 2).toPacket().kind())
                .isEqualTo(PacketKind.IPV4_L4);
        final Packet packet = nine.u16(IPV4).ipv4(6, A, B).ports(1, 2).toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.NON_IP);
        assertThat(packet.vlanCount()).isEqualTo(8);
    }

    @Test
    void aCutTagIsNotIp() {
        final byte[] frame =
                Frames.ethernetWithoutType().tag(0x8100, 5).u16(IPV4).ipv4(6, A, B).toBytes();
        assertThat(Frames.packet(Arrays.copyOf(frame, 17)).kind()).isEqualTo(PacketKind.NON_IP);
        assertThat(Frames.packet(Arrays.copyOf(frame, 17)).vlanCount()).isZero();
        // One byte more, and it says IPv4, of which nothing is there.
        assertThat(Frames.packet(Arrays.copyOf(frame, 18)).kind()).isEqualTo(PacketKind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8847, 0x8848})
    void mplsIsFollowedToTheBottomOfTheStack(final int type) {
        final Frames stack = Frames.ethernet(type).u32(0x00010040).u32(0x00020040);
        final byte[] labels = stack.u32(0x00030140).toBytes();

        assertThat(Frames.bare().raw(labels).ipv4(6, A, B).ports(1, 2).toPacket().kind())
                .isEqualTo(PacketKind.IPV4_L4);
        assertThat(Frames.bare().raw(labels).ipv6(17).ports(1, 2).toPacket().kind())
                .isEqualTo(PacketKind.IPV6_L4);
        assertThat(Frames.bare().raw(labels).toPacket().kind()).isEqualTo(PacketKind.NON_IP);
        assertThat(Frames.bare().raw(labels).u32(0).toPacket().kind()).isEqualTo(PacketKind.NON_IP);
        assertThat(Frames.bare().raw(labels).u8(0x45).toPacket().kind())
                .isEqualTo(PacketKind.MALFORMED);
        assertThat(Frames.packet(Arrays.copyOf(labels, labels.length - 1)).kind())
                .as("no bottom of the stack")
                .isEqualTo(PacketKind.NON_IP);
    }

    @Test
    void pppoeSessionsCarryIpv4OrIpv6() {
        final Frames ipv4 = Frames.ethernet(0x8864).hex("110000010000").u16(0x0021);
        assertThat(ipv4.ipv4(6, A, B).ports(1, 2).toPacket().kind()).isEqualTo(PacketKind.IPV4_L4);
        final Frames ipv6 = Frames.ethernet(0x8864).hex("110000010000").u16(0x0057);
        assertThat(ipv6.ipv6(6).ports(1, 2).toPacket().kind()).isEqualTo(PacketKind.IPV6_L4);
        final Frames lcp = Frames.ethernet(0x8864).hex("110000010000").u16(0xc021);
        assertThat(lcp.zeros(60).toPacket().kind()).isEqualTo(PacketKind.NON_IP);
        assertThat(Frames.ethernet(0x8864).hex("11000001000000").toPacket().kind())
                .isEqualTo(PacketKind.NON_IP);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0806, 0x88cc, 0x0026, 0x8863, 0x0000, 0xffff})
    void otherEtherTypesAreNotIp(final int type) {
        assertThat(Frames.ethernet(type).ipv4(6, A, B).ports(1, 2).toPacket().kind())
                .isEqualTo(PacketKind.NON_IP);
    }
}
