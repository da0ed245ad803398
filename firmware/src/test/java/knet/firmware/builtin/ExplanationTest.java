package knet.firmware.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import knet.firmware.BuiltInSpecs;
import knet.firmware.EthernetPcap;
import knet.firmware.Explanation;
import knet.firmware.HashInput;
import knet.firmware.Packet;
import knet.firmware.Toeplitz;
import knet.firmware.check.Frames;
import knet.firmware.parts.XxHash32;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What classifiers say of their decisions is what they do. */
class ExplanationTest {
    private static final Path SAMPLES = Path.of("../traces/samples");
    private static final int QUEUES = 8;
    private static final int MOST_FRAMES = 20_000;

    private static final Map<String, Toeplitz> TOEPLITZ = new HashMap<>();

    private static List<UnsafeBuffer> frames;

    @BeforeAll
    static void readSamples() throws IOException {
        frames = new ArrayList<>();
        try (Stream<Path> files = Files.list(SAMPLES)) {
            for (final Path file :
                    files.filter(f -> f.toString().endsWith(".pcap")).sorted().toList()) {
                EthernetPcap.read(file, MOST_FRAMES)
                        .forEach(frame -> frames.add(new UnsafeBuffer(frame)));
            }
        }
        frames.add(TestPackets.arp());
        frames.add(new UnsafeBuffer(new byte[3]));
        frames.add(Frames.ethernet(Frames.IPV4).u8(0x45).toBuffer());
        frames.add(vxlan());
        // Cut short at every length that a header ends at or in.
        final UnsafeBuffer whole = TestPackets.toServer(7, Packet.TCP_ACK);
        for (int length = 0; length < whole.capacity(); length++) {
            frames.add(new UnsafeBuffer(whole, 0, length));
        }
    }

    private static UnsafeBuffer vxlan() {
        return Frames.ethernet(Frames.IPV4)
                .ipv4(17, 0x0a000001, 0x0a000002)
                .udp(5000, 4789)
                .hex("0800000000000100")
                .hex("020000000001020000000002")
                .u16(Frames.IPV6)
                .ipv6(6)
                .tcp(1234, 443, Packet.TCP_ACK)
                .toBuffer();
    }

    static List<String> specs() {
        return BuiltInSpecs.ALL;
    }

    /**
     * Of two classifiers that see the same frames and the same load, one decides and the other
     * explains: they agree, on every frame, on queue and hash, and what the explanation concludes
     * is the queue. The queues fill and drain, so that flows wait, move and lose their places.
     */
    @ParameterizedTest
    @MethodSource("specs")
    void theExplainedQueueIsTheDecision(final String spec) {
        final Rig deciding = new Rig(spec, QUEUES);
        final Rig explaining = new Rig(spec, QUEUES);
        final SplittableRandom random = new SplittableRandom(4);
        int number = 0;
        for (final UnsafeBuffer frame : frames) {
            final Explanation why = new Explanation();
            final int queue = deciding.send(frame);
            final int explained = explaining.explain(frame, why);
            final String wrong = disagreement(queue, explained, why, deciding, explaining);
            assertThat(wrong.isEmpty() ? wrong : "frame " + number + ": " + wrong).isEmpty();
            if (why.hash() != null) {
                partsAreInTheFrame(why.hash(), frame);
            }
            if (random.nextInt(4) == 0) {
                final int taken = random.nextInt(QUEUES);
                final int count = random.nextInt(20);
                deciding.take(taken, count);
                explaining.take(taken, count);
            }
            if (++number % 50 == 0 && deciding.classifier().tickIntervalNs() > 0) {
                deciding.tick(deciding.classifier().tickIntervalNs());
                explaining.tick(deciding.classifier().tickIntervalNs());
            }
        }
        assertThat(number).isGreaterThan(10_000);
    }

    private static String disagreement(
            final int queue,
            final int explained,
            final Explanation why,
            final Rig deciding,
            final Rig explaining) {
        if (explained != queue || why.queue() != queue) {
            return "queue " + queue + ", explained " + explained + ", concluded " + why.queue();
        }
        if (!why.isGiven()) {
            return "no reason";
        }
        final int hash = deciding.hash();
        if (explaining.hash() != hash) {
            return "another hash";
        }
        if (why.hash() == null) {
            return hash == 0 ? "" : "a hash that it does not tell of";
        }
        return why.hash().hash() == hash && recomputed(why.hash()) == hash
                ? ""
                : "the input bytes that it names have another hash";
    }

