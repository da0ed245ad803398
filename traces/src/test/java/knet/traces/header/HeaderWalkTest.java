package knet.traces.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import knet.traces.FrameBytes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class HeaderWalkTest {
    private static final byte[] A = FrameBytes.ipv4Address(0x0a000001);
    private static final byte[] B = FrameBytes.ipv4Address(0x0a000002);
    private static final byte[] A6 = FrameBytes.ipv6Address(0x2001_0db8L << 32, 1);
    private static final byte[] B6 = FrameBytes.ipv6Address(0x2001_0db8L << 32, 2);
    private static final byte[] TCP = FrameBytes.tcp(1234, 80, new byte[10]);

    private static HeaderWalk walk(final byte[] frame) {
        return walk(frame, frame.length);
    }

    private static HeaderWalk walk(final byte[] frame, final int wireLength) {
        final HeaderWalk headers = new HeaderWalk();
        headers.walk(new UnsafeBuffer(frame), 0, frame.length, wireLength);
        return headers;
    }

    private static void assertTcp(final HeaderWalk headers, final int version, final int at) {
        assertThat(headers.ipVersion()).isEqualTo(version);
        assertThat(headers.isMalformed()).isFalse();
        assertThat(headers.ipOffset()).isEqualTo(at);
        assertThat(headers.protocol()).isEqualTo(6);
        assertThat(headers.sourcePort()).isEqualTo(1234);
        assertThat(headers.destinationPort()).isEqualTo(80);
    }

    private static void assertNoIp(final HeaderWalk headers) {
        assertThat(headers.ipVersion()).isZero();
        assertThat(headers.protocol()).isEqualTo(HeaderWalk.NONE);
        assertThat(headers.sourcePort()).isEqualTo(HeaderWalk.NONE);
    }

    @Test
    void findsIpBehindEthernet() {
        final HeaderWalk four = walk(FrameBytes.packet(A, B, 6, TCP));
        assertTcp(four, 4, 14);
        assertThat(four.transportOffset()).isEqualTo(34);
        assertThat(four.transportWireBytes()).isEqualTo(30);
        final HeaderWalk six = walk(FrameBytes.packet(A6, B6, 6, TCP));
        assertTcp(six, 6, 14);
        assertThat(six.transportOffset()).isEqualTo(54);
        assertThat(six.transportWireBytes()).isEqualTo(30);
    }

    @Test
    void paddingIsNotCountedAsTransport() {
        final byte[] padded = FrameBytes.concat(FrameBytes.packet(A, B, 6, TCP), new byte[20]);
        assertThat(walk(padded).transportWireBytes()).isEqualTo(30);
    }

    @Test
    void passesOverUpToEightTags() {
        final byte[] ip = FrameBytes.ip(A, B, 6, TCP);
        final int[] types = {0x8100, 0x88a8, 0x9100};
        byte[] inner = FrameBytes.concat(FrameBytes.int16(0x0800), ip);
        for (int tags = 1; tags <= 9; tags++) {
            inner =
                    FrameBytes.concat(
                            FrameBytes.int16(types[tags % 3]), FrameBytes.int16(tags), inner);
            final byte[] frame = FrameBytes.concat(new byte[12], inner);
            if (tags <= 8) {
                assertTcp(walk(frame), 4, 14 + 4 * tags);
                assertThat(walk(frame).vlanTags()).isEqualTo(tags);
                assertThat(walk(frame).etherType()).isEqualTo(0x0800);
            } else {
                assertNoIp(walk(frame));
            }
        }
    }

    @Test
    void passesOverMplsToTheBottomOfTheStack() {
        final byte[] labels = {0, 1, 0, 64, 0, 2, 1, 64};
        assertTcp(
                walk(
                        FrameBytes.ethernet(
                                0x8847, FrameBytes.concat(labels, FrameBytes.ip(A, B, 6, TCP)))),
                4,
                22);
        final byte[] six =
                FrameBytes.ethernet(
                        0x8848, FrameBytes.concat(labels, FrameBytes.ip(A6, B6, 6, TCP)));
        assertTcp(walk(six), 6, 22);
        assertThat(walk(six).mplsLabels()).isEqualTo(2);
        assertNoIp(walk(FrameBytes.ethernet(0x8847, new byte[] {0, 1, 0, 64})));
        assertNoIp(walk(FrameBytes.ethernet(0x8847, new byte[] {0, 1, 1, 64, 0x15})));
    }

    @Test
    void passesOverPppoeSessions() {
        final byte[] four = FrameBytes.int16(0x1100, 1, 52, 0x0021);
        final byte[] six = FrameBytes.int16(0x1100, 1, 72, 0x0057);
        assertTcp(
                walk(
                        FrameBytes.ethernet(
                                0x8864, FrameBytes.concat(four, FrameBytes.ip(A, B, 6, TCP)))),
                4,
                22);
        assertTcp(
                walk(
                        FrameBytes.ethernet(
                                0x8864, FrameBytes.concat(six, FrameBytes.ip(A6, B6, 6, TCP)))),
                6,
                22);
        assertNoIp(
                walk(FrameBytes.ethernet(0x8864, FrameBytes.int16(0x1100, 1, 4, 0xc021, 0x4500))));
    }

    @Test
    void walksIpv6ExtensionHeaders() {
        final byte[] chain =
                FrameBytes.concat(
                        new byte[] {60, 0, 0, 0, 0, 0, 0, 0},
                        new byte[] {43, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                        new byte[] {51, 0, 0, 0, 0, 0, 0, 0},
                        new byte[] {6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                        TCP);
        final HeaderWalk headers = walk(FrameBytes.packet(A6, B6, 0, chain));
        assertTcp(headers, 6, 14);
        assertThat(headers.transportOffset()).isEqualTo(54 + 44);
        assertThat(headers.transportWireBytes()).isEqualTo(30);
        assertThat(headers.isSourceRouted()).isFalse();
        chain[8 + 16 + 3] = 1;
        assertThat(walk(FrameBytes.packet(A6, B6, 0, chain)).isSourceRouted()).isTrue();
    }

    @Test
    void walksAtMostSixteenExtensionHeaders() {
        byte[] chain = TCP;
        for (int i = 1; i <= 17; i++) {
            final byte next = (byte) (i == 1 ? 6 : 60);
            chain = FrameBytes.concat(new byte[] {next, 0, 0, 0, 0, 0, 0, 0}, chain);
            final HeaderWalk headers = walk(FrameBytes.packet(A6, B6, 60, chain));
            assertThat(headers.protocol()).isEqualTo(i <= 16 ? 6 : 60);
            assertThat(headers.sourcePort()).isEqualTo(i <= 16 ? 1234 : HeaderWalk.NONE);
        }
    }

    @Test
    void firstFragmentsHavePortsLaterOnesHaveNone() {
        final byte[] first = FrameBytes.packet(A, B, 6, TCP);
        FrameBytes.putInt16(first, 20, 0x2000);
        assertThat(walk(first).isFragment()).isTrue();
        assertThat(walk(first).isLaterFragment()).isFalse();
        assertThat(walk(first).sourcePort()).isEqualTo(1234);
        FrameBytes.putInt16(first, 20, 0x0001);
        assertThat(walk(first).isLaterFragment()).isTrue();
        assertThat(walk(first).protocol()).isEqualTo(6);
        assertThat(walk(first).sourcePort()).isEqualTo(HeaderWalk.NONE);

        final byte[] six =
                FrameBytes.packet(
                        A6, B6, 44, FrameBytes.concat(new byte[] {6, 0, 0, 1, 0, 0, 0, 9}, TCP));
        assertThat(walk(six).isFragment()).isTrue();
        assertThat(walk(six).sourcePort()).isEqualTo(1234);
        six[54 + 3] = 8;
        assertThat(walk(six).isLaterFragment()).isTrue();
        assertThat(walk(six).sourcePort()).isEqualTo(HeaderWalk.NONE);
        // What looks like a further header is data.
        six[54] = 60;
        assertThat(walk(six).protocol()).isEqualTo(60);
        assertThat(walk(six).transportOffset()).isEqualTo(62);
    }

    @Test
    void giantsWhoseLengthIsZeroTakeTheWires() {
        final byte[] four = FrameBytes.packet(A, B, 6, TCP);
        FrameBytes.putInt16(four, 16, 0);
        assertThat(walk(four, 80_066).transportWireBytes()).isEqualTo(80_066 - 34);
        final byte[] six = FrameBytes.packet(A6, B6, 6, TCP);
        FrameBytes.putInt16(six, 18, 0);
        assertThat(walk(six, 80_066).transportWireBytes()).isEqualTo(80_066 - 54);
        assertThat(walk(six, Integer.MAX_VALUE).transportWireBytes()).isPositive();
    }

    @Test
    void aWrongOrCutFixedHeaderIsMalformed() {
        final byte[] wrongVersion = FrameBytes.packet(A, B, 6, TCP);
        wrongVersion[14] = 0x65;
        assertThat(walk(wrongVersion).isMalformed()).isTrue();
        final byte[] shortHeader = FrameBytes.packet(A, B, 6, TCP);
        shortHeader[14] = 0x44;
        assertThat(walk(shortHeader).isMalformed()).isTrue();
        assertThat(walk(Arrays.copyOf(FrameBytes.packet(A, B, 6, TCP), 33)).isMalformed()).isTrue();
        assertThat(walk(Arrays.copyOf(FrameBytes.packet(A6, B6, 6, TCP), 53)).isMalformed())
                .isTrue();
        assertNoIp(walk(wrongVersion));
    }

    @Test
    void cutTransportHeadersHaveNoPorts() {
        assertThat(walk(Arrays.copyOf(FrameBytes.packet(A, B, 6, TCP), 37)).sourcePort())
                .isEqualTo(HeaderWalk.NONE);
        assertTcp(walk(Arrays.copyOf(FrameBytes.packet(A, B, 6, TCP), 38)), 4, 14);
        assertNoIp(walk(new byte[13]));
        assertNoIp(walk(FrameBytes.ethernet(0x8100, new byte[3])));
        assertThat(walk(FrameBytes.ethernet(0x8100, new byte[3])).etherType())
                .isEqualTo(HeaderWalk.NONE);
    }

    @Property
    void theSumIsRfc1071sWhateverTheLengthAndOffset(
            @ForAll final long seed,
            @ForAll @IntRange(max = 100) final int length,
            @ForAll @IntRange(max = 7) final int offset,
            @ForAll @IntRange(max = 0xfffff) final int initial) {
        final byte[] bytes = new byte[offset + length];
        new Random(seed).nextBytes(bytes);
        if (seed % 3 == 0) {
            Arrays.fill(bytes, (byte) (seed % 2 == 0 ? 0xff : 0));
        }
        final int expected =
                FrameBytes.sum(
                        FrameBytes.concat(
                                FrameBytes.int16(initial >>> 16, initial),
                                Arrays.copyOfRange(bytes, offset, offset + length)));
        assertThat(Checksums.sum(new UnsafeBuffer(bytes), offset, length, initial))
                .isEqualTo(expected);
    }
}
