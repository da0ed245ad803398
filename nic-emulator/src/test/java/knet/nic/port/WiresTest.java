package knet.nic.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.nic.ListSource;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;
import knet.traces.pcap.PcapWriter;
import knet.traces.store.TraceStoreWriter;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiresTest {
    @TempDir Path root;

    private Path capture(final String name, final int... lengths) throws IOException {
        final Path file = root.resolve(name);
        try (PcapWriter writer = new PcapWriter(file)) {
            for (int i = 0; i < lengths.length; i++) {
                writer.write(frame(lengths[i], 1000L + i), -1);
            }
        }
        return file;
    }

    private static Frame frame(final int length, final long timestampNs) {
        final Frame frame = new Frame();
        frame.wrap(new UnsafeBuffer(new byte[length]), 0, length, length, timestampNs);
        return frame;
    }

    private static List<Integer> lengths(final FrameSource source) {
        final List<Integer> lengths = new ArrayList<>();
        final Frame frame = new Frame();
        try (source) {
            while (source.next(frame)) {
                lengths.add(frame.length());
            }
            assertThat(source.isExhausted()).isTrue();
        }
        return lengths;
    }

    private static WireChoice choice(
            final WireSpec spec, final String from, final long limit, final long loop) {
        return new WireChoice(spec, null, from, false, limit, loop, false);
    }

    @Test
    void readsCapturesOneAfterTheOther() throws IOException {
        final Path a = capture("a.pcap", 60, 61);
        final Path b = capture("b.pcap", 62);
        assertThat(lengths(Wires.open("pcap:" + a + "," + b))).containsExactly(60, 61, 62);
    }

    @Test
    void namesMayHoldCommasAndBackslashes() throws IOException {
        final Path comma = capture("a,b.pcap", 60);
        final Path backslash = capture("c\\d.pcap", 61);
        final WireSpec spec = WireSpec.ofCaptures(List.of(comma, backslash));
        assertThat(spec.files()).containsExactly(comma, backslash);
        assertThat(WireSpec.parse(spec.toString())).isEqualTo(spec);
        assertThat(lengths(Wires.open(spec.toString()))).containsExactly(60, 61);
        assertThat(lengths(Wires.open("pcap:" + comma))).as("typed as it is").containsExactly(60);
    }

    @Test
    void limitCountsWithinALoop() throws IOException {
        final WireSpec spec = WireSpec.ofCaptures(List.of(capture("a.pcap", 60, 61, 62)));
        assertThat(lengths(Wires.open(choice(spec, null, 2, 3))))
                .containsExactly(60, 61, 60, 61, 60, 61);
        assertThat(lengths(Wires.open(choice(spec, null, 0, 1)))).isEmpty();
    }

    @Test
    void readsAStoreFromWhereverItIsTold() throws IOException {
        final Path directory = root.resolve("store");
        try (TraceStoreWriter writer = TraceStoreWriter.open(directory)) {
            writer.beginSource("test");
            for (int i = 0; i < 5; i++) {
                writer.append(frame(60 + i, 1000L + i));
            }
            writer.endSource(null);
        }
        final WireSpec spec = WireSpec.ofStore(directory);
        assertThat(lengths(Wires.open(choice(spec, null, -1, 1)))).hasSize(5);
        assertThat(lengths(Wires.open(choice(spec, "3", -1, 1)))).containsExactly(63, 64);
        assertThat(lengths(Wires.open(choice(spec, "3", -1, 2)))).containsExactly(63, 64, 63, 64);
    }

    @Test
    void generates() throws IOException {
        assertThat(lengths(Wires.open("generate:packets=7,proto=udp,size=100")))
                .hasSize(7)
                .containsOnly(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pcap", "pcap:", "store:", "live:", "tape:x", "PCAP:x", "x\ny"})
    void whatIsNoWireIsAnErrorOfOneLine(final String text) {
        assertThatThrownBy(() -> Wires.open(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("wire '")
                .hasMessageNotContaining("\n");
    }

    @Test
    void whatCannotBeOpenedIsAnErrorOfOneLine() throws IOException {
        final Path text = Files.writeString(root.resolve("letter"), "dear sir");
        for (final String wire :
                List.of("pcap:" + root.resolve("no"), "pcap:" + text, "store:" + text)) {
            assertThatThrownBy(() -> Wires.open(wire))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(root.toString())
                    .hasMessageNotContaining("\n");
        }
        assertThatThrownBy(() -> Wires.open("pcap:a,,b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Wires.open("generate:flows=none"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partsThatDoNotGoTogetherAreErrors() {
        final WireSpec pcap = WireSpec.parse("pcap:x");
        final WireSpec store = WireSpec.parse("store:x");
        for (final WireChoice bad :
                List.of(
                        new WireChoice(pcap, null, "3", false, -1, 1, false),
                        new WireChoice(pcap, null, null, true, -1, 1, false),
                        new WireChoice(store, null, null, true, -1, 2, false),
                        new WireChoice(
                                WireSpec.parse("live:x"), null, null, false, -1, 2, false))) {
            assertThatThrownBy(() -> Wires.open(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void identityTellsWiresApart() {
        final WireSpec spec = WireSpec.parse("pcap:x");
        assertThat(new WireChoice(spec).identity()).isEqualTo("pcap:x");
        assertThat(new WireChoice(spec, "tcp", null, false, 5, 2, true).identity())
                .isEqualTo("pcap:x filter=tcp limit=5 loop=2 rewrite=true");
    }

    @Test
    void skippedFramesAreCountedAndNotPaced() {
        final WirePort port =
                new WirePort(ListSource.repeat(new byte[60], 10), Pacer.parse("1000pps"));
        assertThat(port.skip(4)).isEqualTo(4);
        assertThat(port.poll(5_000)).as("the run is anchored at its first frame").isTrue();
        assertThat(port.poll(5_000 + 999_999)).isFalse();
        assertThat(port.nextDueNs()).isEqualTo(5_000 + 1_000_000);
        assertThat(port.isDone()).isFalse();
        assertThat(port.frames()).isEqualTo(5);
        assertThat(port.poll(8_000_000)).isTrue();
        assertThat(port.lateness().maxNs()).isGreaterThan(6_900_000);
        assertThat(port.durationNs()).isEqualTo(5_000);
        assertThat(port.skip(100)).isEqualTo(4);
        assertThat(port.isDone()).isTrue();
        port.close();
    }

    @Test
    void aPauseIsNotMadeUpFor() {
        final WirePort port =
                new WirePort(ListSource.repeat(new byte[60], 10), Pacer.parse("1000pps"));
        assertThat(port.poll(0)).isTrue();
        assertThat(port.poll(0)).isFalse();
        final long laterNs = 60_000_000_000L;
        port.reanchor(laterNs);
        assertThat(port.poll(laterNs)).isTrue();
        assertThat(port.poll(laterNs)).isFalse();
        assertThat(port.nextDueNs()).isEqualTo(laterNs + 1_000_000);
        port.close();
    }

    @Test
    void aWireThatFailsEnds() {
        final WirePort port = new WirePort(ListSource.repeat(new byte[60], 10), Pacer.parse("max"));
        assertThat(port.poll(0)).isTrue();
        port.fail("cut");
        assertThat(port.poll(0)).isFalse();
        assertThat(port.isDone()).isTrue();
        assertThat(port.damage()).isEqualTo("cut");
        port.close();
    }
}
