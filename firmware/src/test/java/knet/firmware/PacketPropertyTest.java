package knet.firmware;

import java.util.Arrays;
import java.util.Random;
import knet.firmware.check.SeedFrames;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every frame, however wrong. */
class PacketPropertyTest {
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
        PacketChecks.isReadWithinItsBounds(frame);
    }

    @Property
    void randomBytesAreReadWithinTheirBounds(@ForAll("randomBytes") final byte[] frame) {
        PacketChecks.isReadWithinItsBounds(frame);
    }

    @Example
    void everySeedCutAnywhereIsReadWithinItsBounds() {
        for (final byte[] seed : SeedFrames.ALL) {
            for (int length = 0; length <= seed.length; length++) {
                PacketChecks.isReadWithinItsBounds(Arrays.copyOf(seed, length));
            }
        }
    }

    @Property(tries = 5000)
    void mutatedFramesFollowTheRules(@ForAll("mutatedFrames") final byte[] frame) {
        PacketChecks.followsTheRules(frame);
    }

    @Example
    void everySeedCutAnywhereFollowsTheRules() {
        for (final byte[] seed : SeedFrames.ALL) {
            for (int length = 0; length <= seed.length; length++) {
                PacketChecks.followsTheRules(Arrays.copyOf(seed, length));
            }
        }
    }

    @Property
    void everyBuiltInChoosesAQueueOfEveryFrame(@ForAll("mutatedFrames") final byte[] frame) {
        PacketChecks.everyBuiltInChoosesAQueue(frame);
    }
}
