package knet.nic.checksum;

import static knet.driver.abi.RxDescriptor.IP_CHECKSUM_CHECKED;
import static knet.driver.abi.RxDescriptor.IP_CHECKSUM_GOOD;
import static knet.driver.abi.RxDescriptor.L4_CHECKSUM_CHECKED;
import static knet.driver.abi.RxDescriptor.L4_CHECKSUM_GOOD;
import static knet.driver.abi.RxDescriptor.L4_CHECKSUM_OFFLOADED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Random;
import knet.firmware.Packet;
import knet.nic.Frames;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against frames whose checksums pcap4j made. */
class ChecksumUnitTest {
    private static final int IP_GOOD = IP_CHECKSUM_CHECKED | IP_CHECKSUM_GOOD;
    private static final int L4_GOOD = L4_CHECKSUM_CHECKED | L4_CHECKSUM_GOOD;
    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int IPV6 = 40;

    private final ChecksumUnit unit = new ChecksumUnit();
    private final Packet packet = new Packet();

    private int verify(final byte[] frame) {
        return verify(frame, false);
    }

    private int verify(final byte[] frame, final boolean isTruncated) {
        packet.wrap(new UnsafeBuffer(frame), 0, frame.length);
        return unit.verify(packet, isTruncated);
    }

    private static byte[] with(final byte[] frame, final int at, final int... values) {
        final byte[] copy = frame.clone();
        for (int i = 0; i < values.length; i++) {
            copy[at + i] = (byte) values[i];
        }
        return copy;
    }

    private static byte[] inserted(final byte[] frame, final int at, final int... values) {
        final byte[] longer = new byte[frame.length + values.length];
        System.arraycopy(frame, 0, longer, 0, at);
        System.arraycopy(frame, at, longer, at + values.length, frame.length - at);
        return with(longer, at, values);
    }

    private static byte[] vlan(final byte[] frame) {
        return inserted(frame, 12, 0x81, 0, 0, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 31, 32, 33, 1459, 1460})
    void findsGoodOnes(final int payloadBytes) {
        assertThat(verify(Frames.tcp4(payloadBytes))).isEqualTo(IP_GOOD | L4_GOOD);
        assertThat(verify(Frames.udp4(payloadBytes))).isEqualTo(IP_GOOD | L4_GOOD);
        assertThat(verify(Frames.tcp6(payloadBytes))).isEqualTo(L4_GOOD);
        assertThat(verify(Frames.udp6(payloadBytes))).isEqualTo(L4_GOOD);
        assertThat(verify(vlan(Frames.tcp4(payloadBytes)))).isEqualTo(IP_GOOD | L4_GOOD);
        assertThat(verify(vlan(vlan(Frames.udp6(payloadBytes))))).isEqualTo(L4_GOOD);
    }

    @Test
    void anyBitThatFlipsIsFound() {
        final byte[] frame = Frames.tcp4(101);
        final int l4 = ETHERNET + IPV4;
        for (int at = l4; at < frame.length; at++) {
            if (at == l4 + 12) {
                continue; // The data offset: then it is another packet.
            }
            final int flags = verify(with(frame, at, frame[at] ^ 0x10));
            assertThat(flags).as("byte %d", at).isEqualTo(IP_GOOD | L4_CHECKSUM_CHECKED);
        }
    }

    @Test
    void aBadHeaderChecksumIsFoundByItself() {
        final byte[] frame = Frames.udp4(40);
        final byte[] otherTtl = with(frame, ETHERNET + 8, 63);
        assertThat(verify(otherTtl)).isEqualTo(IP_CHECKSUM_CHECKED | L4_GOOD);
    }

    @Test
    void udpWithoutAChecksumIsGoodOverIpv4Alone() {
        assertThat(verify(with(Frames.udp4(40), ETHERNET + IPV4 + 6, 0, 0)))
                .isEqualTo(IP_GOOD | L4_GOOD);
        assertThat(verify(with(Frames.udp6(40), ETHERNET + IPV6 + 6, 0, 0)))
                .isEqualTo(L4_CHECKSUM_CHECKED);
    }

    /** Adds 16-bit words one by one, as RFC 1071's text says: not the code under test. */
    private static int pseudoHeaderSum(
            final byte[] frame, final int at, final int bytes, final int protocol, final int l4) {
        long sum = protocol + l4;
        for (int i = at; i < at + bytes; i += 2) {
            sum += (frame[i] & 0xFF) << 8 | frame[i + 1] & 0xFF;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) sum;
    }

