package knet.traces.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Random;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficSpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceShowTest {
    private static final Path SAMPLES = Path.of("samples");

    private final TraceShow show = new TraceShow();

    private String lines(final FrameSource source, final long limit) throws IOException {
        final StringBuilder out = new StringBuilder();
        try (source) {
            show.lines(source, limit, out);
        }
        return out.toString();
    }

    @Test
    void aLineSaysWhoToWhomAndWhat() throws IOException {
        final String tcp =
                lines(TrafficSpec.parse("flows=1,packets=8,start=2026-02-03T04:05:06Z").open(), 9);
        assertThat(tcp.lines()).hasSize(8);
        assertThat(tcp.lines().findFirst())
                .hasValueSatisfying(
                        line ->
                                assertThat(line)
                                        .matches(
                                                " {6}0  2026-02-03 04:05:06\\.000000000  "
                                                        + "10\\.[0-9.]+:\\d+ -> 198\\.18\\.0\\.\\d+:\\d+"
                                                        + " TCP SYN seq \\d+ win 65535 len 0  66 bytes"));
        final String udp = lines(TrafficSpec.parse("flows=1,packets=1,ip=6,proto=udp").open(), 9);
        assertThat(udp).contains("[2001:2::", "UDP length ");
    }

    @Test
    void theLimitHolds() throws IOException {
        assertThat(lines(TrafficSpec.parse("packets=100").open(), 7).lines()).hasSize(7);
    }

    @Test
    void tagsAndFragmentsShow() throws IOException {
        final String vlan = lines(Captures.open(SAMPLES.resolve("vlan.pcap")), Long.MAX_VALUE);
        assertThat(vlan).contains("  vlan 10 10.78.10.2:", "  vlan 300 vlan 30 10.78.30.2:");
        final String fragments =
                lines(Captures.open(SAMPLES.resolve("ip-fragments.pcap")), Long.MAX_VALUE);
        assertThat(fragments)
                .containsPattern("fd77:1::2 -> fd77:2::2 .*fragment of \\d+ at 0, more follow")
                .containsPattern("10.77.1.2 -> 10.77.2.2 .*fragment of \\d+ at 2960, last");
    }

    @Test
    void detailShowsHeadersAndBytes() throws IOException {
        final StringBuilder out = new StringBuilder();
        try (FrameSource source = TrafficSpec.parse("flows=1,packets=10,size=200").open()) {
            assertThat(show.detail(source, 3, out)).isTrue();
        }
        assertThat(out)
                .startsWith("frame 3, 2026-01-01 00:00:00.000003000 UTC, 200 bytes\n")
                .contains("[Ethernet Header (14 bytes)]", "[IPv4 Header", "[TCP Header")
                .contains("[data (146 bytes)]", "  0x0000: 0200 0000 00", "\n  0x00c0: ");
        final StringBuilder none = new StringBuilder();
        try (FrameSource source = TrafficSpec.parse("flows=1,packets=10").open()) {
            assertThat(show.detail(source, 10, none)).isFalse();
        }
        assertThat(none).isEmpty();
    }

    @Test
    void addressesAreWrittenAsPeopleWriteThem() throws IOException {
        final StringBuilder out = new StringBuilder();
        try (FrameSource source = Captures.open(SAMPLES.resolve("web-64-clients.pcap"))) {
            final Frame frame = new Frame();
            for (int i = 0; i < 60 && source.next(frame); i++) {
                out.append(show.detail(i, frame));
            }
        }
        assertThat(out)
                .contains("address: 10.77.1.1\n", "address: fd77:")
                .doesNotContain(": /", "0:0:0");
    }

    @Test
    void serviceTagsKeepTheirTypeInTheBytes() throws IOException {
        final StringBuilder out = new StringBuilder();
        try (FrameSource source = Captures.open(SAMPLES.resolve("vlan.pcap"))) {
            final Frame frame = new Frame();
            do {
                assertThat(source.next(frame)).isTrue();
            } while (frame.buffer().getShort(frame.offset() + 12) != (short) 0xa888);
            out.append(show.detail(5, frame));
        }
        assertThat(out)
                .contains("the type of the outer tag is 0x88a8")
                .contains("VID: 300", "VID: 30\n")
                .contains(" 88a8 012c ");
    }

    @Test
    void truncationIsSaid() {
        final Frame frame = new Frame();
        frame.wrap(new UnsafeBuffer(new byte[40]), 0, 40, 1514, -1);
        assertThat(show.line(0, frame)).contains("1514 bytes, of which 40 were captured");
        assertThat(show.line(0, frame)).contains("1969-12-31 23:59:59.999999999");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 13, 14, 17, 33, 53})
    void shortFramesGetANoteOrALine(final int length) {
        final byte[] bytes = new byte[60];
        bytes[12] = 8;
        bytes[14] = 0x45;
        final Frame frame = new Frame();
        frame.wrap(new UnsafeBuffer(bytes), 0, length, 60, 0);
        assertThat(show.line(3, frame)).startsWith("      3  ").endsWith("\n");
        assertThat(show.detail(3, frame)).startsWith("frame 3, ");
    }

    /** Real frames with bytes changed and ends cut: hundreds reach every decoder's weak spots. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "web-64-clients.pcap",
                "vlan.pcap",
                "ip-fragments.pcap",
                "dns-udp.pcap",
                "tcp-loss-reorder.pcap"
            })
    void damagedFramesNeverThrowNorReachTheTerminal(final String sample) throws IOException {
        final Random random = new Random(sample.hashCode());
        final Frame frame = new Frame();
        final Frame damaged = new Frame();
        int notes = 0;
        try (FrameSource source = Captures.open(SAMPLES.resolve(sample))) {
            for (int i = 0; i < 600 && source.next(frame); i++) {
                final byte[] bytes = new byte[frame.length()];
                frame.buffer().getBytes(frame.offset(), bytes);
                for (int change = random.nextInt(6); change >= 0; change--) {
                    bytes[random.nextInt(Math.min(bytes.length, 120))] = (byte) random.nextInt();
                }
                final int length =
                        random.nextInt(3) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
                damaged.wrap(new UnsafeBuffer(bytes), 0, length, frame.wireLength(), i);
                final String text = show.line(i, damaged) + show.detail(i, damaged);
                assertThat(text.chars().filter(c -> c < ' ' && c != '\n').count()).isZero();
                notes += text.contains("pcap4j cannot decode") ? 1 : 0;
            }
        }
        assertThat(notes).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:0:0:0:0:0:0:0, 1::",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "10.1.2.3, 10.1.2.3",
    })
    void addressesAreWrittenAsRfc5952Says(final String given, final String expected)
            throws IOException {
        assertThat(AddressText.of(InetAddress.getByName(given))).isEqualTo(expected);
    }
}
