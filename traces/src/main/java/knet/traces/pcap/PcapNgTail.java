package knet.traces.pcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds where the whole blocks of a pcapng file end that {@link PcapNgWriter} wrote. */
final class PcapNgTail {
    private static final int LEAST_BLOCK_BYTES = 12;

    private PcapNgTail() {}

    /**
     * Bytes from the start of the file to the end of its last whole block.
     *
     * @throws IOException if it does not begin with a little-endian section header
     */
    static long wholeBlocks(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer head =
                    ByteBuffer.allocate(LEAST_BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            final long size = channel.size();
            if (!read(channel, 0, head)
                    || head.getInt(0) != PcapNgSource.SECTION_HEADER
                    || head.getInt(8) != PcapNgSource.BYTE_ORDER_MAGIC) {
                throw new IOException(file + ": not a capture that can be continued");
            }
            long end = 0;
            while (read(channel, end, head)) {
                final long length = head.getInt(4) & 0xFFFF_FFFFL;
                if (length < LEAST_BLOCK_BYTES || length % 4 != 0 || length > size - end) {
                    break;
                }
                end += length;
            }
            return end;
        }
    }

    private static boolean read(
            final FileChannel channel, final long position, final ByteBuffer into)
            throws IOException {
        into.clear();
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position()) < 0) {
                return false;
            }
        }
        return true;
    }
}