    @Test
    void findsWhatASendingHostLeftToItsNic() {
        final byte[] tcp4 = Frames.tcp4(500);
        final int sum4 = pseudoHeaderSum(tcp4, ETHERNET + 12, 8, 6, 520);
        assertThat(verify(with(tcp4, ETHERNET + IPV4 + 16, sum4 >>> 8, sum4)))
                .isEqualTo(IP_GOOD | L4_CHECKSUM_CHECKED | L4_CHECKSUM_OFFLOADED);
        final byte[] udp6 = Frames.udp6(500);
        final int sum6 = pseudoHeaderSum(udp6, ETHERNET + 8, 32, 17, 508);
        assertThat(verify(with(udp6, ETHERNET + IPV6 + 6, sum6 >>> 8, sum6)))
                .isEqualTo(L4_CHECKSUM_CHECKED | L4_CHECKSUM_OFFLOADED);
    }

    @Test
    void saysNothingAboutTransportInFragmentsAndTruncatedFrames() {
        assertThat(verify(with(Frames.tcp4(40), ETHERNET + 6, 0x20)))
                .isEqualTo(IP_CHECKSUM_CHECKED);
        assertThat(verify(Frames.tcp4(40), true)).isEqualTo(IP_GOOD);
        assertThat(verify(Frames.tcp6(40), true)).isZero();
        final byte[] cut = Arrays.copyOf(Frames.tcp4(400), 200);
        assertThat(verify(cut)).isEqualTo(IP_GOOD);
    }

    @Test
    void paddingIsNotSummed() {
        final byte[] padded = Frames.udp4(2);
        assertThat(padded).hasSize(60);
        assertThat(verify(with(padded, 58, 1, 2))).isEqualTo(IP_GOOD | L4_GOOD);
    }

    @Test
    void aUdpLengthThatDoesNotFitIsBad() {
        final byte[] frame = Frames.udp4(40);
        assertThat(verify(with(frame, ETHERNET + IPV4 + 4, 0, 7)))
                .isEqualTo(IP_GOOD | L4_CHECKSUM_CHECKED);
        assertThat(verify(with(frame, ETHERNET + IPV4 + 4, 0, 49)))
                .isEqualTo(IP_GOOD | L4_CHECKSUM_CHECKED);
    }

    @Test
    void goesPastExtensionHeadersButNotAlongARoute() {
        final byte[] plain = Frames.tcp6(40);
        final int payloadLength = 40 + 20 + 8;
        final byte[] longer = with(plain, ETHERNET + 4, 0, payloadLength);
        // Destination options (60): 8 bytes, TCP (6) follows.
        final byte[] options =
                inserted(with(longer, ETHERNET + 6, 60), ETHERNET + IPV6, 6, 0, 1, 4, 0, 0, 0, 0);
        assertThat(verify(options)).isEqualTo(L4_GOOD);
        // Routing (43), type 4, segments left 0: it has arrived.
        final byte[] arrived =
                inserted(with(longer, ETHERNET + 6, 43), ETHERNET + IPV6, 6, 0, 4, 0, 0, 0, 0, 0);
        assertThat(verify(arrived)).isEqualTo(L4_GOOD);
        assertThat(verify(with(arrived, ETHERNET + IPV6 + 3, 1))).isZero();
    }

    @Test
    void otherProtocolsAreNotLookedAt() {
        assertThat(verify(new byte[60])).isZero();
        assertThat(verify(new byte[0])).isZero();
        assertThat(verify(with(Frames.udp4(40), ETHERNET + 9, 1)) & ~IP_GOOD).isZero();
    }

    @Test
    void takesAnyBytes() {
        final Random random = new Random(71);
        final byte[][] seeds = {
            Frames.tcp4(30), Frames.tcp6(30), Frames.udp4(30), Frames.udp6(30), vlan(Frames.tcp6(9))
        };
        for (int i = 0; i < 20_000; i++) {
            final byte[] seed = seeds[random.nextInt(seeds.length)];
            final byte[] frame = Arrays.copyOf(seed, random.nextInt(seed.length + 1));
            for (int flips = random.nextInt(6); flips > 0 && frame.length > 0; flips--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> verify(frame))
                    .as("round %d of seed 71", i)
                    .doesNotThrowAnyException();
        }
    }
}
