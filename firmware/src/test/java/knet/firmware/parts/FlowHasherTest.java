package knet.firmware.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareSpec;
import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.Protocols;
import knet.firmware.Toeplitz;
import knet.firmware.check.Frames;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowHasherTest {
    private static final int CASTAGNOLI = 0x82f63b78;
    private static final int IEEE = 0xedb88320;

    private static FlowHasher hasher(final String parameters) {
        return FlowHasher.withFields(
                Parameters.of(FirmwareSpec.parse("flow-hash:" + parameters), 4));
    }

    private static byte[] tcp4(final int source, final int destination, final int ports) {
        return Frames.ethernet(Frames.IPV4).ipv4(6, source, destination).u32(ports).toBytes();
    }

    private static int hash(final String parameters, final byte[] frame) {
        final Packet packet = Frames.packet(frame);
        final int hash = hasher(parameters).hash(packet);
        assertThat(packet.hash()).as("left with the packet").isEqualTo(hash);
        return hash;
    }

    /** A CRC bit by bit, reflected, as its definition has it. */
    private static int crc(final byte[] bytes, final int polynomial) {
        int crc = -1;
        for (final byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ polynomial;
            }
        }
        return ~crc;
    }

    /** RFC 3720, appendix B.4, whose bytes are in the order in which they are sent: reversed. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000, aa36918a",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 43aba862",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, 4e79dd46",
        "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100, 5cdb3f11"
    })
    void theReferenceGivesTheVectorsOfTheSpecification(final String input, final String sent) {
        final int crc = Integer.reverseBytes(Integer.parseUnsignedInt(sent, 16));
        assertThat(crc(HexFormat.of().parseHex(input), CASTAGNOLI)).isEqualTo(crc);
    }

    @Test
    void crcsAndXxhAreThoseOfTheBytesThatRssHashes() {
        final Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            final int source = random.nextInt();
            final int destination = random.nextInt();
            final int ports = random.nextInt();
            final byte[] four =
                    ByteBuffer.allocate(12)
                            .putInt(source)
                            .putInt(destination)
                            .putInt(ports)
                            .array();
            final byte[] frame = tcp4(source, destination, ports);
            assertThat(hash("hash=crc32c", frame)).isEqualTo(crc(four, CASTAGNOLI));
            assertThat(hash("hash=crc32", frame)).isEqualTo(crc(four, IEEE));
            assertThat(hash("hash=xxh32", frame)).isEqualTo(XxHash32.hash(four, 12, 0));
            final byte[] six =
                    ByteBuffer.allocate(36)
                            .put(Frames.address6(source))
                            .put(Frames.address6(destination))
                            .putInt(ports)
                            .array();
            final byte[] frame6 =
                    Frames.ethernet(Frames.IPV6)
                            .ipv6(17, Frames.address6(source), Frames.address6(destination))
                            .u32(ports)
                            .toBytes();
            assertThat(hash("hash=crc32c", frame6)).isEqualTo(crc(six, CASTAGNOLI));
            assertThat(hash("hash=xxh32", frame6)).isEqualTo(XxHash32.hash(six, 36, 0));
        }
    }

    private static int toeplitz(final int... words) {
        final ByteBuffer bytes = ByteBuffer.allocate(words.length * 4);
        Arrays.stream(words).forEach(bytes::putInt);
        return new Toeplitz(Toeplitz.defaultKey())
                .hash(new UnsafeBuffer(bytes.array()), 0, bytes.capacity());
    }

    @Test
    void fieldsThatAreNotTakenCountAsZero() {
        final byte[] frame = tcp4(0x0a000001, 0xc0a80102, 0x12345678);
        assertThat(hash("tcp4=sdfn", frame))
                .isEqualTo(toeplitz(0x0a000001, 0xc0a80102, 0x12345678))
                .isEqualTo(hash("tcp4=nfds", frame));
        assertThat(hash("tcp4=sd", frame)).isEqualTo(toeplitz(0x0a000001, 0xc0a80102));
        assertThat(hash("tcp4=s", frame)).isEqualTo(toeplitz(0x0a000001));
        assertThat(hash("tcp4=d", frame)).isEqualTo(toeplitz(0, 0xc0a80102));
        assertThat(hash("tcp4=fn", frame)).isEqualTo(toeplitz(0, 0, 0x12345678));
        assertThat(hash("tcp4=f", frame)).isEqualTo(toeplitz(0, 0, 0x12340000));
        assertThat(hash("tcp4=dn", frame)).isEqualTo(toeplitz(0, 0xc0a80102, 0x00005678));
    }

    @Test
    void eachKindOfPacketHasFieldsOfItsOwn() {
        final String all = "tcp4=s,udp4=d,sctp4=f,ip4=d,tcp6=n,udp6=fn,sctp6=sd,ip6=s";
        final int[] addresses = {0x0a000001, 0x0a000002};
        for (final int protocol : new int[] {Protocols.TCP, Protocols.UDP, Protocols.SCTP, 1}) {
            final byte[] frame =
                    Frames.ethernet(Frames.IPV4)
                            .ipv4(protocol, addresses[0], addresses[1])
                            .u32(0x00070009)
                            .toBytes();
            final int expected =
                    switch (protocol) {
                        case Protocols.TCP -> toeplitz(addresses[0]);
                        case Protocols.SCTP -> toeplitz(0, 0, 0x00070000);
                        default -> toeplitz(0, addresses[1]);
                    };
            assertThat(hash(all, frame)).as("protocol " + protocol).isEqualTo(expected);
        }
        final byte[] fragment =
                Frames.ethernet(Frames.IPV4)
                        .ipv4(5, 0x2000, Protocols.TCP, addresses[0], addresses[1])
                        .u32(0x00070009)
                        .toBytes();
        assertThat(hash(all, fragment)).isEqualTo(toeplitz(0, addresses[1]));
        final byte[] tcp6 = Frames.ethernet(Frames.IPV6).ipv6(6).u32(0x00070009).toBytes();
        assertThat(hash(all, tcp6)).isEqualTo(toeplitz(0, 0, 0, 0, 0, 0, 0, 0, 0x00000009));
    }

    @Test
    void udpWithoutPortsIsAShortFormThatOneOfTheTwoOverrides() {
        final byte[] udp = Frames.ethernet(Frames.IPV4).ipv4(17, 1, 2).u32(0x00350036).toBytes();
        assertThat(hash("udp=2tuple", udp)).isEqualTo(toeplitz(1, 2));
        assertThat(hash("udp=2tuple,udp4=sdfn", udp)).isEqualTo(toeplitz(1, 2, 0x00350036));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xfrm=symmetric-xor",
                "xfrm=symmetric-or-xor",
                "xfrm=sorted",
                "key=symmetric",
                "xfrm=sorted,hash=crc32c",
                "xfrm=symmetric-xor,hash=xxh32,tcp4=sd"
            })
    void bothDirectionsHaveOneHash(final String parameters) {
        final FlowHasher hasher = hasher(parameters);
        assertThat(hasher.isSymmetric()).isTrue();
        final Random random = new Random(2);
        for (int i = 0; i < 1000; i++) {
            final int a = random.nextInt();
            final int b = random.nextInt();
            final int ports = random.nextInt();
            final int there = hasher.hash(Frames.packet(tcp4(a, b, ports)));
            final int back = hasher.hash(Frames.packet(tcp4(b, a, Integer.rotateLeft(ports, 16))));
            assertThat(there).isEqualTo(back);
        }
    }

    @Test
    void foldingIsDoneToTheFieldsAndThenHashed() {
        final byte[] frame = tcp4(0x0a000003, 0x0a000005, 0x00500051);
        assertThat(hash("xfrm=symmetric-xor", frame)).isEqualTo(toeplitz(6, 6, 0x00010001));
        assertThat(hash("xfrm=symmetric-xor,tcp4=fn", frame)).isEqualTo(toeplitz(0, 0, 0x00010001));
        assertThat(hash("xfrm=sorted", tcp4(9, 5, 0x00010002))).isEqualTo(toeplitz(5, 9, 0x20001));
    }

    /** Why Linux got the second way: with XOR, two hosts' flows can fall together by the dozen. */
    @Test
    void xorAloneForgetsWhatOrKeeps() {
        final List<String> ways = List.of("xfrm=symmetric-xor", "xfrm=symmetric-or-xor");
        final long[] distinct = new long[2];
        for (int way = 0; way < 2; way++) {
            final FlowHasher hasher = hasher(ways.get(way));
            distinct[way] =
                    java.util.stream.IntStream.range(0, 256)
                            .map(i -> hasher.hash(Frames.packet(tcp4(i, i ^ 1, 0x00500050))))
                            .distinct()
                            .count();
        }
        assertThat(distinct[0]).isEqualTo(1);
        assertThat(distinct[1]).isEqualTo(128);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xfrm=sorted,tcp4=s", "xfrm=symmetric-xor,udp6=sdf"})
    void aSymmetricHashTakesFieldsInPairs(final String parameters) {
        assertThatThrownBy(() -> hasher(parameters))
                .isInstanceOf(FirmwareException.class)
                .hasMessage(
                        "flow-hash: a symmetric hash takes fields in pairs: s with d, and f with n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp4=sdx | tcp4='sdx' is not some of sdfn, or none: 'x' is none of sdfn",
                "tcp4= | tcp4='' is not some of sdfn, or none: nothing to hash",
                "udp6=ss | udp6='ss' is not some of sdfn, or none: 's' comes twice",
                "ip4=sf | ip4='sf' is not some of sd, or none: there are no ports",
                "hash=md5 | hash='md5' is not toeplitz|crc32c|crc32|xxh32",
                "xfrm=xor | xfrm='xor' is not none|symmetric-xor|symmetric-or-xor|sorted"
            })
    void wrongParametersAreToldWhy(final String parameter, final String message) {
        assertThatThrownBy(() -> hasher(parameter))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNotIpHasNoHash() {
        assertThat(hash("xfrm=sorted", Frames.ethernet(0x0806).zeros(40).toBytes())).isZero();
    }

    @Test
    void aFlowsHashIsThatOfItsPackets() {
        for (final String parameters : List.of("key=default", "hash=crc32c", "xfrm=sorted")) {
            final FlowHasher hasher = hasher(parameters);
            final Packet packet = Frames.packet(tcp4(1, 2, 3));
            final FlowKey key = new FlowKey();
            key.load(packet);
            assertThat(hasher.hash(key)).isEqualTo(hasher.hash(packet)).isNotZero();
            assertThat(hasher.hash(key)).as("the key is as it was").isEqualTo(hasher.hash(packet));
        }
    }
}
