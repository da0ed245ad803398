package knet.firmware.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XxHash32Test {
    private static final int PRIME = 0x9e3779b1;

    /** The input of xxHash's own sanity check: tests/sanity_test.c. */
    private static byte[] sanityBuffer() {
        final byte[] bytes = new byte[256];
        long generator = PRIME & 0xffff_ffffL;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (generator >>> 56);
            generator *= 0x9e3779b185ebca8dL;
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 02cc5d05, 36b78ae7",
        "1, cf65b03e, b4545aa4",
        "14, 1208e7e2, 6af1d1fe",
        "222, 5bd11dbd, 58803c5f"
    })
    void givesTheHashesOfItsSanityCheck(
            final int length, final String withoutSeed, final String withSeed) {
        final byte[] bytes = sanityBuffer();
        assertThat(XxHash32.hash(bytes, length, 0))
                .isEqualTo(Integer.parseUnsignedInt(withoutSeed, 16));
        assertThat(XxHash32.hash(bytes, length, PRIME))
                .isEqualTo(Integer.parseUnsignedInt(withSeed, 16));
    }
}
