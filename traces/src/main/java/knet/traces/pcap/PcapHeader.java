package knet.traces.pcap;

import java.io.IOException;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The 24-byte header of a pcap file.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  | magic: a1b2c3d4 microseconds, a1b23c4d nanoseconds,           |
 *  |        a1b2cd34 microseconds, longer record headers           |
 *  +-------------------------------+-------------------------------+
 *  | major version 2               | minor version                 |
 *  +-------------------------------+-------------------------------+
 *  | time zone, time stamp accuracy: 8 bytes, unused               |
 *  +---------------------------------------------------------------+
 *  | snapshot length                                               |
 *  +-------+---+-+-+---------------+-------------------------------+
 *  |FCS len| R |P|   reserved      | link type                     |
 *  +-------+---+-+-+---------------+-------------------------------+
 * </pre>
 *
 * <p>The FCS bits only say that frames end with their check sequence: they are left where they are.
 *
 * @param swapped whether the file's byte order is not this machine's
 * @param recordHeaderBytes 16, or 24 in Alexey Kuznetzov's format
 * @param fractionNs nanoseconds per unit of a record's fraction of a second
 * @param lengthOrder of the two lengths in a record header
 */
record PcapHeader(
        boolean swapped,
        int recordHeaderBytes,
        int fractionNs,
        LengthOrder lengthOrder,
        LinkType linkType) {
    static final int LENGTH_BYTES = 24;
    private static final int MAGIC_MICROS = 0xa1b2c3d4;
    static final int MAGIC_NANOS = 0xa1b23c4d;
    private static final int MAGIC_KUZNETZOV = 0xa1b2cd34;

    /** Which length comes first in a record header: versions before 2.3 wrote the wire's. */
    enum LengthOrder {
        CAPTURED_FIRST,
        WIRE_FIRST,
        /** Version 2.3 was written both ways: the smaller is the captured one. */
        UNKNOWN
    }

    /** Of a window's first bytes; null if they are no pcap header at all. */
    static PcapHeader of(final String name, final CaptureWindow window) throws IOException {
        final int index = window.moveTo(0, LENGTH_BYTES);
        if (window.limit - index < 4) {
            return null;
        }
        final DirectBuffer buffer = window.buffer;
        final int nativeMagic = buffer.getInt(index);
        final boolean swapped = !isMagic(nativeMagic);
        final int magic = swapped ? Integer.reverseBytes(nativeMagic) : nativeMagic;
        if (!isMagic(magic)) {
            return null;
        }
        if (window.limit - index < LENGTH_BYTES) {
            throw new IOException(
                    name
                            + ": byte "
                            + (window.limit - index)
                            + ": the file is cut short in its pcap header"
                            + (window.fault() == null ? "" : ", " + window.fault()));
        }
        final ByteOrder order =
                swapped ? CaptureFile.other(ByteOrder.nativeOrder()) : ByteOrder.nativeOrder();
        final int major = buffer.getShort(index + 4, order) & 0xffff;
        final int minor = buffer.getShort(index + 6, order) & 0xffff;
        if (major != 2) {
            throw new IOException(
                    name + ": byte 4: pcap version " + major + "." + minor + " is not supported");
        }
        final int linkNumber = buffer.getInt(index + 20, order) & 0xffff;
        final LinkType linkType = LinkType.of(linkNumber);
        if (linkType == null) {
            throw new IOException(name + ": byte 20: " + LinkType.unsupported(linkNumber));
        }
        return new PcapHeader(
                swapped,
                magic == MAGIC_KUZNETZOV ? 24 : 16,
                magic == MAGIC_NANOS ? 1 : 1000,
                minor > 3
                        ? LengthOrder.CAPTURED_FIRST
                        : minor == 3 ? LengthOrder.UNKNOWN : LengthOrder.WIRE_FIRST,
                linkType);
    }

    private static boolean isMagic(final int magic) {
        return magic == MAGIC_MICROS || magic == MAGIC_NANOS || magic == MAGIC_KUZNETZOV;
    }
}
