package knet.traces.header;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import knet.traces.Drained;
import knet.traces.FrameBytes;
import knet.traces.ListSource;
import knet.traces.info.ChecksumCounts;
import knet.traces.info.TraceInfo;
import knet.traces.source.LoopingSource;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.provider.MethodSource;

/** The header walk, statistics and rewriting of any frame stay within its bytes. */
class HeaderFuzzTest {
    private static final int GUARD_BYTES = 64;

    static Stream<byte[]> frames() {
        final byte[] ipv4 = FrameBytes.ipv4Address(0x0a000001);
        final byte[] ipv6 = FrameBytes.ipv6Address(0x2001_0db8L << 32, 1);
        final byte[] tcp = FrameBytes.tcp(1, 2, new byte[5]);
        final byte[] udp = FrameBytes.udp(1, 2, new byte[5]);
        final byte[] udpInIpv6 = FrameBytes.ip(ipv6, ipv6, 17, udp);
        // IPv4 with options, cut behind the fixed header, whose total length is 0.
        final byte[] cutGiant =
                FrameBytes.ethernet(
                        0x0800,
                        FrameBytes.concat(FrameBytes.int16(0x4f00, 0, 0, 0, 6, 0), ipv4, ipv4));
        // Its sum is right with a field of 0, which stands for no checksum all the same.
        final byte[] withoutChecksum =
                Base64.getDecoder()
                        .decode(
                                "AgAAAAABAgAAAAACgQAAAYbdYAAAAAANEUAgAQ24AAAAAAAAAAAAAAABIAENuAAA"
                                        + "AAAAAAAAAAAAAQABAAIADQAApF0AAAA=");
        // IPv4's field of 0 is left to the NIC; with the addresses of a later loop it is right.
        final byte[] rightByChance =
                Base64.getDecoder().decode("AgAAAAABAgAAAAACCABFAAAhAAdAAEARAAAmxAIBCgAAAQABAAAA");
        return Stream.of(
                withoutChecksum,
                rightByChance,
                FrameBytes.packet(ipv4, ipv4, 6, tcp),
                FrameBytes.packet(ipv6, ipv6, 6, tcp),
                FrameBytes.packet(ipv4, ipv4, 17, udp),
                FrameBytes.ethernet(
                        0x8100, FrameBytes.concat(FrameBytes.int16(1, 0x86dd), udpInIpv6)),
                FrameBytes.ethernet(0x8847, FrameBytes.concat(new byte[] {0, 1, 1, 64}, udpInIpv6)),
                FrameBytes.ethernet(
                        0x8864,
                        FrameBytes.concat(
                                FrameBytes.int16(0x1100, 1, udpInIpv6.length + 2, 0x57),
                                udpInIpv6)),
                FrameBytes.packet(
                        ipv6,
                        ipv6,
                        44,
                        FrameBytes.concat(new byte[] {6, 0, 0, 1, 0, 0, 0, 9}, tcp)),
                FrameBytes.packet(
                        ipv6,
                        ipv6,
                        0,
                        FrameBytes.concat(new byte[] {43, 0, 5, 2, 0, 0, 0, 0}, tcp)),
                FrameBytes.packet(
                        ipv6,
                        ipv6,
                        43,
                        FrameBytes.concat(
                                new byte[] {51, 0, 0, 1, 0, 0, 0, 0},
                                new byte[] {6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                                tcp)),
                cutGiant);
    }

    @MethodSource("frames")
    @FuzzTest(maxDuration = "20s")
    void walk(final byte[] bytes) {
        // The verdict must not depend on what lies behind the captured bytes.
        final HeaderWalk between = walked(bytes, (byte) 0x45);
        final HeaderWalk alone = new HeaderWalk();
        alone.walk(new UnsafeBuffer(bytes), 0, bytes.length, bytes.length);
        assertThat(describe(between, GUARD_BYTES)).isEqualTo(describe(alone, 0));
        if (alone.ipVersion() != 0) {
            assertThat(alone.ipOffset() + (alone.ipVersion() == 4 ? 20 : 40))
                    .isLessThanOrEqualTo(bytes.length);
            assertThat(alone.transportOffset()).isGreaterThan(alone.ipOffset());
            assertThat(alone.transportWireBytes()).isNotNegative();
        }
        if (alone.sourcePort() != HeaderWalk.NONE) {
            assertThat(alone.transportOffset() + 4).isLessThanOrEqualTo(bytes.length);
        }
    }

    private static HeaderWalk walked(final byte[] bytes, final byte guard) {
        final byte[] guarded = new byte[bytes.length + 2 * GUARD_BYTES];
        Arrays.fill(guarded, guard);
        System.arraycopy(bytes, 0, guarded, GUARD_BYTES, bytes.length);
        final HeaderWalk headers = new HeaderWalk();
        headers.walk(new UnsafeBuffer(guarded), GUARD_BYTES, bytes.length, bytes.length);
        return headers;
    }

    private static String describe(final HeaderWalk headers, final int offset) {
        return headers.ipVersion()
                + " "
                + headers.isMalformed()
                + " "
                + (headers.ipVersion() == 0 ? 0 : headers.ipOffset() - offset)
                + " "
                + headers.etherType()
                + " "
                + headers.protocol()
                + " "
                + (headers.ipVersion() == 0 ? 0 : headers.transportOffset() - offset)
                + " "
                + headers.transportWireBytes()
                + " "
                + headers.sourcePort()
                + " "
                + headers.destinationPort()
                + " "
                + headers.isFragment()
                + headers.isLaterFragment()
                + headers.isSourceRouted();
    }

    @MethodSource("frames")
    @FuzzTest(maxDuration = "20s")
    void rewrite(final byte[] bytes) throws Exception {
        final TraceInfo once = TraceInfo.of(new ListSource(List.of(bytes)));
        final Drained loops =
                Drained.of(new LoopingSource(() -> new ListSource(List.of(bytes)), 3, true));
        assertThat(loops.lengths()).containsOnly(bytes.length);
        assertThat(loops.bytes(0)).isEqualTo(bytes);
        for (int loop = 1; loop < 3; loop++) {
            final TraceInfo rewritten = TraceInfo.of(new ListSource(List.of(loops.bytes(loop))));
            if (once.ipv4Checksums().offloaded() == 0) {
                assertSame(rewritten.ipv4Checksums(), once.ipv4Checksums());
            } else {
                // 0, which says that it is left to the NIC, may by chance be right as well.
                assertThat(rewritten.ipv4Checksums().good() + rewritten.ipv4Checksums().offloaded())
                        .isEqualTo(once.ipv4Checksums().offloaded());
            }
            assertSame(rewritten.tcpChecksums(), once.tcpChecksums());
            assertSame(rewritten.udpChecksums(), once.udpChecksums());
            assertThat(rewritten.transportProtocols()).isEqualTo(once.transportProtocols());
            assertThat(rewritten.flows()).isEqualTo(once.flows());
        }
    }

    /** A wrong checksum may by chance become one that looks left to the NIC; nothing else may. */
    private static void assertSame(final ChecksumCounts after, final ChecksumCounts before) {
        assertThat(after.good()).isEqualTo(before.good());
        assertThat(after.absent()).isEqualTo(before.absent());
        assertThat(after.offloaded()).isGreaterThanOrEqualTo(before.offloaded());
        assertThat(after.bad() + after.offloaded() + after.unverifiable())
                .isEqualTo(before.bad() + before.offloaded() + before.unverifiable());
    }
}
