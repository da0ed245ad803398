package knet.firmware;

import static knet.firmware.check.Frames.IPV4;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import knet.firmware.check.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4HeaderTest {
    private static final int A = 0x0a000001;
    private static final int B = 0x0a000002;

    @Test
    void aCutFixedHeaderIsMalformed() {
        final byte[] frame = Frames.ethernet(IPV4).ipv4(6, A, B).toBytes();
        for (int length = 14; length < frame.length; length++) {
            assertThat(Frames.packet(Arrays.copyOf(frame, length)).kind())
                    .isEqualTo(PacketKind.MALFORMED);
        }
        assertThat(Frames.packet(frame).kind()).isEqualTo(PacketKind.IPV4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x40, 0x44, 0x35, 0x50, 0x55, 0x65, 0xf5})
    void aWrongVersionOrHeaderLengthIsMalformed(final int first) {
        final byte[] frame = Frames.ethernet(IPV4).ipv4(6, A, B).tcp(1, 2, 0).toBytes();
        frame[14] = (byte) first;
        final Packet packet = Frames.packet(frame);
        assertThat(packet.kind()).isEqualTo(PacketKind.MALFORMED);
        assertThat(packet.isIp()).isFalse();
        assertThat(packet.sourceAddressOffset()).isEqualTo(-1);
        assertThat(packet.sourceLow32()).isZero();
    }

    @Test
    void portsFollowOptions() {
        final Packet packet =
                Frames.ethernet(IPV4).ipv4(15, 0, 17, A, B).zeros(40).udp(7, 9).toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.IPV4_L4);
        assertThat(packet.l4Offset()).isEqualTo(14 + 60);
        assertThat(packet.ports()).isEqualTo(7 << 16 | 9);
    }

    @Test
    void cutOptionsLeaveTheAddresses() {
        final Packet packet = Frames.ethernet(IPV4).ipv4(15, 0, 17, A, B).zeros(39).toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.IPV4);
        assertThat(packet.l4Offset()).isEqualTo(-1);
        assertThat(packet.sourceIpv4()).isEqualTo(A);
        final Packet fragment = Frames.ethernet(IPV4).ipv4(15, 0x2000, 17, A, B).toPacket();
        assertThat(fragment.kind()).isEqualTo(PacketKind.IPV4_FRAGMENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 17, 132})
    void portsCountOnlyIfAllFourBytesWereCaptured(final int protocol) {
        final Frames three = Frames.ethernet(IPV4).ipv4(protocol, A, B).hex("0a0b0c");
        assertThat(three.toPacket().kind()).isEqualTo(PacketKind.IPV4);
        assertThat(three.toPacket().l4Offset()).isEqualTo(34);
        assertThat(three.u8(0x0d).toPacket().kind()).isEqualTo(PacketKind.IPV4_L4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 47, 50, 51, 89, 136, 255})
    void otherProtocolsHaveNoPorts(final int protocol) {
        final Packet packet = Frames.ethernet(IPV4).ipv4(protocol, A, B).zeros(8).toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.IPV4);
        assertThat(packet.protocol()).isEqualTo(protocol);
        assertThat(packet.sourcePort()).isEqualTo(-1);
        assertThat(packet.ports()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0x2000, 0, true, 34",
        "0x2001, 8, true, -1",
        "0x0001, 8, false, -1",
        "0x1fff, 65528, false, -1",
        "0xffff, 65528, true, -1"
    })
    void moreFragmentsOrAnOffsetMakeAFragment(
            final String word, final int offset, final boolean more, final int l4Offset) {
        final Packet packet =
                Frames.ethernet(IPV4).ipv4(5, Integer.decode(word), 17, A, B).udp(1, 2).toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.IPV4_FRAGMENT);
        assertThat(packet.isFragment()).isTrue();
        assertThat(packet.hasPorts()).isFalse();
        assertThat(packet.sourcePort()).isEqualTo(-1);
        assertThat(packet.fragmentOffset()).isEqualTo(offset);
        assertThat(packet.hasMoreFragments()).isEqualTo(more);
        assertThat(packet.fragmentId()).isEqualTo(0x1234);
        assertThat(packet.l4Offset()).isEqualTo(l4Offset);
        assertThat(packet.payloadOffset()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x4000, 0x8000, 0xc000})
    void dontFragmentAndTheReservedBitMakeNone(final int word) {
        final Packet packet = Frames.ethernet(IPV4).ipv4(5, word, 6, A, B).ports(1, 2).toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.IPV4_L4);
        assertThat(packet.fragmentOffset()).isZero();
        assertThat(packet.fragmentId()).isZero();
    }
}