    /** With the functions themselves, not with the classifier's parts. */
    private static int recomputed(final HashInput input) {
        final byte[] bytes = HexFormat.of().parseHex(input.hex());
        if (input.function().equals("toeplitz")) {
            return TOEPLITZ.computeIfAbsent(
                            input.key(), key -> new Toeplitz(HexFormat.of().parseHex(key)))
                    .hash(new UnsafeBuffer(bytes), 0, bytes.length);
        }
        if (input.function().equals("xxh32")) {
            return XxHash32.hash(bytes, bytes.length, 0);
        }
        final Checksum crc = input.function().equals("crc32c") ? new CRC32C() : new CRC32();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }

    /** A part that is a field as it stands holds the bytes that the frame has there. */
    private static void partsAreInTheFrame(final HashInput input, final UnsafeBuffer frame) {
        for (final HashInput.Part part : input.parts()) {
            final boolean isRight;
            if (part.offset() >= 0 && part.hex().length() == 2 * part.length()) {
                final byte[] there = new byte[part.length()];
                frame.getBytes(part.offset(), there);
                isRight = part.hex().equals(HexFormat.of().formatHex(there));
            } else {
                isRight = part.offset() >= 0 || part.hex().chars().allMatch(c -> c == '0');
            }
            assertThat(isRight ? "" : part.toString()).isEmpty();
        }
    }

    @Test
    void theFieldsOfAnInnerHashLieInTheTunnel() {
        final Explanation why = new Explanation();
        new Rig("flow-hash:inner=true", 4).explain(vxlan(), why);
        assertThat(why.hash().isInner()).isTrue();
        // 14 Ethernet, 20 IPv4, 8 UDP, 8 VXLAN, 14 Ethernet, then IPv6's source at its 8th byte.
        assertThat(why.hash().parts().get(0).offset()).isEqualTo(14 + 20 + 8 + 8 + 14 + 8);
        assertThat(why.hash().fields()).isEqualTo("addresses and ports");
    }

    @Test
    void theRuleThatMatchesIsNamedAsTheUserWroteIt() {
        final Rig rig = new Rig("ntuple:rules=udp4 action 1;tcp4 dst-port 80 action 3 loc 9", 4);
        final Explanation why = new Explanation();
        rig.explain(TestPackets.toServer(1, Packet.TCP_ACK), why);
        assertThat(why.reason()).isEqualTo("rule 9: tcp4 dst-port 80 action 3 loc 9");
        final Explanation other = new Explanation();
        rig.explain(TestPackets.toClient(1, Packet.TCP_ACK), other);
        assertThat(other.reason()).isEqualTo("no rule: indirection[hash & 127]");
        assertThat(other.isByHash()).isTrue();
    }

    @Test
    void aFlowThatWaitsForItsQueueToDrainIsToldSo() {
        final Rig rig = new Rig("flow-director:sample=1,drain=true", 4);
        int client = 0;
        UnsafeBuffer there;
        UnsafeBuffer back;
        do { // until one comes whose directions RSS parts
            client++;
            there = TestPackets.toServer(client, Packet.TCP_ACK);
            back = TestPackets.toClient(client, Packet.TCP_ACK);
        } while (rig.send(back) == rig.send(there));
        final Explanation why = new Explanation();
        final int queue = rig.explain(back, why);
        assertThat(why.steps().get(0).text())
                .as("frames of it are in queue %d still", queue)
                .contains("when queue " + queue + " is drained past it");
        assertThat(why.reason()).isEqualTo("its entry in the flow table");
    }

    @Test
    void aNewFlowSeesTheLoadAndALaterPacketItsEntry() {
        final Rig rig = new Rig("jsq", 2);
        rig.fill(0, 5);
        final Explanation first = new Explanation();
        rig.explain(TestPackets.udp(1, 1000), first);
        assertThat(first.steps())
                .anyMatch(
                        step ->
                                step.name().equals("load of the queues")
                                        && step.values().get("depth0") == 5);
        assertThat(first.queue()).isEqualTo(1);
        assertThat(first.reason()).startsWith("a flow's first packet");
        final Explanation second = new Explanation();
        rig.explain(TestPackets.udp(1, 1000), second);
        assertThat(second.steps().get(0).values()).containsEntry("lastQueue", 1L);
        assertThat(second.reason()).isEqualTo("its flow's entry in the table");
    }

    @Test
    void whatAClassifierSaysIsBoundedAndFitForATerminal() {
        final Explanation why = new Explanation();
        for (int i = 0; i < 1000; i++) {
            why.step("n\u001b[2J" + i, "x".repeat(100_000)).value("v", i);
        }
        why.concludes(1, "a\nreason");
        assertThat(why.steps()).hasSize(Explanation.MOST_STEPS);
        assertThat(why.steps().get(0).text()).hasSizeLessThan(1100);
        assertThat(why.steps().get(0).name()).doesNotContain("\u001b");
        assertThat(why.reason()).isEqualTo("a reason");
    }
}
