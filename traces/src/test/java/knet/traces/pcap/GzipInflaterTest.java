package knet.traces.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import knet.traces.CaptureBytes;
import org.junit.jupiter.api.Test;

class GzipInflaterTest {
    private static final byte[] PLAIN = CaptureBytes.packet(5000, 3);

    private record Result(byte[] bytes, String fault) {}

    private static Result inflate(final byte[] packed) {
        return inflate(new ByteArrayInputStream(packed), 100);
    }

    private static Result inflate(final InputStream in, final int room) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteBuffer buffer = ByteBuffer.allocateDirect(room);
        final String fault;
        try (GzipInflater inflater = new GzipInflater(in)) {
            while (!inflater.isEnded()) {
                final int count = inflater.inflate(buffer, 0);
                for (int i = 0; i < count; i++) {
                    out.write(buffer.get(i));
                }
            }
            fault = inflater.fault();
        }
        return new Result(out.toByteArray(), fault);
    }

    private static byte[] concat(final byte[]... parts) {
        final CaptureBytes all = new CaptureBytes();
        for (final byte[] part : parts) {
            all.bytes(part);
        }
        return all.toArray();
    }

    @Test
    void inflatesMembersOneAfterTheOther() {
        final byte[] packed = CaptureBytes.gzip(PLAIN);
        final Result result = inflate(concat(packed, CaptureBytes.gzip(new byte[0]), packed));
        assertThat(result.bytes()).isEqualTo(concat(PLAIN, PLAIN));
        assertThat(result.fault()).isNull();
    }

    @Test
    void passesOverEveryFieldOfTheHeader() {
        final Deflater deflater = new Deflater(9, true);
        deflater.setInput(PLAIN);
        deflater.finish();
        final byte[] deflated = new byte[10_000];
        final int length = deflater.deflate(deflated);
        deflater.end();
        final CRC32 crc = new CRC32();
        crc.update(PLAIN);
        final CaptureBytes packed =
                new CaptureBytes()
                        .int8(0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3)
                        .int16(3)
                        .int8(1, 2, 3)
                        .int8('n', 'a', 'm', 'e', 0)
                        .int8('c', 0)
                        .int16(0xabcd)
                        .bytes(java.util.Arrays.copyOf(deflated, length))
                        .int32(crc.getValue(), PLAIN.length);
        final Result result = inflate(packed.toArray());
        assertThat(result.bytes()).isEqualTo(PLAIN);
        assertThat(result.fault()).isNull();
    }

    @Test
    void zeroPaddingBehindIsNoFaultButOtherBytesAre() {
        final byte[] packed = CaptureBytes.gzip(PLAIN);
        assertThat(inflate(concat(packed, new byte[600])).fault()).isNull();
        final Result result = inflate(concat(packed, new byte[] {1, 2, 3}));
        assertThat(result.bytes()).isEqualTo(PLAIN);
        assertThat(result.fault()).contains("is followed by other bytes at compressed byte ");
    }

    @Test
    void handsOutEverythingBeforeAWrongChecksum() {
        final byte[] packed = CaptureBytes.gzip(PLAIN);
        packed[packed.length - 8] ^= 1;
        final Result result = inflate(packed);
        assertThat(result.bytes()).isEqualTo(PLAIN);
        assertThat(result.fault()).contains("its checksum does not match");
    }

    /** One compressed byte may stand for more than there is room for when the file ends. */
    @Test
    void handsOutTheSameBeforeACutHoweverLittleRoomThereIs() {
        final byte[] packed = CaptureBytes.gzip(new byte[20_000]);
        for (int length = 12; length < packed.length; length++) {
            final byte[] cut = java.util.Arrays.copyOf(packed, length);
            final Result large = inflate(new ByteArrayInputStream(cut), 1 << 16);
            final Result small = inflate(new ByteArrayInputStream(cut), 61);
            assertThat(small.bytes()).as("%d bytes", length).isEqualTo(large.bytes());
            assertThat(small.fault()).contains("is cut short").isEqualTo(large.fault());
        }
    }

    @Test
    void handsOutWhatWasInflatedBeforeCorruptData() {
        final byte[] noise = new byte[200_000];
        new java.util.Random(1).nextBytes(noise);
        final byte[] packed = CaptureBytes.gzip(noise);
        final int middle = packed.length / 2;
        for (int i = middle; i < middle + 70_000 && i < packed.length; i++) {
            packed[i] = (byte) 0xff;
        }
        final Result result = inflate(packed);
        assertThat(result.fault()).contains("is corrupt");
        assertThat(result.bytes().length).isGreaterThan(noise.length / 3);
        final int agreed = java.util.Arrays.mismatch(result.bytes(), noise);
        assertThat(agreed < 0 ? result.bytes().length : agreed).isGreaterThan(noise.length / 3);
    }

    @Test
    void anErrorOfTheFileSystemIsAFault() {
        final InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk on fire");
                    }

                    @Override
                    public int read(final byte[] bytes, final int offset, final int length)
                            throws IOException {
                        throw new IOException("disk on fire");
                    }
                };
        assertThat(inflate(broken, 100).fault()).contains("cannot be read (disk on fire)");
    }
}
