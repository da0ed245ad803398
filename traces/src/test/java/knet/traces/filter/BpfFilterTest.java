package knet.traces.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import knet.traces.Drained;
import knet.traces.Frame;
import knet.traces.FrameBytes;
import knet.traces.ListSource;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

class BpfFilterTest {
    /** Every kind of instruction that libpcap's compiler emits for Ethernet. */
    private static final List<String> EXPRESSIONS =
            List.of(
                    "",
                    "tcp",
                    "udp port 53",
                    "tcp port 80 or port 443",
                    "portrange 1-1024",
                    "host 10.0.0.1",
                    "src net 10.0.0.0/8 and not dst host 10.0.0.2",
                    "ip6 and tcp",
                    "ip6 host 2001:db8::1",
                    "vlan and ip",
                    "vlan 5",
                    "mpls",
                    "pppoes",
                    "ether host 02:00:00:00:00:01",
                    "ether broadcast or ether multicast or ip multicast",
                    "less 60 or greater 100",
                    "len > 80 and len <= 1000",
                    "ip[6:2] & 0x3fff != 0",
                    "ip[0] & 0xf != 5",
                    "tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn",
                    "tcp[((tcp[12:1] & 0xf0) >> 2):4] = 0x47455420",
                    "ip[2:2] * 2 + 6 - 1 > len / 2",
                    "ip[8] % 7 = 3 or ip[8] ^ 0x55 = 1 or ip[9] << 2 = 24",
                    "tcp[tcp[0] & 7] > 3",
                    "ether[len - 1] = 7",
                    "ip[1:4] / ip[30] > 1 or ip[30] % ip[31] = 1",
                    "ip proto 58 or ip6 proto 58 or icmp or arp or rarp",
                    "ip6 protochain 6",
                    "ip protochain 17");

    @BeforeEach
    void needsLibpcap(final TestInfo test) {
        if (test.getTags().contains("no-libpcap")) {
            return;
        }
        boolean isThere = true;
        try {
            Pcaps.libVersion();
        } catch (final LinkageError e) {
            isThere = false;
        }
        assumeTrue(isThere, "needs libpcap");
    }

    @Test
    void agreesWithLibpcapOnFramesOfEveryKind() throws Exception {
        final List<byte[]> frames = frames();
        final Frame frame = new Frame();
        for (final String expression : EXPRESSIONS) {
            final BpfFilter filter = BpfFilter.compile(expression);
            int matched = 0;
            try (PcapHandle handle = Pcaps.openDead(DataLinkType.EN10MB, 262_144)) {
                final BpfProgram oracle =
                        handle.compileFilter(
                                expression,
                                BpfProgram.BpfCompileMode.NONOPTIMIZE,
                                (java.net.Inet4Address)
                                        java.net.InetAddress.getByName("255.255.255.255"));
                for (int i = 0; i < frames.size(); i++) {
                    final byte[] bytes = frames.get(i);
                    // Behind other bytes, and with a wire length of its own.
                    final byte[] shifted = FrameBytes.concat(new byte[3], bytes, new byte[64]);
                    final int wireLength = bytes.length + (i % 3) * 50;
                    frame.wrap(new UnsafeBuffer(shifted), 3, bytes.length, wireLength, 0);
                    final boolean expected = oracle.applyFilter(bytes, wireLength, bytes.length);
                    assertThat(filter.matches(frame))
                            .as("%s on frame %d", expression, i)
                            .isEqualTo(expected);
                    matched += expected ? 1 : 0;
                }
                oracle.free();
            }
            assertThat(filter).hasToString(expression);
            assertThat(matched).as("%s discriminates", expression).isPositive();
        }
    }

