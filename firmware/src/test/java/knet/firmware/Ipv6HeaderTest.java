package knet.firmware;

import static knet.firmware.check.Frames.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import knet.firmware.check.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6HeaderTest {
    /** Routing and destination options of 8 and 24 bytes, hop-by-hop of 16, AH of 24. */
    private static Frames chainOfFour(final int lastNext) {
        return Frames.ethernet(IPV6)
                .ipv6(0)
                .u8(43)
                .u8(1)
                .zeros(14)
                .u8(60)
                .u8(0)
                .zeros(6)
                .u8(51)
                .u8(2)
                .zeros(22)
                .u8(lastNext)
                .u8(4)
                .zeros(22);
    }

    private static Frames destinationOptions(final int count, final int lastNext) {
        final Frames frame = Frames.ethernet(IPV6).ipv6(count == 0 ? lastNext : 60);
        for (int i = 1; i <= count; i++) {
            frame.u8(i == count ? lastNext : 60).u8(0).zeros(6);
        }
        return frame;
    }

    @Test
    void theFixedHeaderMustBeThereAndSaySix() {
        final byte[] frame = Frames.ethernet(IPV6).ipv6(6).toBytes();
        for (int length = 14; length < frame.length; length++) {
            assertThat(Frames.packet(Arrays.copyOf(frame, length)).kind())
                    .isEqualTo(PacketKind.MALFORMED);
        }
        assertThat(Frames.packet(frame).kind()).isEqualTo(PacketKind.IPV6);
        frame[14] = 0x45;
        assertThat(Frames.packet(frame).kind()).isEqualTo(PacketKind.MALFORMED);
    }

    @Test
    void walksHopByHopRoutingDestinationOptionsAndAuthentication() {
        final Packet packet = chainOfFour(6).tcp(5, 6, Packet.TCP_SYN).toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.IPV6_L4);
        assertThat(packet.protocol()).isEqualTo(6);
        assertThat(packet.l4Offset()).isEqualTo(14 + 40 + 16 + 8 + 24 + 24);
        assertThat(packet.ports()).isEqualTo(5 << 16 | 6);
        assertThat(packet.tcpFlags()).isEqualTo(Packet.TCP_SYN);
    }

    @Test
    void aChainCutAnywhereLeavesTheAddresses() {
        final byte[] whole = chainOfFour(17).udp(5, 6).toBytes();
        for (int length = 54; length < whole.length - 4; length++) {
            final Packet packet = Frames.packet(Arrays.copyOf(whole, length));
            assertThat(packet.kind()).as("%d bytes", length).isEqualTo(PacketKind.IPV6);
            assertThat(packet.sourceWord(3)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, IPV6_L4", "15, IPV6_L4", "16, IPV6_L4", "17, IPV6", "40, IPV6"})
    void sixteenExtensionHeadersAreWalkedAtMost(final int count, final PacketKind kind) {
        final Packet packet = destinationOptions(count, 17).udp(1, 2).toPacket();
        assertThat(packet.kind()).isEqualTo(kind);
        if (kind == PacketKind.IPV6) {
            assertThat(packet.l4Offset()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 59, 58, 135, 139, 140, 253, 4})
    void espNoNextHeaderAndUnknownOnesEndTheWalk(final int next) {
        final Packet packet = destinationOptions(1, next).zeros(40).toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.IPV6);
        assertThat(packet.protocol()).isEqualTo(next);
        assertThat(packet.l4Offset()).isEqualTo(next == 59 ? -1 : 14 + 40 + 8);
    }

    @Test
    void aFragmentHeaderMakesAFragmentEvenAnAtomicOne() {
        final Packet packet =
                destinationOptions(1, 44).u8(17).u8(0).u16(0).u32(0xcafe).udp(1, 2).toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.IPV6_FRAGMENT);
        assertThat(packet.hasPorts()).isFalse();
        assertThat(packet.protocol()).isEqualTo(17);
        assertThat(packet.fragmentId()).isEqualTo(0xcafe);
        assertThat(packet.fragmentOffset()).isZero();
        assertThat(packet.hasMoreFragments()).isFalse();
        assertThat(packet.l4Offset()).isEqualTo(14 + 40 + 8 + 8);
    }

    @Test
    void aLaterFragmentHasNoTransportHeader() {
        final Packet packet =
                destinationOptions(0, 44).u8(6).u8(0).u16(0x0ff9).u32(7).tcp(1, 2, 2).toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.IPV6_FRAGMENT);
        assertThat(packet.fragmentOffset()).isEqualTo(0x0ff8);
        assertThat(packet.hasMoreFragments()).isTrue();
        assertThat(packet.l4Offset()).isEqualTo(-1);
        assertThat(packet.tcpFlags()).isZero();
    }

    @Test
    void aCutFragmentHeaderIsStillAFragment() {
        final Packet packet = destinationOptions(0, 44).zeros(7).toPacket();
        assertThat(packet.kind()).isEqualTo(PacketKind.IPV6_FRAGMENT);
        assertThat(packet.fragmentId()).isZero();
        assertThat(packet.fragmentOffset()).isZero();
        assertThat(packet.hasMoreFragments()).isFalse();
    }
}
