package knet.traces.store;

import java.util.zip.CRC32;
import knet.traces.Frame;

/** A frame's bytes, lengths and time in one number. */
final class FrameDigest {
    private FrameDigest() {}

    static long of(final Frame frame) {
        final byte[] bytes = new byte[frame.length()];
        frame.buffer().getBytes(frame.offset(), bytes);
        final CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue() << 20 ^ frame.timestampNs() ^ (long) frame.wireLength() << 44;
    }
}