    /** Whole frames, cut ones, and mutated ones. */
    private static List<byte[]> frames() {
        final Random random = new Random(5);
        final List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            final byte[] payload = new byte[random.nextInt(120)];
            random.nextBytes(payload);
            if (payload.length > 4 && i % 4 == 0) {
                System.arraycopy("GET ".getBytes(StandardCharsets.US_ASCII), 0, payload, 0, 4);
            }
            final byte[] transport =
                    i % 3 == 0
                            ? FrameBytes.udp(random.nextInt(2048), 53, payload)
                            : FrameBytes.tcp(random.nextInt(65_536), 80, payload);
            transport[13] = (byte) (i % 3 == 0 ? transport.length : 2);
            final int protocol = i % 3 == 0 ? 17 : i % 7 == 0 ? 58 : 6;
            final byte[] ip =
                    i % 5 == 0
                            ? FrameBytes.ip(
                                    FrameBytes.ipv6Address(0x2001_0db8_0000_0000L, 1),
                                    FrameBytes.ipv6Address(0xff02L << 48, i),
                                    protocol,
                                    transport)
                            : FrameBytes.ip(
                                    FrameBytes.ipv4Address(0x0a000000 + i % 4),
                                    FrameBytes.ipv4Address(random.nextInt()),
                                    protocol,
                                    transport);
            final int etherType = i % 5 == 0 ? 0x86dd : 0x0800;
            final byte[] frame = FrameBytes.ethernet(etherType, ip);
            frames.add(frame);
            frames.add(
                    FrameBytes.ethernet(
                            0x8100, FrameBytes.concat(FrameBytes.int16(i % 8, etherType), ip)));
            frames.add(
                    FrameBytes.ethernet(0x8847, FrameBytes.concat(new byte[] {0, 1, 1, 64}, ip)));
            frames.add(
                    FrameBytes.ethernet(
                            0x8864,
                            FrameBytes.concat(
                                    FrameBytes.int16(0x1100, 1, ip.length + 2, 0x21), ip)));
            for (int j = 0; j < 6; j++) {
                frames.add(java.util.Arrays.copyOf(frame, random.nextInt(frame.length + 1)));
                final byte[] mutated = frame.clone();
                mutated[random.nextInt(Math.min(mutated.length, 60))] = (byte) random.nextInt();
                frames.add(mutated);
            }
        }
        frames.add(FrameBytes.ethernet(0x0806, new byte[46]));
        final byte[] broadcast = FrameBytes.ethernet(0x0800, new byte[46]);
        java.util.Arrays.fill(broadcast, 0, 6, (byte) -1);
        frames.add(broadcast);
        final byte[] ending = new byte[200];
        ending[199] = 7;
        frames.add(ending);
        for (int i = 0; i < 50; i++) {
            final byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            frames.add(noise);
        }
        return frames;
    }

    @Test
    void saysWhatLibpcapDoesNotTake() {
        for (final String expression :
                List.of("foo bar", "tcp port", "host 300.1.1.1", "ip broadcast", "(")) {
            assertThatThrownBy(() -> BpfFilter.compile(expression))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("filter '" + expression + "': ")
                    .hasMessageNotContainingAny("\n");
        }
    }

    @Test
    void filtersASource() throws IOException {
        final List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            frames.add(
                    FrameBytes.packet(
                            FrameBytes.ipv4Address(1),
                            FrameBytes.ipv4Address(2),
                            17,
                            FrameBytes.udp(i, 9, new byte[i])));
        }
        final BpfFilter filter = BpfFilter.compile("udp src port 4 or udp src port 9");
        final FilteredSource source = new FilteredSource(new ListSource(frames), filter);
        assertThat(Drained.of(source).lengths()).containsExactly(46, 51);
        assertThat(source.rejected()).isEqualTo(8);

        final FilteredSource bounded = new FilteredSource(new ListSource(frames), filter, 2);
        final Frame frame = new Frame();
        assertThat(bounded.next(frame)).isFalse();
        assertThat(bounded.isExhausted()).isFalse();
        assertThat(bounded.next(frame)).isFalse();
        assertThat(bounded.next(frame)).isTrue();
        assertThat(Drained.of(bounded).rows()).hasSize(1);
        assertThatThrownBy(() -> new FilteredSource(new ListSource(frames), filter, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Run in a process of its own: there libpcap has another name. */
    public static void main(final String[] arguments) {
        try {
            BpfFilter.compile("tcp");
            System.out.print("compiled");
        } catch (final IOException e) {
            System.out.print(e.getMessage());
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("no-libpcap")
    void withoutLibpcapTheErrorSaysWhatToInstall() throws Exception {
        final Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dorg.pcap4j.core.pcapLibName=libpcap-that-is-not-there",
                                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BpfFilterTest.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("filters need libpcap, which cannot be loaded")
                .contains("apt install libpcap0.8")
                .doesNotContain("\n");
    }
}
