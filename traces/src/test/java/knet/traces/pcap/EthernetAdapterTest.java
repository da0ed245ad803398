package knet.traces.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import knet.traces.CaptureBytes;
import knet.traces.Captures;
import knet.traces.Drained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EthernetAdapterTest {
    private static final byte[] IPV4 = ip(0x45);
    private static final byte[] IPV6 = ip(0x60);
    private static final byte[] NEITHER = ip(0x12);

    @TempDir Path directory;

    private static byte[] ip(final int first) {
        final byte[] packet = CaptureBytes.packet(44, 7);
        packet[0] = (byte) first;
        return packet;
    }

    private Drained read(final int linkType, final int wireLength, final byte[] packet)
            throws IOException {
        return Drained.of(
                Captures.open(
                        new CaptureBytes()
                                .pcapHeader(0xa1b2c3d4, linkType)
                                .pcapRecord(1, 2, wireLength, packet)
                                .write(directory.resolve("t.pcap"))));
    }

    private static CaptureBytes network() {
        return new CaptureBytes().order(ByteOrder.BIG_ENDIAN);
    }

    private static String header(final Drained drained) {
        return HexFormat.of().formatHex(drained.bytes(0), 0, 14);
    }

    private static byte[] payload(final Drained drained) {
        return Arrays.copyOfRange(drained.bytes(0), 14, drained.bytes(0).length);
    }

    @ParameterizedTest
    @CsvSource({"12,RAW", "14,RAW", "101,RAW", "228,IPV4", "229,IPV6"})
    void rawIpIsToldByItsFirstNibble(final int linkType, final String name) throws IOException {
        final Drained four = read(linkType, 1000, IPV4);
        assertThat(header(four)).isEqualTo("0200000000000200000000010800");
        assertThat(payload(four)).isEqualTo(IPV4);
        assertThat(four.wireLengths()).containsExactly(1014);
        assertThat(four.times()).containsExactly(1_000_002_000L);
        assertThat(four.linkTypes()).containsExactly(name);
        assertThat(header(read(linkType, 44, IPV6))).endsWith("86dd");
    }

    @Test
    void rawIpOfNeitherVersionIsWhatTheLinkTypeSays() throws IOException {
        assertThat(header(read(101, 44, NEITHER))).endsWith("88b5");
        assertThat(header(read(228, 44, NEITHER))).endsWith("0800");
        assertThat(header(read(229, 44, NEITHER))).endsWith("86dd");
        assertThat(header(read(101, 0, new byte[0]))).endsWith("88b5");
    }

    @ParameterizedTest
    @CsvSource({
        "0,02000000,88b5,0800",
        "0,00000002,88b5,0800",
        "0,1e000000,88b5,86dd",
        "0,0000000a,88b5,86dd",
        "0,18000000,88b5,86dd",
        "108,00000002,88b5,0800",
        "108,0000001c,88b5,86dd",
        "0,07000000,88b5,88b5",
    })
    void loopbackIsToldByItsFirstNibbleElseByItsFamily(
            final int linkType,
            final String family,
            final String ignored,
            final String expectedForNeither)
            throws IOException {
        final byte[] link = HexFormat.of().parseHex(family);
        final Drained four = read(linkType, 48, network().bytes(link).bytes(IPV4).toArray());
        assertThat(header(four)).endsWith("0800");
        assertThat(payload(four)).isEqualTo(IPV4);
        assertThat(four.wireLengths()).containsExactly(44 + 14);
        assertThat(header(read(linkType, 48, network().bytes(link).bytes(IPV6).toArray())))
                .endsWith("86dd");
        assertThat(header(read(linkType, 48, network().bytes(link).bytes(NEITHER).toArray())))
                .endsWith(expectedForNeither);
    }

    @Test
    void cookedCapturesTellEtherTypeAndSource() throws IOException {
        final CaptureBytes cooked =
                network().int16(0, 1, 6).int8(1, 2, 3, 4, 5, 6, 0, 0).int16(0x86dd).bytes(IPV6);
        final Drained drained = read(113, 60, cooked.toArray());
        assertThat(header(drained)).isEqualTo("020000000000" + "010203040506" + "86dd");
        assertThat(payload(drained)).isEqualTo(IPV6);
        assertThat(drained.wireLengths()).containsExactly(58);
        assertThat(drained.linkTypes()).containsExactly("LINUX_SLL");
    }

    @Test
    void cooked2CapturesTellEtherTypeAndSource() throws IOException {
        final CaptureBytes cooked =
                network()
                        .int16(0x0806, 0)
                        .int32(3)
                        .int16(1)
                        .int8(1, 6, 1, 2, 3, 4, 5, 6, 0, 0)
                        .bytes(NEITHER);
        final Drained drained = read(276, 64, cooked.toArray());
        assertThat(header(drained)).isEqualTo("ffffffffffff" + "010203040506" + "0806");
        assertThat(payload(drained)).isEqualTo(NEITHER);
        assertThat(drained.linkTypes()).containsExactly("LINUX_SLL2");
    }

    @Test
    void aVlanTagOfACookedCaptureStaysInPlace() throws IOException {
        final CaptureBytes cooked =
                network().int16(2, 1, 0).int64(0).int16(0x8100).int16(100, 0x0800).bytes(IPV4);
        assertThat(HexFormat.of().formatHex(read(113, 64, cooked.toArray()).bytes(0), 0, 18))
                .isEqualTo("030000000000" + "020000000001" + "8100" + "0064" + "0800");
    }

    @ParameterizedTest
    @CsvSource({"0,4", "108,4", "113,16", "276,20"})
    void aCutLinkHeaderLeavesAnEmptyFrame(final int linkType, final int headerBytes)
            throws IOException {
        for (int length = 0; length < headerBytes; length++) {
            final Drained drained = read(linkType, 200, CaptureBytes.packet(length, 0x45));
            assertThat(header(drained)).isEqualTo("02000000000002000000000188b5");
            assertThat(drained.lengths()).containsExactly(14);
            assertThat(drained.damage()).isNull();
        }
    }

    @Test
    void extremeLengthsFit() throws IOException {
        final byte[] longest = CaptureBytes.packet(262_144, 0x45);
        final Drained drained = read(101, -1, longest);
        assertThat(drained.lengths()).containsExactly(262_158);
        assertThat(drained.wireLengths()).containsExactly(Integer.MAX_VALUE);
        assertThat(read(276, 1, CaptureBytes.packet(20, 0)).wireLengths()).containsExactly(14);
    }
}
