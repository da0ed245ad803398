package knet.traces.pcap;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes a pcapng file with one Ethernet interface, times in nanoseconds, and each frame's queue in
 * the option epb_queue, which Wireshark shows as {@code frame.interface_queue}.
 */
public final class PcapNgWriter implements FrameWriter {
    private static final int SECTION_FIXED_BYTES = 28;

    /** With the option if_tsresol and the end of the options. */
    private static final int INTERFACE_FIXED_BYTES = 32;

    private static final int PACKET_FIXED_BYTES = 32;
    private static final int OPTION_BYTES = 8;
    private static final int END_BYTES = 4;

    /** Direction bits of epb_flags. */
    private static final int OUTBOUND = 2;

    private static final int MAX_TEXT_BYTES = 0xfffc;

    private final CaptureOutput out;

    /**
     * Creates the file, or empties it.
     *
     * @param comment on the whole file (UTF-8, cut after 65,532 bytes), such as the firmware and
     *     the number of queues; null or empty for none
     * @throws IOException if it cannot be written
     */
    public PcapNgWriter(final Path file, final String comment) throws IOException {
        this(file, comment, CapturePoint.UNKNOWN);
    }

    /**
     * As the other one, with the place where the frames passed.
     *
     * @param point its texts are UTF-8, cut after 65,532 bytes
     */
    public PcapNgWriter(final Path file, final String comment, final CapturePoint point)
            throws IOException {
        this(new CaptureOutput(file), comment, point);
    }

    private PcapNgWriter(final CaptureOutput out, final String comment, final CapturePoint point)
            throws IOException {
        this.out = out;
        final String system =
                System.getProperty("os.name") + " " + System.getProperty("os.version");
        writeSection(utf8(comment), utf8(system), utf8("knet"));
        writeInterface(utf8(point.name()), utf8(point.description()));
    }

    /**
     * Goes on with a file that this class began, in a section of its own. A block that a killed
     * process left unfinished at its end is cut off.
     *
     * @throws IOException if the file is no such file, or cannot be written; the message is one
     *     line
     */
    public static PcapNgWriter append(
            final Path file, final String comment, final CapturePoint point) throws IOException {
        return new PcapNgWriter(
                new CaptureOutput(file, PcapNgTail.wholeBlocks(file)), comment, point);
    }

    private void writeSection(final byte[] comment, final byte[] system, final byte[] application)
            throws IOException {
        final int length =
                SECTION_FIXED_BYTES
                        + optionBytes(comment)
                        + optionBytes(system)
                        + optionBytes(application)
                        + END_BYTES;
        final int at = openBlock(PcapNgSource.SECTION_HEADER, length);
        final UnsafeBuffer buffer = out.buffer();
        buffer.putInt(at + 8, PcapNgSource.BYTE_ORDER_MAGIC, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 12, (short) 1, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 14, (short) 0, ByteOrder.LITTLE_ENDIAN);
        // Section length: not known.
        buffer.putLong(at + 16, -1, ByteOrder.LITTLE_ENDIAN);
        int option = putOption(at + 24, PcapNgOptions.COMMENT, comment);
        option = putOption(option, PcapNgOptions.SHB_OS, system);
        option = putOption(option, PcapNgOptions.SHB_USERAPPL, application);
        buffer.putInt(option, PcapNgOptions.END);
    }

    private void writeInterface(final byte[] name, final byte[] description) throws IOException {
        final int length = INTERFACE_FIXED_BYTES + optionBytes(name) + optionBytes(description);
        final int at = openBlock(PcapNgSource.INTERFACE_DESCRIPTION, length);
        final UnsafeBuffer buffer = out.buffer();
        buffer.putShort(at + 8, (short) 1, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 10, (short) 0, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 12, RecordLimits.MAX_CAPTURED_BYTES, ByteOrder.LITTLE_ENDIAN);
        int option = putOption(at + 16, PcapNgOptions.IF_NAME, name);
        option = putOption(option, PcapNgOptions.IF_DESCRIPTION, description);
        option = putOption(option, PcapNgOptions.IF_TSRESOL, new byte[] {9});
        buffer.putInt(option, PcapNgOptions.END);
    }

    @Override
    public void write(
            final DirectBuffer from,
            final int offset,
            final int length,
            final int wireLength,
            final long timestampNs,
            final int queue)
            throws IOException {
        write(from, offset, length, wireLength, timestampNs, queue, 0);
    }

    /** As {@link #write}, a frame that was sent: marked as outbound in epb_flags. */
    public void writeOutbound(
            final DirectBuffer from,
            final int offset,
            final int length,
            final int wireLength,
            final long timestampNs,
            final int queue)
            throws IOException {
        write(from, offset, length, wireLength, timestampNs, queue, OUTBOUND);
    }

    private void write(
            final DirectBuffer from,
            final int offset,
            final int length,
            final int wireLength,
            final long timestampNs,
            final int queue,
            final int flags)
            throws IOException {
        final int captured = Math.min(length, RecordLimits.MAX_CAPTURED_BYTES);
        final int padded = PcapNgOptions.padded(captured);
        final int options = (queue == NO_QUEUE ? 0 : 1) + (flags == 0 ? 0 : 1);
        final int optionBytes = options == 0 ? 0 : options * OPTION_BYTES + END_BYTES;
        final int at =
                openBlock(PcapNgSource.ENHANCED_PACKET, PACKET_FIXED_BYTES + padded + optionBytes);
        final long timeNs = Math.max(0, timestampNs);
        final UnsafeBuffer buffer = out.buffer();
        buffer.putInt(at + 8, 0);
        buffer.putInt(at + 12, (int) (timeNs >>> 32), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 16, (int) timeNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 20, captured, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 24, wireLength, ByteOrder.LITTLE_ENDIAN);
        if (padded != captured) {
            buffer.putInt(at + 28 + padded - 4, 0);
        }
        buffer.putBytes(at + 28, from, offset, captured);
        int option = at + 28 + padded;
        if (flags != 0) {
            option = putOption(option, PcapNgOptions.EPB_FLAGS, flags);
        }
        if (queue != NO_QUEUE) {
            option = putOption(option, PcapNgOptions.EPB_QUEUE, queue);
        }
        if (optionBytes != 0) {
            buffer.putInt(option, PcapNgOptions.END);
        }
    }

    private int putOption(final int at, final int code, final int value) {
        final UnsafeBuffer buffer = out.buffer();
        buffer.putShort(at, (short) code, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 2, (short) 4, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 4, value, ByteOrder.LITTLE_ENDIAN);
        return at + OPTION_BYTES;
    }

    /** Claims a block and writes its type and both of its lengths. */
    private int openBlock(final int type, final int length) throws IOException {
        final int at = out.claim(length);
        final UnsafeBuffer buffer = out.buffer();
        buffer.putInt(at, type, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 4, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + length - 4, length, ByteOrder.LITTLE_ENDIAN);
        return at;
    }

    private int putOption(final int at, final int code, final byte[] value) {
        if (value.length == 0) {
            return at;
        }
        final UnsafeBuffer buffer = out.buffer();
        final int padded = PcapNgOptions.padded(value.length);
        buffer.putShort(at, (short) code, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 2, (short) value.length, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + padded, 0);
        buffer.putBytes(at + 4, value);
        return at + 4 + padded;
    }

    private static int optionBytes(final byte[] value) {
        return value.length == 0 ? 0 : 4 + PcapNgOptions.padded(value.length);
    }

    private static byte[] utf8(final String text) {
        final byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_TEXT_BYTES ? bytes : Arrays.copyOf(bytes, MAX_TEXT_BYTES);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
