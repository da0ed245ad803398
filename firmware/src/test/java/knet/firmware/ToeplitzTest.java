package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import knet.firmware.check.Frames;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToeplitzTest {
    private final Toeplitz toeplitz = new Toeplitz(Toeplitz.defaultKey());
    private final Toeplitz symmetric = new Toeplitz(Toeplitz.symmetricKey());

    static List<RssVectors.Vector> vectors() {
        return RssVectors.ALL;
    }

    /** The definition, bit by bit: a window of 32 bits slides over the key. */
    private static int byDefinition(final byte[] key, final byte[] input) {
        int hash = 0;
        for (int bit = 0; bit < input.length * 8; bit++) {
            if (bit(input, bit)) {
                int window = 0;
                for (int i = 0; i < 32; i++) {
                    window = window << 1 | (bit(key, bit + i) ? 1 : 0);
                }
                hash ^= window;
            }
        }
        return hash;
    }

    private static boolean bit(final byte[] bytes, final int index) {
        return (bytes[index >> 3] & 0x80 >> (index & 7)) != 0;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void givesTheDatasheetsHashes(final RssVectors.Vector vector) {
        for (final int protocol : new int[] {Protocols.TCP, Protocols.UDP, Protocols.SCTP}) {
            final Packet packet = Frames.packet(vector.frame(protocol));
            assertThat(toeplitz.hash(packet, true)).isEqualTo(vector.portsHash());
            assertThat(toeplitz.hash(packet, false)).isEqualTo(vector.addressesHash());
        }
    }

    @Property
    void lookingUpEqualsTheDefinition(
            @ForAll @Size(Toeplitz.KEY_LENGTH) final byte[] key,
            @ForAll @Size(max = Toeplitz.MAX_INPUT_LENGTH) final byte[] input) {
        assertThat(new Toeplitz(key).hash(new UnsafeBuffer(input), 0, input.length))
                .isEqualTo(byDefinition(key, input));
    }

    @Property
    void ofAPacketItEqualsTheDefinitionOverItsAddressesAndPorts(
            @ForAll @Size(Toeplitz.KEY_LENGTH) final byte[] key,
            @ForAll @Size(16) final byte[] source,
            @ForAll @Size(16) final byte[] destination,
            @ForAll final int ports,
            @ForAll final boolean isIpv6) {
        final ByteBuffer input = ByteBuffer.allocate(isIpv6 ? 36 : 12);
        final Packet packet;
        if (isIpv6) {
            input.put(source).put(destination);
            packet =
                    Frames.ethernet(Frames.IPV6)
                            .ipv6(17, source, destination)
                            .u32(ports)
                            .toPacket();
        } else {
            final int from = ByteBuffer.wrap(source).getInt();
            final int to = ByteBuffer.wrap(destination).getInt();
            input.putInt(from).putInt(to);
            packet = Frames.ethernet(Frames.IPV4).ipv4(6, from, to).u32(ports).toPacket();
        }
        final byte[] addresses = Arrays.copyOf(input.array(), input.position());
        input.putInt(ports);
        final Toeplitz hash = new Toeplitz(key);
        assertThat(hash.hash(packet, true)).isEqualTo(byDefinition(key, input.array()));
        assertThat(hash.hash(packet, false)).isEqualTo(byDefinition(key, addresses));
    }

    @Property
    void theSymmetricKeyHashesBothDirectionsAlike(
            @ForAll @Size(16) final byte[] a,
            @ForAll @Size(16) final byte[] b,
            @ForAll final short portA,
            @ForAll final short portB) {
        final int forth = hashOfIpv6(a, b, portA, portB);
        assertThat(hashOfIpv6(b, a, portB, portA)).isEqualTo(forth);
        assertThat(forth >>> 16).as("the halves of the hash").isEqualTo(forth & 0xffff);
    }

    private int hashOfIpv6(
            final byte[] source, final byte[] destination, final int from, final int to) {
        final Packet packet =
                Frames.ethernet(Frames.IPV6)
                        .ipv6(17, source, destination)
                        .ports(from, to)
                        .toPacket();
        return symmetric.hash(packet, true);
    }

    @Property
    void theSymmetricKeyHashesBothDirectionsOfIpv4Alike(
            @ForAll final int a,
            @ForAll final int b,
            @ForAll final short portA,
            @ForAll final short portB) {
        final Packet forth =
                Frames.ethernet(Frames.IPV4).ipv4(6, a, b).ports(portA, portB).toPacket();
        final Packet back =
                Frames.ethernet(Frames.IPV4).ipv4(6, b, a).ports(portB, portA).toPacket();
        final int hash = symmetric.hash(forth, true);
        assertThat(symmetric.hash(back, true)).isEqualTo(hash);
        assertThat(symmetric.hash(back, false)).isEqualTo(symmetric.hash(forth, false));
        assertThat(hash >>> 16).isEqualTo(hash & 0xffff);
    }

    @Test
    void theDefaultKeyIsNotSymmetric() {
        final RssVectors.Vector vector = RssVectors.ALL.get(0);
        final Packet back =
                Frames.ethernet(Frames.IPV4)
                        .ipv4(6, 0xa18e6450, 0x420995bb)
                        .ports(vector.destinationPort(), vector.sourcePort())
                        .toPacket();
        assertThat(toeplitz.hash(back, true)).isNotEqualTo(vector.portsHash());
    }

    @Test
    void whatIsNotIpHashesToZero() {
        assertThat(toeplitz.hash(Frames.ethernet(0x0806).zeros(46).toPacket(), false)).isZero();
    }

    @Test
    void refusesWrongLengths() {
        assertThatThrownBy(() -> new Toeplitz(new byte[39]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("39");
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        assertThatThrownBy(() -> toeplitz.hash(buffer, 0, 37)).hasMessageContaining("37");
        assertThatThrownBy(() -> toeplitz.hash(buffer, 0, -1)).hasMessageContaining("-1");
    }
}
