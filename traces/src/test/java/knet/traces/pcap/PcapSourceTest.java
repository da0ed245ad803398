package knet.traces.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.Stream;
import knet.traces.CaptureBytes;
import knet.traces.Captures;
import knet.traces.Drained;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PcapSourceTest {
    private static final int MICROS = 0xa1b2c3d4;
    private static final int NANOS = 0xa1b23c4d;
    private static final int KUZNETZOV = 0xa1b2cd34;

    @TempDir Path directory;

    private Drained read(final CaptureBytes capture) throws IOException {
        return Drained.of(Captures.open(capture.write(directory.resolve("t.pcap"))));
    }

    static Stream<Arguments> formats() {
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                .flatMap(
                        order ->
                                Stream.of(
                                        Arguments.of(order, MICROS, 2_000L),
                                        Arguments.of(order, NANOS, 2L)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void readsBothResolutionsInBothByteOrders(
            final ByteOrder order, final int magic, final long fractionNs) throws IOException {
        final byte[] first = CaptureBytes.packet(60, 1);
        final byte[] second = CaptureBytes.packet(1, 2);
        final Drained drained =
                read(
                        new CaptureBytes()
                                .order(order)
                                .pcapHeader(magic, 1)
                                .pcapRecord(1_700_000_000, 2, 1500, first)
                                .pcapRecord(0xffff_ffffL, 0, 1, second)
                                .pcapRecord(0, 0, 0, new byte[0]));
        assertThat(drained.damage()).isNull();
        assertThat(drained.bytes(0)).isEqualTo(first);
        assertThat(drained.bytes(1)).isEqualTo(second);
        assertThat(drained.wireLengths()).containsExactly(1500, 1, 0);
        assertThat(drained.times())
                .containsExactly(
                        1_700_000_000_000_000_000L + fractionNs, 0xffff_ffffL * 1_000_000_000L, 0L);
        assertThat(drained.linkTypes()).containsExactly("EN10MB");
    }

    @Test
    void readsKuznetzovsLongerRecordHeaders() throws IOException {
        final CaptureBytes capture = new CaptureBytes().pcapHeader(KUZNETZOV, 1);
        for (int i = 0; i < 3; i++) {
            capture.int32(i, 5, 20, 20, 3).int16(8).int8(0, 0).bytes(CaptureBytes.packet(20, i));
        }
        final Drained drained = read(capture);
        assertThat(drained.damage()).isNull();
        assertThat(drained.lengths()).containsExactly(20, 20, 20);
        assertThat(drained.bytes(2)).isEqualTo(CaptureBytes.packet(20, 2));
        assertThat(drained.times()).containsExactly(5_000L, 1_000_005_000L, 2_000_005_000L);
    }

    @Test
    void versionsBefore2Point3WroteTheWireLengthFirst() throws IOException {
        final Drained drained =
                read(
                        new CaptureBytes()
                                .int32(MICROS)
                                .int16(2, 2)
                                .int32(0, 0, 68, 1)
                                .int32(1, 0, 100, 68)
                                .bytes(CaptureBytes.packet(68, 0)));
        assertThat(drained.damage()).isNull();
        assertThat(drained.lengths()).containsExactly(68);
        assertThat(drained.wireLengths()).containsExactly(100);
    }

    @Test
    void version2Point3WroteEitherOrder() throws IOException {
        final Drained drained =
                read(
                        new CaptureBytes()
                                .int32(MICROS)
                                .int16(2, 3)
                                .int32(0, 0, 68, 1)
                                .int32(1, 0, 100, 68)
                                .bytes(CaptureBytes.packet(68, 0))
                                .int32(1, 0, 68, 100)
                                .bytes(CaptureBytes.packet(68, 0)));
        assertThat(drained.lengths()).containsExactly(68, 68);
        assertThat(drained.wireLengths()).containsExactly(100, 100);
    }

    @Test
    void theLinkTypesUpperBitsTellOfCheckSequencesOnly() throws IOException {
        final byte[] frame = CaptureBytes.packet(64, 0);
        final Drained drained =
                read(
                        new CaptureBytes()
                                .pcapHeader(MICROS, 0x2400_0001)
                                .pcapRecord(0, 0, 64, frame));
        assertThat(drained.bytes(0)).isEqualTo(frame);
        assertThat(drained.linkTypes()).containsExactly("EN10MB");
    }

    @Test
    void aRecordLongerThanTheSnapshotLengthIsRead() throws IOException {
        final Drained drained =
                read(
                        new CaptureBytes()
                                .int32(MICROS)
                                .int16(2, 4)
                                .int32(0, 0, 96, 1)
                                .pcapRecord(0, 0, 262_144, new byte[262_144]));
        assertThat(drained.damage()).isNull();
        assertThat(drained.lengths()).containsExactly(262_144);
    }

    @Test
    void anImpossibleCapturedLengthEndsTheStreamWithItsOffset() throws IOException {
        for (final long length : new long[] {262_145, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL}) {
            final Drained drained =
                    read(
                            new CaptureBytes()
                                    .pcapHeader(MICROS, 1)
                                    .pcapRecord(0, 0, 60, CaptureBytes.packet(60, 0))
                                    .int32(1, 0, length, 60)
                                    .bytes(new byte[500]));
            assertThat(drained.lengths()).containsExactly(60);
            assertThat(drained.damage())
                    .contains("t.pcap: byte 100: ")
                    .contains(Long.toString(length))
                    .doesNotContain("\n");
        }
    }

    @Test
    void aWireLengthBeyondAnIntIsClamped() throws IOException {
        final Drained drained =
                read(
                        new CaptureBytes()
                                .pcapHeader(MICROS, 1)
                                .int32(0, 0, 4, 0xffff_fff0L)
                                .int8(1, 2, 3, 4));
        assertThat(drained.wireLengths()).containsExactly(Integer.MAX_VALUE);
    }

    @Test
    void refusesAnotherMajorVersion() {
        assertThatThrownBy(
                        () -> read(new CaptureBytes().int32(MICROS).int16(3, 0).int32(0, 0, 0, 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("t.pcap: byte 4: pcap version 3.0");
    }

    @Test
    void namesALinkTypeThatIsNotSupported() {
        assertThatThrownBy(() -> read(new CaptureBytes().pcapHeader(MICROS, 127)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("link type 127 (IEEE802_11_RADIOTAP)");
        assertThatThrownBy(() -> read(new CaptureBytes().pcapHeader(MICROS, 999)))
                .hasMessageContaining("link type 999 is not supported");
    }

    @Test
    void afterCloseNothingIsReadAndTheFrameIsOutOfReach() throws IOException {
        final Path file =
                new CaptureBytes()
                        .pcapHeader(MICROS, 1)
                        .pcapRecord(0, 0, 60, CaptureBytes.packet(60, 0))
                        .write(directory.resolve("t.pcap"));
        final Frame frame = new Frame();
        final FrameSource source = Captures.open(file);
        assertThat(source.next(frame)).isTrue();
        source.close();
        assertThat(source.isExhausted()).isTrue();
        assertThat(source.next(frame)).isFalse();
        assertThatThrownBy(() -> frame.buffer().getByte(frame.offset()))
                .isInstanceOf(IndexOutOfBoundsException.class);
        source.close();
    }
}
