package knet.traces.pcap;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes a plain pcap file with nanoseconds; its times end in the year 2106. */
public final class PcapWriter implements FrameWriter {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int RECORD_HEADER_BYTES = 16;

    private final CaptureOutput out;

    /**
     * Creates the file, or empties it.
     *
     * @throws IOException if it cannot be written
     */
    public PcapWriter(final Path file) throws IOException {
        out = new CaptureOutput(file);
        final int at = out.claim(PcapHeader.LENGTH_BYTES);
        final UnsafeBuffer buffer = out.buffer();
        buffer.setMemory(at, PcapHeader.LENGTH_BYTES, (byte) 0);
        buffer.putInt(at, PcapHeader.MAGIC_NANOS, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 4, (short) 2, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 6, (short) 4, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 16, RecordLimits.MAX_CAPTURED_BYTES, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 20, 1, ByteOrder.LITTLE_ENDIAN);
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
        final int captured = Math.min(length, RecordLimits.MAX_CAPTURED_BYTES);
        final long timeNs =
                Math.min(Math.max(0, timestampNs), 0xffff_ffffL * NS_PER_SECOND + 999_999_999L);
        final int at = out.claim(RECORD_HEADER_BYTES + captured);
        final UnsafeBuffer buffer = out.buffer();
        buffer.putInt(at, (int) (timeNs / NS_PER_SECOND), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 4, (int) (timeNs % NS_PER_SECOND), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 8, captured, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 12, wireLength, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(at + RECORD_HEADER_BYTES, from, offset, captured);
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
