package knet.tools.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pcap4j.core.Pcaps;

/** Small captures, written byte by byte: these tests lean on no writer of this project. */
final class TestCaptures {
    private static final int GLOBAL_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int FRAME_BYTES = 60;
    private static final int ICMP = 1;
    private static final int UDP = 17;

    private TestCaptures() {}

    /** Filters need it; where it is missing, what needs them is skipped. */
    static boolean hasLibpcap() {
        try {
            return !Pcaps.libVersion().isEmpty();
        } catch (final LinkageError e) {
            return false;
        }
    }

    /** UDP frames from as many flows, source ports 1000 and up, 1 ms apart. */
    static Path udp(final Path file, final int frames) throws IOException {
        return write(file, frames, UDP);
    }

    /** Frames that end in the network's stack: no application reads ICMP. */
    static Path icmp(final Path file, final int frames) throws IOException {
        return write(file, frames, ICMP);
    }

    /** Frames of Ethernet, one a millisecond. */
    static Path of(final Path file, final List<byte[]> frames) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(globalHeader(1));
            for (int i = 0; i < frames.size(); i++) {
                out.write(record(i, frames.get(i)));
            }
        }
        return file;
    }

    private static Path write(final Path file, final int frames, final int protocol)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(globalHeader(1));
            for (int i = 0; i < frames; i++) {
                out.write(record(i, frame(protocol, 1000 + i)));
            }
        }
        return file;
    }

    /** The same, with the last record cut after its header. */
    static Path cut(final Path file, final int frames) throws IOException {
        udp(file, frames);
        final byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - FRAME_BYTES + 7));
        return file;
    }

    /** Where the cut record of {@link #cut} begins. */
    static long lastRecordOffset(final int frames) {
        return GLOBAL_HEADER_BYTES + (frames - 1L) * (RECORD_HEADER_BYTES + FRAME_BYTES);
    }

    private static byte[] globalHeader(final int linkType) {
        return little(GLOBAL_HEADER_BYTES)
                .putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65535)
                .putInt(linkType)
                .array();
    }

    private static byte[] record(final int index, final byte[] frame) {
        return little(RECORD_HEADER_BYTES + frame.length)
                .putInt(1_700_000_000)
                .putInt(index * 1000)
                .putInt(frame.length)
                .putInt(frame.length)
                .put(frame)
                .array();
    }

    private static byte[] frame(final int protocol, final int sourcePort) {
        final ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
        frame.putLong(0x0200_0000_0002_0200L).putInt(0x0000_0001).putShort((short) 0x0800);
        frame.put((byte) 0x45).put((byte) 0).putShort((short) 46).putInt(0);
        frame.put((byte) 64).put((byte) protocol).putShort((short) 0);
        frame.putInt(0x0a00_0001).putInt(0x0a00_0002);
        frame.putShort((short) sourcePort).putShort((short) 53);
        frame.putShort((short) 26).putShort((short) 0);
        int sum = 0;
        for (int i = 14; i < 34; i += 2) {
            sum += frame.getShort(i) & 0xffff;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        frame.putShort(24, (short) ~((sum & 0xffff) + (sum >>> 16)));
        return frame.array();
    }

    private static ByteBuffer little(final int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
