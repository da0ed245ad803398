package knet.traces.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import knet.traces.CaptureBytes;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameBytes;
import knet.traces.FrameSource;
import knet.traces.ListSource;
import knet.traces.header.HeaderWalk;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceInfoTest {
    private static final byte[] A = FrameBytes.ipv4Address(0x0a000001);
    private static final byte[] B = FrameBytes.ipv4Address(0xc0a80002);
    private static final byte[] A6 = FrameBytes.ipv6Address(0x2001_0db8L << 32, 1);
    private static final byte[] B6 = FrameBytes.ipv6Address(0x2001_0db8L << 32, 2);

    @TempDir Path directory;

    private static TraceInfo info(final byte[]... frames) {
        return TraceInfo.of(new ListSource(List.of(frames)));
    }

    private static byte[] tcp(
            final byte[] source, final byte[] destination, final int from, final int to) {
        return FrameBytes.packet(source, destination, 6, FrameBytes.tcp(from, to, new byte[3]));
    }

    @Test
    void aFlowIsBothDirectionsOfAFiveTuple() {
        assertThat(info(tcp(A, B, 1, 2), tcp(B, A, 2, 1), tcp(A, B, 1, 2)).flows()).isEqualTo(1);
        assertThat(info(tcp(A, B, 1, 2), tcp(A, B, 2, 1)).flows()).isEqualTo(2);
        assertThat(info(tcp(A, A, 1, 2), tcp(A, A, 2, 1)).flows()).isEqualTo(1);
        assertThat(info(tcp(A6, B6, 1, 2), tcp(B6, A6, 2, 1)).flows()).isEqualTo(1);
        assertThat(info(tcp(A6, B6, 1, 2), tcp(A6, B6, 2, 1)).flows()).isEqualTo(2);
        assertThat(info(tcp(A6, A6, 1, 2), tcp(A6, A6, 2, 1)).flows()).isEqualTo(1);
        final TraceInfo mixed =
                info(
                        tcp(A, B, 1, 2),
                        FrameBytes.packet(A, B, 17, FrameBytes.udp(1, 2, new byte[0])),
                        FrameBytes.packet(A, B, 132, FrameBytes.int16(1, 2, 0, 0)),
                        FrameBytes.packet(A, B, 1, new byte[8]));
        assertThat(mixed.flows()).isEqualTo(3);
        assertThat(mixed.flowsByProtocol()).isEqualTo(Map.of("TCP", 1L, "UDP", 1L, "SCTP", 1L));
        assertThat(mixed.portlessFlows()).isEqualTo(1);
        assertThat(mixed.portlessFlowsByProtocol()).isEqualTo(Map.of("ICMP", 1L));
    }

    @Test
    void withoutPortsAFlowIsAPairOfAddressesAndAProtocol() {
        final TraceInfo info =
                info(
                        FrameBytes.packet(A, B, 1, new byte[8]),
                        FrameBytes.packet(B, A, 1, new byte[8]),
                        FrameBytes.packet(A6, B6, 58, new byte[8]),
                        FrameBytes.packet(B6, A6, 58, new byte[8]),
                        FrameBytes.packet(A6, B6, 47, new byte[8]),
                        tcp(A, B, 0, 0));
        assertThat(info.flows()).isEqualTo(1);
        assertThat(info.portlessFlows()).isEqualTo(3);
        assertThat(info.portlessFlowsByProtocol())
                .isEqualTo(Map.of("ICMP", 1L, "ICMPv6", 1L, "GRE", 1L));
    }

    @Test
    void packetsOfZerosAreOneFlow() {
        final byte[] zero = new byte[4];
        final TraceInfo info =
                info(
                        FrameBytes.packet(zero, zero, 0, new byte[8]),
                        FrameBytes.packet(zero, zero, 0, new byte[8]),
                        FrameBytes.packet(zero, zero, 0, new byte[8]));

        assertThat(info.portlessFlows()).isEqualTo(1);
    }

    @Test
    void tagsDoNotTellFlowsApartAndLaterFragmentsAreNone() {
        final byte[] ip = FrameBytes.ip(A, B, 6, FrameBytes.tcp(1, 2, new byte[3]));
        final byte[] later = tcp(A, B, 77, 78);
        FrameBytes.putInt16(later, 20, 5);
        final TraceInfo info =
                info(
                        tcp(A, B, 1, 2),
                        FrameBytes.ethernet(
                                0x8100, FrameBytes.concat(FrameBytes.int16(5, 0x0800), ip)),
                        FrameBytes.ethernet(
                                0x8847, FrameBytes.concat(new byte[] {0, 1, 1, 64}, ip)),
                        later);
        assertThat(info.flows()).isEqualTo(1);
        assertThat(info.portlessFlows()).isZero();
        assertThat(info.fragments()).isEqualTo(1);
        assertThat(info.laterFragments()).isEqualTo(1);
        assertThat(info.vlanTagged()).isEqualTo(1);
        assertThat(info.transportProtocols()).isEqualTo(Map.of("TCP", 4L));
    }

    @Test
    void flowsAreCountedExactlyAsTheTableGrows() {
        final Random random = new Random(3);
        final Set<String> expected = new HashSet<>();
        final FlowSet flows = new FlowSet();
        final HeaderWalk headers = new HeaderWalk();
        for (int i = 0; i < 60_000; i++) {
            final boolean isIpv4 = random.nextBoolean();
            final int first = random.nextInt(200);
            final int second = random.nextInt(200);
            final int from = random.nextInt(3);
            final int to = random.nextInt(3);
            final byte[] source =
                    isIpv4 ? FrameBytes.ipv4Address(first) : FrameBytes.ipv6Address(first, 7);
            final byte[] destination =
                    isIpv4 ? FrameBytes.ipv4Address(second) : FrameBytes.ipv6Address(second, 7);
            final byte[] frame =
                    FrameBytes.packet(source, destination, 6, FrameBytes.int16(from, to));
            final String one = first + ":" + from;
            final String other = second + ":" + to;
            final boolean isNew =
                    expected.add(
                            isIpv4
                                    + (one.compareTo(other) < 0
                                            ? one + " " + other
                                            : other + " " + one));
            final UnsafeBuffer buffer = new UnsafeBuffer(frame);
            headers.walk(buffer, 0, frame.length, frame.length);
            assertThat(flows.add(buffer, headers)).isEqualTo(isNew);
        }
        assertThat(flows.flows()).isEqualTo(expected.size()).isGreaterThan(40_000);
        assertThat(flows.isFull()).isFalse();
    }

    @Test
    void judgesChecksums() {
        final byte[] good = tcp(A, B, 1, 2);
        final byte[] bad = tcp(A, B, 1, 2);
        bad[bad.length - 1] ^= 1;
        final byte[] offloaded = tcp(A, B, 1, 2);
        FrameBytes.putInt16(offloaded, 50, FrameBytes.pseudoSum(offloaded));
        final byte[] cut = java.util.Arrays.copyOf(good, good.length - 1);
        final byte[] absent = FrameBytes.packet(A, B, 17, FrameBytes.udp(1, 2, new byte[4]));
        FrameBytes.putInt16(absent, 40, 0);
        final byte[] badHeader = tcp(A, B, 1, 2);
        badHeader[22] ^= 1;
        final byte[] noHeaderSum = tcp(A, B, 1, 2);
        FrameBytes.putInt16(noHeaderSum, 24, 0);
        final TraceInfo info =
                info(
                        good,
                        bad,
                        offloaded,
                        cut,
                        absent,
                        badHeader,
                        noHeaderSum,
                        tcp(A6, B6, 1, 2),
                        FrameBytes.packet(A6, B6, 17, FrameBytes.udp(1, 2, new byte[5])));
        assertThat(info.tcpChecksums()).isEqualTo(new ChecksumCounts(4, 1, 1, 0, 1));
        assertThat(info.udpChecksums()).isEqualTo(new ChecksumCounts(1, 0, 0, 1, 0));
        assertThat(info.ipv4Checksums()).isEqualTo(new ChecksumCounts(5, 1, 1, 0, 0));
    }

    @Test
    void countsSizesTimesAndOddities() throws Exception {
        final CaptureBytes capture =
                new CaptureBytes()
                        .pcapHeader(0xa1b2c3d4, 1)
                        .pcapRecord(5, 0, 60, tcp(A, B, 1, 2))
                        .pcapRecord(9, 0, 1514, new byte[60])
                        .pcapRecord(7, 500, 1515, new byte[1515])
                        .pcapRecord(8, 0, 10, new byte[60])
                        .pcapRecord(8, 0, 1518, vlanTagged())
                        .pcapRecord(8, 0, 61, FrameBytes.ethernet(0x0806, new byte[46]));
        final byte[] whole = capture.toArray();
        final Path file =
                CaptureBytes.write(
                        directory.resolve("t"), java.util.Arrays.copyOf(whole, whole.length - 1));
        final TraceInfo info;
        try (FrameSource source = Captures.open(file)) {
            info = TraceInfo.of(source);
        }
        Files.delete(file);
        assertThat(info.packets()).isEqualTo(5);
        assertThat(info.wireBytes()).isEqualTo(60 + 1514 + 1515 + 10 + 1518);
        assertThat(info.firstNs()).isEqualTo(5_000_000_000L);
        assertThat(info.lastNs()).isEqualTo(9_000_000_000L);
        assertThat(info.durationNs()).isEqualTo(4_000_000_000L);
        assertThat(info.outOfOrder()).isEqualTo(1);
        assertThat(info.giants()).isEqualTo(1);
        // The first record is 57 bytes of 60.
        assertThat(info.truncated()).isEqualTo(2);
        assertThat(info.inflated()).isEqualTo(1);
        assertThat(info.maxWireBytes()).isEqualTo(1518);
        assertThat(info.linkTypes()).containsExactly("EN10MB");
        assertThat(info.damage()).contains("cut short");
        assertThat(info.sizes())
                .containsExactly(
                        new SizeBucket(0, 59, 1),
                        new SizeBucket(60, 60, 1),
                        new SizeBucket(1024, 1514, 1),
                        new SizeBucket(1515, 9018, 2));
        assertThat(info.networkProtocols().keySet()).contains("IPv4");
    }

    private static byte[] vlanTagged() {
        final byte[] payload = new byte[1500];
        return FrameBytes.concat(new byte[12], FrameBytes.int16(0x8100, 5, 0x88b5), payload);
    }

    @Test
    void protocolsAreNamedMostFrequentFirst() {
        final List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            frames.add(FrameBytes.ethernet(0x0806, new byte[46]));
        }
        frames.add(FrameBytes.packet(A, B, 1, new byte[8]));
        frames.add(FrameBytes.packet(A, B, 1, new byte[8]));
        frames.add(FrameBytes.packet(A6, B6, 58, new byte[8]));
        frames.add(FrameBytes.ethernet(0x0800, new byte[46]));
        frames.add(FrameBytes.ethernet(0x1234, new byte[46]));
        frames.add(FrameBytes.ethernet(100, new byte[46]));
        frames.add(new byte[9]);
        final TraceInfo info = TraceInfo.of(new ListSource(frames));
        assertThat(new ArrayList<>(info.networkProtocols().entrySet()).subList(0, 2))
                .containsExactly(Map.entry("ARP", 3L), Map.entry("IPv4", 2L));
        assertThat(info.networkProtocols())
                .containsOnlyKeys(
                        "ARP", "IPv4", "IPv6", "IPv4 malformed", "0x1234", "802.3", "cut");
        assertThat(info.transportProtocols()).isEqualTo(Map.of("ICMP", 2L, "ICMPv6", 1L));
        assertThat(info.malformed()).isEqualTo(1);
        assertThat(info.networkProtocols().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(info.packets());
    }

    @Test
    void anEmptyCaptureHasNoDuration() {
        final TraceInfo info = info();
        assertThat(info.packets()).isZero();
        assertThat(info.durationNs()).isZero();
        assertThat(info.sizes()).isEmpty();
        final Frame frame = new Frame();
        frame.wrap(new UnsafeBuffer(new byte[0]), 0, 0, 0, 9);
        final TraceInfoCollector collector = new TraceInfoCollector();
        collector.add(frame);
        assertThat(collector.info(new ListSource(List.of())).firstNs()).isEqualTo(9);
    }
}
