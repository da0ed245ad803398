package knet.traces.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import knet.traces.CaptureBytes;
import knet.traces.Drained;
import knet.traces.Samples;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Mutated captures end in frames, a refusal or damage, all of them bounded; never in a throw. */
class HostileCaptureTest {
    private static final int[] NASTY = {
        0, 1, 3, 4, 8, 12, 0x7fff_ffff, 0x8000_0000, -1, -4, 0x0003_ffff, 0x0004_0001, 0x0100_0000
    };

    private Path file;

    @BeforeProperty
    void createFile() throws IOException {
        file = Files.createTempFile("hostile", ".pcap");
    }

    @AfterProperty
    void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 2000)
    void mutatedLengthsNeverThrow(
            @ForAll @IntRange(max = 4) final int which,
            @ForAll final long seed,
            @ForAll @IntRange(min = 1, max = 4) final int mutations) {
        final byte[] bytes = sample(which).bytes().clone();
        final Random random = new Random(seed);
        for (int i = 0; i < mutations; i++) {
            final int at = random.nextInt(bytes.length - 4);
            if (random.nextBoolean()) {
                bytes[at] = (byte) random.nextInt();
            } else {
                putInt(bytes, at & ~3, NASTY[random.nextInt(NASTY.length)], random.nextBoolean());
            }
        }
        assertBounded(bytes);
    }

    @Property(tries = 500)
    void mutatedGzipNeverThrows(
            @ForAll @IntRange(max = 4) final int which, @ForAll final long seed) {
        final byte[] bytes = CaptureBytes.gzip(sample(which).bytes());
        final Random random = new Random(seed);
        bytes[2 + random.nextInt(bytes.length - 2)] ^= (byte) (1 << random.nextInt(8));
        assertBounded(bytes);
    }

    @Property(tries = 500)
    void garbageBehindAGoodHeaderNeverThrows(
            @ForAll @IntRange(max = 4) final int which, @ForAll final byte[] garbage) {
        final byte[] good = sample(which).bytes();
        final byte[] bytes = new byte[24 + garbage.length];
        System.arraycopy(good, 0, bytes, 0, 24);
        System.arraycopy(garbage, 0, bytes, 24, garbage.length);
        assertBounded(bytes);
    }

    private void assertBounded(final byte[] bytes) {
        CaptureBytes.write(file, bytes);
        final Drained drained;
        try {
            drained = Drained.of(CaptureFile.open(file, 64, 64));
        } catch (final IOException e) {
            assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n");
            return;
        }
        for (final Drained.Row row : drained.rows()) {
            assertThat(row.bytes().length).isLessThanOrEqualTo(262_144 + 14);
            assertThat(row.wireLength()).isNotNegative();
        }
        if (drained.damage() != null) {
            assertThat(drained.damage()).matches("\\Q" + file + "\\E: byte \\d+: [^\\n]+");
        }
    }

    private static Samples.Sample sample(final int which) {
        final List<Samples.Sample> all = new ArrayList<>(Samples.all().values());
        return all.get(which);
    }

    private static void putInt(
            final byte[] bytes, final int at, final int value, final boolean bigEndian) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> 8 * (bigEndian ? 3 - i : i));
        }
    }
}
