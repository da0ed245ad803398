package knet.traces;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Builds capture files byte by byte, independently of the writers under test. */
public final class CaptureBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    public CaptureBytes order(final ByteOrder next) {
        order = next;
        return this;
    }

    public int size() {
        return out.size();
    }

    public CaptureBytes bytes(final byte... raw) {
        out.writeBytes(raw);
        return this;
    }

    public CaptureBytes int8(final int... values) {
        for (final int value : values) {
            out.write(value);
        }
        return this;
    }

    public CaptureBytes int16(final int... values) {
        for (final int value : values) {
            bytes(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
        }
        return this;
    }

    public CaptureBytes int32(final long... values) {
        for (final long value : values) {
            bytes(ByteBuffer.allocate(4).order(order).putInt((int) value).array());
        }
        return this;
    }

    public CaptureBytes int64(final long value) {
        return bytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
    }

    public CaptureBytes pcapHeader(final int magic, final int linkType) {
        return int32(magic).int16(2, 4).int32(0, 0, 65_535, linkType);
    }

    public CaptureBytes pcapRecord(
            final long seconds, final long fraction, final int wireLength, final byte[] packet) {
        return int32(seconds, fraction, packet.length, wireLength).bytes(packet);
    }

    /** Any pcapng block: type, both lengths, body, padding. */
    public CaptureBytes block(final int type, final CaptureBytes body) {
        final int padding = -body.size() & 3;
        final int length = 12 + body.size() + padding;
        int32(type, length).bytes(body.toArray());
        return bytes(new byte[padding]).int32(length);
    }

    public CaptureBytes section() {
        return block(0x0a0d0d0a, body().int32(0x1a2b3c4d).int16(1, 0).int64(-1));
    }

    public CaptureBytes networkInterface(
            final int linkType, final long snapLength, final byte... options) {
        return block(1, body().int16(linkType, 0).int32(snapLength).bytes(options));
    }

    public CaptureBytes enhancedPacket(
            final int number, final long units, final int wireLength, final byte[] packet) {
        return block(
                6,
                body().int32(number, units >>> 32, units, packet.length, wireLength).bytes(packet));
    }

    public CaptureBytes simplePacket(final int wireLength, final byte[] packet) {
        return block(3, body().int32(wireLength).bytes(packet));
    }

    public CaptureBytes obsoletePacket(
            final int number, final long units, final int wireLength, final byte[] packet) {
        return block(
                2,
                body().int16(number, 7)
                        .int32(units >>> 32, units, packet.length, wireLength)
                        .bytes(packet));
    }

    /** An empty one with this byte order, for a block's body. */
    public CaptureBytes body() {
        return new CaptureBytes().order(order);
    }

    public byte[] toArray() {
        return out.toByteArray();
    }

    public Path write(final Path file) {
        return write(file, toArray());
    }

    public static Path write(final Path file, final byte[] bytes) {
        try {
            // A new file: ext4 writes a truncated one to the disk when it is closed.
            Files.deleteIfExists(file);
            return Files.write(file, bytes);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] gzip(final byte[] plain) {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Bytes counted up from a seed, so that a shifted packet is noticed. */
    public static byte[] packet(final int length, final int seed) {
        final byte[] packet = new byte[length];
        for (int i = 0; i < length; i++) {
            packet[i] = (byte) (seed + i);
        }
        return packet;
    }
}
