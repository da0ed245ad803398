package knet.traces.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import knet.traces.CaptureBytes;
import knet.traces.Drained;
import knet.traces.Frame;
import knet.traces.FrameBytes;
import knet.traces.ListSource;
import knet.traces.info.TraceInfo;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AddressRewriterTest {
    private static final int[] PROTOCOLS = {6, 17, 58};

    private static byte[] rewritten(final byte[] frame, final long loop) {
        final AddressRewriter rewriter = new AddressRewriter();
        final Frame observed = new Frame();
        observed.wrap(new UnsafeBuffer(frame), 0, frame.length, frame.length, 0);
        rewriter.observe(observed);
        rewriter.begin(loop);
        final UnsafeBuffer copy = new UnsafeBuffer(frame.clone());
        rewriter.rewrite(copy, 0, frame.length, frame.length);
        return copy.byteArray();
    }

    private static byte[] transport(final int protocol, final byte[] payload) {
        return protocol == 6 ? FrameBytes.tcp(1, 2, payload) : FrameBytes.udp(3, 4, payload);
    }

    private static byte[] frame(
            final boolean isIpv4,
            final int protocol,
            final int source,
            final int destination,
            final byte[] payload) {
        return isIpv4
                ? FrameBytes.packet(
                        FrameBytes.ipv4Address(source),
                        FrameBytes.ipv4Address(destination),
                        protocol,
                        transport(protocol, payload))
                : FrameBytes.packet(
                        FrameBytes.ipv6Address(0x2001_0db8_0000_0000L, source),
                        FrameBytes.ipv6Address(~(long) source, destination),
                        protocol,
                        transport(protocol, payload));
    }

    @Property
    void aRightChecksumStaysRightAndNothingElseChanges(
            @ForAll final boolean isIpv4,
            @ForAll @IntRange(max = 2) final int which,
            @ForAll final int source,
            @ForAll final int destination,
            @ForAll @Size(max = 50) final byte[] payload,
            @ForAll @IntRange(min = 1, max = 70_000) final int loop) {
        final byte[] before = frame(isIpv4, PROTOCOLS[which], source, destination, payload);
        final byte[] after = rewritten(before, loop);
        assertThat(FrameBytes.transportSum(after)).isEqualTo(0xffff);
        if (isIpv4) {
            assertThat(FrameBytes.ipv4HeaderSum(after)).isEqualTo(0xffff);
        }
        final int transport = isIpv4 ? 34 : 54;
        final int checksum = transport + FrameBytes.checksumOffset(PROTOCOLS[which]);
        for (int i = 0; i < before.length; i++) {
            final boolean mayChange =
                    isIpv4
                            ? i >= 24 && i < 34 || i == checksum || i == checksum + 1
                            : i >= 22 && i < 54 || i == checksum || i == checksum + 1;
            if (!mayChange) {
                assertThat(after[i]).as("byte %d", i).isEqualTo(before[i]);
            }
        }
    }

    @Property
    void aWrongChecksumStaysWrongByTheSameAmount(
            @ForAll final boolean isIpv4,
            @ForAll @IntRange(max = 2) final int which,
            @ForAll final int source,
            @ForAll final int destination,
            @ForAll @IntRange(min = 1, max = 0xfffe) final int error,
            @ForAll @IntRange(min = 1, max = 65_535) final int loop) {
        final byte[] frame = frame(isIpv4, PROTOCOLS[which], source, destination, new byte[9]);
        final int at = (isIpv4 ? 34 : 54) + FrameBytes.checksumOffset(PROTOCOLS[which]);
        final int right = (frame[at] & 0xff) << 8 | frame[at + 1] & 0xff;
        final int wrong = FrameBytes.sum(FrameBytes.int16(right, error));
        FrameBytes.putInt16(frame, at, wrong);
        if (wrong == FrameBytes.pseudoSum(frame) || PROTOCOLS[which] == 17 && wrong == 0) {
            return;
        }
        assertThat(FrameBytes.transportSum(frame)).isNotEqualTo(0xffff);
        assertThat(FrameBytes.transportSum(rewritten(frame, loop)))
                .isEqualTo(FrameBytes.transportSum(frame));
    }

    @Property
    void whatWasLeftToTheNicStaysLeftToIt(
            @ForAll final boolean isIpv4,
            @ForAll @IntRange(max = 2) final int which,
            @ForAll final int source,
            @ForAll final int destination,
            @ForAll @IntRange(min = 1, max = 65_535) final int loop) {
        final byte[] frame = frame(isIpv4, PROTOCOLS[which], source, destination, new byte[] {1});
        final int at = (isIpv4 ? 34 : 54) + FrameBytes.checksumOffset(PROTOCOLS[which]);
        FrameBytes.putInt16(frame, at, FrameBytes.pseudoSum(frame));
        if (FrameBytes.transportSum(frame) == 0xffff) {
            return;
        }
        final byte[] after = rewritten(frame, loop);
        assertThat((after[at] & 0xff) << 8 | after[at + 1] & 0xff)
                .isEqualTo(FrameBytes.pseudoSum(after));
    }

    @Property
    void anIpv4HeaderChecksumOfZeroStaysUnlessItIsRight(
            @ForAll final int source, @ForAll @IntRange(min = 1, max = 65_535) final int loop) {
        final byte[] frame = frame(true, 6, source, 5, new byte[0]);
        FrameBytes.putInt16(frame, 24, 0);
        if (FrameBytes.ipv4HeaderSum(frame) != 0xffff) {
            final byte[] after = rewritten(frame, loop);
            assertThat(after[24] | after[25]).isZero();
        }
        // The identification makes the right checksum 0.
        FrameBytes.putInt16(frame, 18, 0);
        FrameBytes.putInt16(frame, 18, ~FrameBytes.ipv4HeaderSum(frame) & 0xffff);
        assertThat(FrameBytes.ipv4HeaderSum(frame)).isEqualTo(0xffff);
        assertThat(FrameBytes.ipv4HeaderSum(rewritten(frame, loop))).isEqualTo(0xffff);
    }

    @Test
    void anAbsentUdpChecksumStaysAbsent() {
        final byte[] frame = frame(true, 17, 0x0a000001, 0x0a000002, new byte[4]);
        FrameBytes.putInt16(frame, 40, 0);
        final byte[] after = rewritten(frame, 3);
        assertThat(after[40] | after[41]).isZero();
        assertThat(after).isNotEqualTo(frame);
    }

    @Property
    void cutFramesAreRewrittenWithinTheirBytes(
            @ForAll final boolean isIpv4,
            @ForAll @IntRange(max = 2) final int which,
            @ForAll @IntRange(max = 80) final int length) {
        final byte[] whole = frame(isIpv4, PROTOCOLS[which], 1, 2, new byte[30]);
        final byte[] after = rewritten(Arrays.copyOf(whole, Math.min(length, whole.length)), 5);
        assertThat(after).hasSize(Math.min(length, whole.length));
    }

    @Test
    void unspecifiedAndBroadcastAddressesStay() {
        final byte[] after = rewritten(frame(true, 17, 0, -1, new byte[4]), 7);
        assertThat(after).isEqualTo(frame(true, 17, 0, -1, new byte[4]));
        final byte[] ipv6 =
                FrameBytes.packet(
                        new byte[16],
                        FrameBytes.ipv6Address(0xff02L << 48, 1),
                        58,
                        FrameBytes.udp(0x8700, 0, new byte[20]));
        final byte[] ipv6After = rewritten(ipv6, 1);
        assertThat(Arrays.copyOfRange(ipv6After, 22, 38)).isEqualTo(new byte[16]);
        assertThat(ipv6After).isNotEqualTo(ipv6);
        assertThat(FrameBytes.transportSum(ipv6After)).isEqualTo(0xffff);
    }

    @Test
    void loopsKeepFlowsDistinctAndDirectionsTogether() throws Exception {
        final List<byte[]> frames = new ArrayList<>();
        for (int host = 0; host < 100; host++) {
            // Hosts fill bits 0 to 13, ports are all alike: only unused bits keep loops apart.
            frames.add(frame(true, 6, 0x0a000000 + host * 157, 0x0a003fff, new byte[1]));
            frames.add(frame(true, 17, 0x0a000000 + host * 157, 0x0a003fff, new byte[1]));
            frames.add(frame(false, 6, host, 77, new byte[1]));
        }
        final int loops = 200;
        final LoopingSource source = new LoopingSource(() -> new ListSource(frames), loops, true);
        final TraceInfo info = TraceInfo.of(source);
        assertThat(info.flows()).isEqualTo(300L * loops);
        assertThat(info.tcpChecksums().good()).isEqualTo(200L * loops);
        assertThat(info.udpChecksums().good()).isEqualTo(100L * loops);
        assertThat(info.ipv4Checksums().good()).isEqualTo(200L * loops);
        assertThat(info.outOfOrder()).isZero();

        final TraceInfo plain =
                TraceInfo.of(new LoopingSource(() -> new ListSource(frames), loops, false));
        assertThat(plain.flows()).isEqualTo(300);
    }

    @Test
    void bothDirectionsOfAFlowStayOneFlow() throws Exception {
        final List<byte[]> frames =
                List.of(
                        frame(true, 6, 0xc0a80001, 0x08080808, new byte[1]),
                        FrameBytes.packet(
                                FrameBytes.ipv4Address(0x08080808),
                                FrameBytes.ipv4Address(0xc0a80001),
                                6,
                                FrameBytes.tcp(2, 1, new byte[2])));
        final TraceInfo info =
                TraceInfo.of(new LoopingSource(() -> new ListSource(frames), 50, true));
        assertThat(info.flows()).isEqualTo(50);
    }

    @Test
    void theFirstLoopIsTheCaptureAndNonIpIsLeftAlone() throws Exception {
        final byte[] arp = FrameBytes.ethernet(0x0806, CaptureBytes.packet(46, 0));
        final List<byte[]> frames = List.of(arp, frame(true, 6, 1 << 24 | 1, 2 << 24, new byte[0]));
        final Drained drained =
                Drained.of(new LoopingSource(() -> new ListSource(frames), 2, true));
        assertThat(drained.bytes(0)).isEqualTo(arp);
        assertThat(drained.bytes(1)).isEqualTo(frames.get(1));
        assertThat(drained.bytes(2)).isEqualTo(arp);
        assertThat(drained.bytes(3)).isNotEqualTo(frames.get(1));
    }

    @Test
    void masksUseConstantBitsFirst() {
        final LoopMask mask = new LoopMask(0x00ff_ff00);
        mask.observe(0x0a00_0000);
        mask.observe(0x0a00_ff03);
        mask.settle();
        final Set<Integer> seen = new HashSet<>();
        for (int loop = 0; loop < 256; loop++) {
            assertThat(mask.of(loop) & ~0x00ff_0000).isZero();
            seen.add(mask.of(loop));
        }
        assertThat(seen).hasSize(256);
        for (int loop = 256; loop < 65_536; loop++) {
            assertThat(mask.of(loop) & ~0x00ff_ff00).isZero();
            seen.add(mask.of(loop));
        }
        assertThat(seen).hasSize(65_536);
        assertThat(mask.of(65_536)).isZero();
    }
}
