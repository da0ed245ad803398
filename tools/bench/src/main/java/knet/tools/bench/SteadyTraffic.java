package knet.tools.bench;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * 64-byte frames of a thousand flows from memory, over and over. TCP's sequence numbers go on from
 * one pass to the next, checksums with them, so that every segment is in order for as long as it
 * runs: a capture that is merely looped would be retransmissions from the second loop on.
 */
final class SteadyTraffic implements FrameSource {
    static final int FLOWS = 1000;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int RECORD = RECORD_HEADER + SmallPacketCapture.FRAME_BYTES;
    private static final int TCP_PAYLOAD = SmallPacketCapture.FRAME_BYTES - 14 - 20 - 20;
    private static final int SEQUENCE = RECORD_HEADER + 14 + 20 + 4;
    private static final int TCP_CHECKSUM = RECORD_HEADER + 14 + 20 + 16;
    private static final long PERIOD_NS = 50;

    private final UnsafeBuffer records;
    private final int frames;
    private final boolean tcp;
    private final int step;
    private long left;
    private int next;
    private int pass;
    private long timestampNs = 1_700_000_000_000_000_000L;

    private SteadyTraffic(
            final UnsafeBuffer records, final int frames, final boolean tcp, final long total) {
        this.records = records;
        this.frames = frames;
        this.tcp = tcp;
        this.step = frames / FLOWS * TCP_PAYLOAD;
        this.left = total;
    }

    /**
     * Makes the traffic.
     *
     * @param folder for a passing file
     * @param block frames that lie in memory, a multiple of {@link #FLOWS}
     * @param total frames to hand out before it ends
     */
    static SteadyTraffic make(
            final Path folder, final int block, final boolean tcp, final long total)
            throws IOException {
        final Path file = Files.createTempFile(folder, "steady", ".pcap");
        SmallPacketCapture.write(file, block, FLOWS, tcp);
        final byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        // Outside of the heap, as the product's captures are.
        final UnsafeBuffer records =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(block * RECORD, 64));
        records.putBytes(0, bytes, FILE_HEADER, block * RECORD);
        return new SteadyTraffic(records, block, tcp, total);
    }

    @Override
    public boolean next(final Frame frame) {
        if (left == 0) {
            return false;
        }
        left--;
        if (next == frames) {
            next = 0;
            pass++;
        }
        final int record = next * RECORD;
        next++;
        if (tcp && pass > 0) {
            moveOn(record);
        }
        timestampNs += PERIOD_NS;
        frame.wrap(
                records,
                record + RECORD_HEADER,
                SmallPacketCapture.FRAME_BYTES,
                SmallPacketCapture.FRAME_BYTES,
                timestampNs);
        return true;
    }

    /** Adds a pass's bytes to the sequence number and mends the checksum (RFC 1624, equation 3). */
    private void moveOn(final int record) {
        final int old = records.getInt(record + SEQUENCE, ByteOrder.BIG_ENDIAN);
        final int now = old + step;
        records.putInt(record + SEQUENCE, now, ByteOrder.BIG_ENDIAN);
        final int checksum = records.getShort(record + TCP_CHECKSUM, ByteOrder.BIG_ENDIAN) & 0xFFFF;
        int sum = (~checksum & 0xFFFF) + (~old >>> 16) + (~old & 0xFFFF);
        sum += (now >>> 16) + (now & 0xFFFF);
        sum = (sum & 0xFFFF) + (sum >>> 16);
        sum = (sum & 0xFFFF) + (sum >>> 16);
        records.putShort(record + TCP_CHECKSUM, (short) ~sum, ByteOrder.BIG_ENDIAN);
    }

    @Override
    public boolean isExhausted() {
        return left == 0;
    }

    @Override
    public String damage() {
        return null;
    }

    @Override
    public void close() {
        left = 0;
    }
}
