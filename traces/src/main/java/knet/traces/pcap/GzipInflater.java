package knet.traces.pcap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates the members of a gzip file (RFC 1952) one after the other. Unlike {@link
 * java.util.zip.GZIPInputStream} it hands out every byte before a damage, and damage is a state,
 * not an exception.
 */
final class GzipInflater implements AutoCloseable {
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[1 << 16];
    private int position;
    private int end;

    /** Compressed bytes read from the file before {@link #input}. */
    private long consumedBytes;

    private boolean inMember;
    private boolean anyMember;
    private boolean ended;
    private String fault;

    GzipInflater(final InputStream in) {
        this.in = in;
    }

    boolean isEnded() {
        return ended;
    }

    /** What is wrong with the compressed file: one clause with its byte offset; null if nothing. */
    String fault() {
        return fault;
    }

    /** Inflates into {@code out} from {@code index} to its capacity at most; returns how much. */
    int inflate(final ByteBuffer out, final int index) {
        if (ended) {
            return 0;
        }
        try {
            if (!inMember && !openMember()) {
                return 0;
            }
            return inflateMember(out, index);
        } catch (final IOException e) {
            fail("cannot be read (" + e.getMessage() + ")");
            return 0;
        }
    }

    private int inflateMember(final ByteBuffer out, final int index) throws IOException {
        // The inflater may hold output for which there was no room: the file's end comes after it.
        final boolean atEnd = position == end && !refill();
        inflater.setInput(input, position, end - position);
        out.limit(out.capacity()).position(index);
        final long before = inflater.getBytesWritten();
        final long readBefore = inflater.getBytesRead();
        boolean corrupt = false;
        try {
            inflater.inflate(out);
        } catch (final DataFormatException e) {
            corrupt = true;
        }
        // After a format error these still count what was inflated before it.
        final int produced = (int) (inflater.getBytesWritten() - before);
        position += (int) (inflater.getBytesRead() - readBefore);
        out.limit(index + produced).position(index);
        crc.update(out);
        out.clear();
        if (corrupt || inflater.needsDictionary()) {
            fail("is corrupt");
        } else if (inflater.finished()) {
            closeMember();
        } else if (atEnd && produced == 0) {
            fail("is cut short");
        }
        return produced;
    }

    private boolean openMember() throws IOException {
        final int first = read();
        if (first < 0 || (anyMember && first == 0)) {
            // Zero padding after the last member, as tapes and block devices add, is no damage.
            ended = true;
            if (first < 0 && !anyMember) {
                fail("is cut short");
            }
            return false;
        }
        final int second = read();
        if (first != 0x1f || second != 0x8b) {
            fail(anyMember ? "is followed by other bytes" : "is corrupt");
            return false;
        }
        final int method = read();
        final int flags = read();
        for (int i = 0; i < 6; i++) {
            read();
        }
        if ((flags & FLAG_EXTRA) != 0) {
            final int extra = read() | read() << 8;
            for (int i = 0; i < extra && read() >= 0; i++) {
                // Skipped.
            }
        }
        if ((flags & FLAG_NAME) != 0) {
            skipString();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipString();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            read();
            read();
        }
        if (method >= 0 && method != 8) {
            fail("is corrupt");
            return false;
        }
        inflater.reset();
        crc.reset();
        inMember = true;
        anyMember = true;
        return true;
    }

    private void closeMember() throws IOException {
        long crcRead = 0;
        long size = 0;
        int last = 0;
        for (int i = 0; i < 4; i++) {
            last = read();
            crcRead |= (last & 0xffL) << (8 * i);
        }
        for (int i = 0; i < 4; i++) {
            last = read();
            size |= (last & 0xffL) << (8 * i);
        }
        inMember = false;
        if (last < 0) {
            fail("is cut short");
        } else if (crcRead != crc.getValue()
                || size != (inflater.getBytesWritten() & 0xffffffffL)) {
            fail("is corrupt (its checksum does not match)");
        }
    }

    private void skipString() throws IOException {
        int next;
        do {
            next = read();
        } while (next > 0);
    }

    /** The next compressed byte, or -1 at the file's end. */
    private int read() throws IOException {
        return position == end && !refill() ? -1 : input[position++] & 0xff;
    }

    private boolean refill() throws IOException {
        consumedBytes += end;
        position = 0;
        end = Math.max(0, in.read(input));
        return end > 0;
    }

    private void fail(final String what) {
        ended = true;
        fault = "the gzip data " + what + " at compressed byte " + (consumedBytes + position);
    }

    @Override
    public void close() {
        ended = true;
        inflater.end();
    }
}
