package knet.firmware;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of a pcap file with Ethernet frames: just enough of a reader for tests, because this
 * module depends on no other.
 */
public final class EthernetPcap {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int LINKTYPE_ETHERNET = 1;

    private EthernetPcap() {}

    /** Up to {@code limit} frames; null if this is another kind of file. */
    public static List<byte[]> read(final Path file, final int limit) throws IOException {
        final ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
        if (in.remaining() < 24) {
            return null;
        }
        final int magic = in.getInt(0);
        if (magic != MICROSECONDS && magic != NANOSECONDS) {
            in.order(ByteOrder.LITTLE_ENDIAN);
            if (in.getInt(0) != MICROSECONDS && in.getInt(0) != NANOSECONDS) {
                return null;
            }
        }
        if ((in.getInt(20) & 0xffff) != LINKTYPE_ETHERNET) {
            return null;
        }
        final List<byte[]> frames = new ArrayList<>();
        in.position(24);
        while (in.remaining() >= 16 && frames.size() < limit) {
            final int length = in.getInt(in.position() + 8);
            in.position(in.position() + 16);
            if (length < 0 || length > in.remaining()) {
                break;
            }
            final byte[] frame = new byte[length];
            in.get(frame);
            frames.add(frame);
        }
        return frames;
    }
}
