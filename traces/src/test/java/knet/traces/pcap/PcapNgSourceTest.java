package knet.traces.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import knet.traces.CaptureBytes;
import knet.traces.Captures;
import knet.traces.Drained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapNgSourceTest {
    private static final byte[] NANOSECONDS = {9, 0, 1, 0, 9, 0, 0, 0};
    private static final byte[] FIRST = CaptureBytes.packet(61, 1);
    private static final byte[] SECOND = CaptureBytes.packet(64, 2);

    @TempDir Path directory;

    private Drained read(final CaptureBytes capture) throws IOException {
        return Drained.of(Captures.open(capture.write(directory.resolve("t.pcapng"))));
    }

    @Test
    void readsEveryKindOfPacketBlock() throws IOException {
        final Drained drained =
                read(
                        new CaptureBytes()
                                .section()
                                .networkInterface(1, 0)
                                .enhancedPacket(0, 1_700_000_000_000_001L, 1500, FIRST)
                                .simplePacket(64, SECOND)
                                .obsoletePacket(0, 1_700_000_000_000_002L, 61, FIRST));
        assertThat(drained.damage()).isNull();
        assertThat(drained.lengths()).containsExactly(61, 64, 61);
        assertThat(drained.bytes(0)).isEqualTo(FIRST);
        assertThat(drained.bytes(1)).isEqualTo(SECOND);
        assertThat(drained.bytes(2)).isEqualTo(FIRST);
        assertThat(drained.wireLengths()).containsExactly(1500, 64, 61);
        assertThat(drained.times())
                .containsExactly(
                        1_700_000_000_000_001_000L,
                        1_700_000_000_000_001_000L,
                        1_700_000_000_000_002_000L);
        assertThat(drained.linkTypes()).containsExactly("EN10MB");
    }

    @Test
    void sectionsHaveByteOrdersAndInterfacesOfTheirOwn() throws IOException {
        final Drained drained =
                read(
                        new CaptureBytes()
                                .section()
                                .networkInterface(1, 0, NANOSECONDS)
                                .networkInterface(101, 0)
                                .enhancedPacket(0, 5, 64, SECOND)
                                .enhancedPacket(1, 6, 61, withNibble(FIRST, 4))
                                .order(ByteOrder.BIG_ENDIAN)
                                .section()
                                .networkInterface(1, 0)
                                .enhancedPacket(0, 7, 64, SECOND)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .section()
                                .networkInterface(1, 0)
                                .enhancedPacket(0, 8, 64, SECOND));
        assertThat(drained.damage()).isNull();
        assertThat(drained.times()).containsExactly(5L, 6_000L, 7_000L, 8_000L);
        assertThat(drained.lengths()).containsExactly(64, 61 + 14, 64, 64);
        assertThat(drained.linkTypes()).containsExactly("EN10MB", "RAW");
    }

    private static byte[] withNibble(final byte[] packet, final int nibble) {
        final byte[] changed = packet.clone();
        changed[0] = (byte) (nibble << 4);
        return changed;
    }

    @Test
    void aNewSectionForgetsTheInterfacesOfTheOneBefore() throws IOException {
        final Drained drained =
                read(
                        new CaptureBytes()
                                .section()
                                .networkInterface(1, 0)
                                .enhancedPacket(0, 5, 64, SECOND)
                                .section()
                                .enhancedPacket(0, 7, 64, SECOND));
        assertThat(drained.lengths()).containsExactly(64);
        assertThat(drained.damage()).contains("interface 0, its section has 0");
    }

    @Test
    void readsResolutionAndOffsetOfTheInterface() throws IOException {
        final CaptureBytes options =
                new CaptureBytes()
                        .int16(2, 4)
                        .bytes("eth0".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .int16(9, 1)
                        .int8(0x80 | 10, 0, 0, 0)
                        .int16(14, 8)
                        .int64(-100)
                        .int32(0);
        final Drained drained =
                read(
                        new CaptureBytes()
                                .section()
                                .networkInterface(1, 0, options.toArray())
                                .enhancedPacket(0, 200 * 1024 + 512, 64, SECOND));
        assertThat(drained.times()).containsExactly(100_500_000_000L);
    }

    @Test
    void skipsBlocksThatItDoesNotKnow() throws IOException {
        final Drained drained =
                read(
                        new CaptureBytes()
                                .section()
                                .block(0x0bad, new CaptureBytes().bytes(new byte[5]))
                                .networkInterface(1, 0)
                                .block(5, new CaptureBytes().bytes(new byte[20]))
                                .enhancedPacket(0, 1, 64, SECOND)
                                .block(0x80000000, new CaptureBytes())
                                .block(4, new CaptureBytes().bytes(new byte[1 << 20])));
        assertThat(drained.damage()).isNull();
        assertThat(drained.lengths()).containsExactly(64);
    }

    @Test
    void theSnapshotLengthBoundsASimplePacket() throws IOException {
        final Drained drained =
                read(
                        new CaptureBytes()
                                .section()
                                .networkInterface(1, 33)
                                .simplePacket(1500, CaptureBytes.packet(33, 0)));
        assertThat(drained.lengths()).containsExactly(33);
        assertThat(drained.wireLengths()).containsExactly(1500);
    }

    @Test
    void takesBlockLengthsThatDoNotCountTheirPadding() throws IOException {
        // As some writers do, and as Wireshark reads: length 61 + 32, then three bytes of padding.
        final Drained drained =
                read(
                        new CaptureBytes()
                                .section()
                                .networkInterface(1, 0)
                                .int32(6, 93, 0, 0, 9, 61, 61)
                                .bytes(FIRST)
                                .bytes(new byte[3])
                                .int32(93)
                                .enhancedPacket(0, 10, 64, SECOND));
        assertThat(drained.damage()).isNull();
        assertThat(drained.bytes(0)).isEqualTo(FIRST);
        assertThat(drained.bytes(1)).isEqualTo(SECOND);
    }

    @Test
    void aPacketOfNoInterfaceIsDamageWhateverNumberItNames() throws IOException {
        for (final int number : new int[] {0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            assertDamage(
                    new CaptureBytes().section().enhancedPacket(number, 1, 64, SECOND),
                    "a packet names interface " + Integer.toUnsignedString(number));
        }
        assertDamage(new CaptureBytes().section().simplePacket(64, SECOND), "names interface 0");
    }

    @Test
    void aLinkTypeThatIsNotSupportedIsDamageAtItsFirstPacket() throws IOException {
        final Drained drained =
                read(
                        new CaptureBytes()
                                .section()
                                .networkInterface(1, 0)
                                .networkInterface(195, 0)
                                .enhancedPacket(0, 1, 64, SECOND)
                                .enhancedPacket(1, 1, 64, SECOND));
        assertThat(drained.lengths()).containsExactly(64);
        assertThat(drained.damage())
                .contains("t.pcapng: byte 164: link type 195 (IEEE802_15_4_WITHFCS)");
    }

    @Test
    void whatContradictsItselfEndsTheStream() throws IOException {
        final int start = 28 + 20;
        assertDamage(
                prefix().int32(6, 96, 0, 0, 1, 65, 65).bytes(SECOND).int32(96),
                "byte " + start + ": a packet block of 96 bytes claims 65");
        assertDamage(
                prefix().int32(6, 96, 0, 0, 1, -1, 64).bytes(SECOND).int32(96),
                "claims 4294967295 captured bytes");
        assertDamage(
                prefix().int32(6, 96, 0, 0, 1, 64, 64).bytes(SECOND).int32(100),
                "byte " + (start + 92) + ": a block's two lengths differ: 96 and 100");
        assertDamage(prefix().int32(6, 20, 0, 0, 20), "a packet block claims a length of 20 bytes");
        assertDamage(prefix().int32(77, 4).bytes(new byte[40]), "claims a length of 4 bytes");
        assertDamage(
                prefix().int32(77, 16, 0, 12).bytes(new byte[40]), "lengths differ: 16 and 12");
        assertDamage(
                prefix().int32(6, 17 << 20).bytes(new byte[40]),
                "a packet block claims a length of 17825792 bytes");
        assertDamage(prefix().int32(77, 0xffff_fff0L).bytes(new byte[40]), "cut short in a block");
        assertDamage(
                prefix().block(1, new CaptureBytes().int16(1, 0).int32(0).int16(2, 60)),
                "option 2 is cut");
        assertDamage(
                prefix().int32(0x0a0d0d0a, 28, 0x12345678, 0, 0, 0, 28),
                "a section's byte order reads 12345678");
        assertDamage(
                prefix().int32(0x0a0d0d0a, 28, 0x1a2b3c4d, 9, 0, 0, 28),
                "pcapng version 9.0 is not supported");
    }

    private static CaptureBytes prefix() {
        return new CaptureBytes().section().networkInterface(1, 0);
    }

    private void assertDamage(final CaptureBytes capture, final String what) throws IOException {
        final Drained drained = read(capture);
        assertThat(drained.rows()).isEmpty();
        assertThat(drained.damage()).contains("t.pcapng: byte ").contains(what);
    }

    @Test
    void aFileThatBeginsWithAnotherBlockIsNoCapture() {
        assertThatThrownBy(() -> read(new CaptureBytes().networkInterface(1, 0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no pcap or pcapng capture (it begins with 01000000)");
    }

    @Test
    void theNumberOfInterfacesIsBounded() throws IOException {
        final CaptureBytes capture = new CaptureBytes().section();
        for (int i = 0; i < 65_536; i++) {
            capture.networkInterface(1, 0);
        }
        capture.enhancedPacket(65_535, 1, 64, SECOND).networkInterface(1, 0);
        final Drained drained = read(capture);
        assertThat(drained.rows()).hasSize(1);
        assertThat(drained.damage()).contains("a section has more than 65536 interfaces");
    }
}
