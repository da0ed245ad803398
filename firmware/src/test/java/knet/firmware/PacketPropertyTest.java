package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.agrona.concurrent.UnsafeBuffer;

/** What holds for every frame, however wrong. */
class PacketPropertyTest {
    private static final FirmwareCatalog CATALOG = FirmwareCatalog.load();

    @Provide
    Arbitrary<byte[]> randomBytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    }

    /** A good frame with some bytes replaced, then cut or prolonged. */
    @Provide
    Arbitrary<byte[]> mutatedFrames() {
        return Arbitraries.of(SeedFrames.ALL)
                .flatMap(
                        seed ->
                                Arbitraries.longs()
                                        .map(randomness -> mutate(seed, new Random(randomness))));
    }

    private static byte[] mutate(final byte[] seed, final Random random) {
        final byte[] frame =
                Arrays.copyOf(
                        seed,
                        random.nextInt(3) > 0 ? seed.length : random.nextInt(seed.length + 20));
        if (frame.length > 12) {
            for (int i = random.nextInt(5); i > 0; i--) {
                // From the EtherType on: what stands in MAC addresses is of no consequence.
                frame[12 + random.nextInt(frame.length - 12)] = telling(random);
            }
        }
        return frame;
    }

    /** A byte that means something somewhere, or any. */
    private static byte telling(final Random random) {
        final int[] values = {0, 1, 4, 6, 8, 17, 41, 43, 44, 47, 51, 60, 0x45, 0x60, 0x81, 0xff};
        return (byte)
                (random.nextInt(4) == 0 ? random.nextInt() : values[random.nextInt(values.length)]);
    }

    @Property(tries = 3000)
    void mutatedFramesAreReadWithinTheirBounds(@ForAll("mutatedFrames") final byte[] frame) {
        isReadWithinItsBounds(frame);
    }

    @Property
    void randomBytesAreReadWithinTheirBounds(@ForAll("randomBytes") final byte[] frame) {
        isReadWithinItsBounds(frame);
    }

    @Example
    void everySeedCutAnywhereIsReadWithinItsBounds() {
        for (final byte[] seed : SeedFrames.ALL) {
            for (int length = 0; length <= seed.length; length++) {
                isReadWithinItsBounds(Arrays.copyOf(seed, length));
            }
        }
    }

    private static void isReadWithinItsBounds(final byte[] frame) {
        // The buffer ends with the frame: a read outside would throw.
        final Packet packet = new Packet();
        packet.wrap(new UnsafeBuffer(frame), 0, frame.length);
        final List<Object> exact = Probe.everything(packet);

        // What stands around the frame makes no difference.
        for (final int guard : new int[] {0x00, 0x45, 0x60, 0xff}) {
            final byte[] around = new byte[frame.length + 150];
            Arrays.fill(around, (byte) guard);
            System.arraycopy(frame, 0, around, 70, frame.length);
            packet.wrap(new UnsafeBuffer(around), 70, frame.length);
            assertThat(Probe.everything(packet)).isEqualTo(exact);
        }
    }

    @Property(tries = 5000)
    void mutatedFramesFollowTheRules(@ForAll("mutatedFrames") final byte[] frame) {
        followsTheRules(frame);
    }

    @Example
    void everySeedCutAnywhereFollowsTheRules() {
        for (final byte[] seed : SeedFrames.ALL) {
            for (int length = 0; length <= seed.length; length++) {
                followsTheRules(Arrays.copyOf(seed, length));
            }
        }
    }

    private static void followsTheRules(final byte[] frame) {
        final ReferenceParser.Result expected = ReferenceParser.parse(frame);
        final Packet packet = Frames.packet(frame);
        assertThat(packet.kind()).isEqualTo(expected.kind());
        if (packet.isIp()) {
            final byte[] addresses = new byte[packet.addressLength() * 2];
            packet.buffer().getBytes(packet.sourceAddressOffset(), addresses);
            assertThat(HexFormat.of().formatHex(addresses)).isEqualTo(expected.addresses());
        }
        assertThat(packet.hasPorts()).isEqualTo(expected.kind().hasPorts());
        if (packet.hasPorts()) {
            assertThat(packet.ports()).isEqualTo(expected.ports());
        }
    }

    @Property
    void everyBuiltInChoosesAQueueOfEveryFrame(@ForAll("mutatedFrames") final byte[] frame) {
        for (final String spec : Builtins.SPECS) {
            final Decisions decisions = new Decisions(CATALOG.create(spec, 8), 8);
            decisions.decide(new UnsafeBuffer(frame), 0, frame.length, 0);
            assertThat(decisions.exceptions()).as(spec).isZero();
            assertThat(decisions.outOfRange()).as(spec).isZero();
            if (!decisions.kind().isIp()) {
                assertThat(decisions.hash()).as(spec).isZero();
                assertThat(decisions.queue()).as(spec).isZero();
            }
        }
    }
}
