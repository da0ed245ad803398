package knet.driver.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {
    @Test
    void exampleOfRfc1071() {
        final UnsafeBuffer bytes = buffer(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7);

        assertThat(InternetChecksum.sum(bytes, 0, 8)).isEqualTo(0xddf2);
        assertThat(InternetChecksum.checksum(bytes, 0, 8)).isEqualTo(0x220d);
    }

    @Test
    void exampleOfRfc1624() {
        assertThat(InternetChecksum.update(0xdd2f, 0x5555, 0x3285)).isEqualTo(0x0000);
    }

    @Test
    void pseudoHeaderOfAUdpDatagram() {
        // 10.0.0.1 to 10.0.0.2, UDP 5000 to 53, "hi!"; the checksum was worked out by hand.
        final UnsafeBuffer bytes =
                buffer(
                        10, 0, 0, 1, 10, 0, 0, 2, //
                        0x13, 0x88, 0x00, 0x35, 0x00, 0x0b, 0x4e, 0xaf, 'h', 'i', '!');
        final int pseudo = InternetChecksum.pseudoHeaderSum(bytes, 0, 4, 17, 11);

        assertThat(pseudo).isEqualTo(0x0a00 + 0x0001 + 0x0a00 + 0x0002 + 17 + 11);
        assertThat(InternetChecksum.isL4Good(bytes, 8, 11, pseudo)).isTrue();
        bytes.putByte(18, (byte) '?');
        assertThat(InternetChecksum.isL4Good(bytes, 8, 11, pseudo)).isFalse();
    }

    @Test
    void nothingSumsToNothing() {
        assertThat(InternetChecksum.sum(buffer(1, 2, 3), 1, 0)).isZero();
    }

    @Test
    void aRangeOutsideOfTheBufferIsRefused() {
        assertThatThrownBy(() -> InternetChecksum.sum(buffer(1, 2, 3), 1, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Property
    void agreesWithTheDefinition(
            @ForAll @Size(max = 300) final byte[] bytes,
            @ForAll @IntRange(max = 16) final int skip) {
        final int offset = Math.min(skip, bytes.length);
        final int length = bytes.length - offset;

        assertThat(InternetChecksum.sum(new UnsafeBuffer(bytes), offset, length))
                .isEqualTo(byDefinition(bytes, offset, length));
    }

    @Property
    void allOnesDoNotOverflow(@ForAll @IntRange(max = 70_000) final int length) {
        final byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) -1);

        assertThat(InternetChecksum.sum(new UnsafeBuffer(bytes), 0, length))
                .isEqualTo(byDefinition(bytes, 0, length));
    }

    @Property
    void updateAgreesWithSummingAnew(
            @ForAll @Size(20) final byte[] header,
            @ForAll @IntRange(max = 9) final int word,
            @ForAll final short value) {
        final UnsafeBuffer buffer = new UnsafeBuffer(header);
        // RFC 1624 section 3: only an all-zero header has a checksum of 0xFFFF.
        header[0] = 0x45;
        final int old = InternetChecksum.checksum(buffer, 0, 20);
        final int oldWord = Short.toUnsignedInt(Short.reverseBytes(buffer.getShort(2 * word)));
        buffer.putShort(2 * word, Short.reverseBytes(value));
        final int anew = InternetChecksum.checksum(buffer, 0, 20);
        final int updated = InternetChecksum.update(old, oldWord, Short.toUnsignedInt(value));

        assertThat(updated).isIn(anew, anew == 0 ? 0xFFFF : anew, anew == 0xFFFF ? 0 : anew);
    }

    private static int byDefinition(final byte[] bytes, final int offset, final int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            final int b = bytes[offset + i] & 0xFF;
            sum += (i & 1) == 0 ? b << 8 : b;
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return sum;
    }

    private static UnsafeBuffer buffer(final int... bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[bytes.length]);
        for (int i = 0; i < bytes.length; i++) {
            buffer.putByte(i, (byte) bytes[i]);
        }
        return buffer;
    }
}
