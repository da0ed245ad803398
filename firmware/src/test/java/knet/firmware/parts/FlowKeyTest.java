package knet.firmware.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import knet.firmware.Protocols;
import knet.firmware.check.Frames;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FlowKeyTest {
    private static final byte[] A = Frames.address6(0x11);
    private static final byte[] B = Frames.address6(0xee);

    private static FlowKey ipv4(final int source, final int destination, final int ports) {
        return key(Frames.ethernet(Frames.IPV4).ipv4(6, source, destination).u32(ports));
    }

    private static FlowKey ipv6(final byte[] source, final byte[] destination, final int ports) {
        return key(Frames.ethernet(Frames.IPV6).ipv6(17, source, destination).u32(ports));
    }

    private static FlowKey key(final Frames frame) {
        final FlowKey key = new FlowKey();
        assertThat(key.load(frame.toPacket())).isTrue();
        return key;
    }

    private static String hex(final FlowKey key) {
        final byte[] bytes = new byte[FlowKey.MAX_LENGTH];
        return HexFormat.of().formatHex(bytes, 0, key.putBytes(bytes));
    }

    @Test
    void takesAddressesPortsAndProtocol() {
        final FlowKey key = ipv4(0x0a000001, 0xc0a80102, 0x12345678);
        assertThat(hex(key)).isEqualTo("0a000001" + "c0a80102" + "12345678");
        assertThat(key.protocol()).isEqualTo(Protocols.TCP);
        assertThat(key.ipVersion()).isEqualTo(4);
        assertThat(key.hasPorts()).isTrue();
        final HexFormat hex = HexFormat.of();
        assertThat(hex(ipv6(A, B, 0x00350036)))
                .isEqualTo(hex.formatHex(A) + hex.formatHex(B) + "00350036");
    }

    @Test
    void whatHasNoPortsHasPortsOfZero() {
        final FlowKey fragment =
                key(Frames.ethernet(Frames.IPV4).ipv4(5, 0x2000, 6, 1, 2).u32(0x12345678));
        assertThat(hex(fragment)).isEqualTo("00000001" + "00000002" + "00000000");
        assertThat(fragment.hasPorts()).isFalse();
        assertThat(new FlowKey().load(Frames.ethernet(0x0806).zeros(40).toPacket())).isFalse();
    }

    @Property
    void reversingIsWhatTheOtherDirectionHas(
            @ForAll final int source, @ForAll final int destination, @ForAll final int ports) {
        final FlowKey key = ipv4(source, destination, ports);
        key.reverse();
        final FlowKey other = ipv4(destination, source, Integer.rotateLeft(ports, 16));
        assertThat(hex(key)).isEqualTo(hex(other));
        assertThat(key.hash64()).isEqualTo(other.hash64());
        final long[] words = new long[5];
        other.putWords(words, 0);
        assertThat(key.equalsWords(words, 0)).isTrue();
    }

    @Property
    void bothDirectionsSortFoldAndMergeAlike(
            @ForAll final int source, @ForAll final int destination, @ForAll final int ports) {
        for (final Symmetry symmetry : Symmetry.values()) {
            final FlowKey key = ipv4(source, destination, ports);
            final FlowKey other = ipv4(destination, source, Integer.rotateLeft(ports, 16));
            symmetry.apply(key);
            symmetry.apply(other);
            if (symmetry != Symmetry.NONE) {
                assertThat(hex(key)).as(symmetry.toString()).isEqualTo(hex(other));
            }
        }
    }

    @Test
    void theSmallerEndpointComesFirst() {
        final FlowKey byAddress = ipv4(0xc0000001, 0x0a000001, 0x00500001);
        byAddress.sort();
        assertThat(hex(byAddress)).isEqualTo("0a000001" + "c0000001" + "00010050");
        final FlowKey byPort = ipv4(7, 7, 0xffff0050);
        byPort.sort();
        assertThat(hex(byPort)).isEqualTo("00000007" + "00000007" + "0050ffff");
        final FlowKey six = ipv6(B, A, 0x00010002);
        six.sort();
        assertThat(hex(six)).isEqualTo(hex(ipv6(A, B, 0x00020001)));
    }

    @Test
    void xorStandsInBothPlacesAndOrInTheFirst() {
        final FlowKey xor = ipv4(0x0a000003, 0x0a000005, 0x00500051);
        xor.xor();
        assertThat(hex(xor)).isEqualTo("00000006" + "00000006" + "00010001");
        final FlowKey orXor = ipv4(0x0a000003, 0x0a000005, 0x00500051);
        orXor.orXor();
        assertThat(hex(orXor)).isEqualTo("0a000007" + "00000006" + "00510001");
        final FlowKey six = ipv6(A, B, 0);
        six.xor();
        assertThat(hex(six)).isEqualTo(("0".repeat(30) + "ff").repeat(2) + "00000000");
    }

    @Test
    void flowsDifferInTheirProtocolToo() {
        final FlowKey tcp = ipv4(1, 2, 3);
        final FlowKey udp = key(Frames.ethernet(Frames.IPV4).ipv4(Protocols.UDP, 1, 2).u32(3));
        final FlowKey fragment = key(Frames.ethernet(Frames.IPV4).ipv4(5, 1, 6, 1, 2).u32(0));
        assertThat(tcp.hash64()).isNotEqualTo(udp.hash64()).isNotEqualTo(fragment.hash64());
    }
}
