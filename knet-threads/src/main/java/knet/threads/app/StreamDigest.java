package knet.threads.app;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agrona.DirectBuffer;

/** Counts and digests the bytes of one stream. */
final class StreamDigest {
    private static final int CHUNK = 4096;

    private final StreamKey key;
    private final MessageDigest digest;
    private final byte[] chunk;
    private long bytes;
    private long missingBytes;
    private String sha256;

    /**
     * Begins a stream.
     *
     * @param chunk scratch memory of at least {@link #CHUNK} bytes, shared by one thread's streams
     */
    StreamDigest(final StreamKey key, final byte[] chunk) {
        this.key = key;
        this.chunk = chunk;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static byte[] newChunk() {
        return new byte[CHUNK];
    }

    void add(final DirectBuffer buffer, final int offset, final int length) {
        bytes += length;
        final byte[] array = buffer.byteArray();
        if (array != null) {
            digest.update(array, buffer.wrapAdjustment() + offset, length);
            return;
        }
        for (int done = 0; done < length; done += CHUNK) {
            final int size = Math.min(CHUNK, length - done);
            buffer.getBytes(offset + done, chunk, 0, size);
            digest.update(chunk, 0, size);
        }
    }

    void gap(final long missing) {
        missingBytes += missing;
    }

    StreamKey key() {
        return key;
    }

    long bytes() {
        return bytes;
    }

    long missingBytes() {
        return missingBytes;
    }

    /** SHA-256 of the bytes so far, 64 hexadecimal digits. Nothing can be added afterwards. */
    String sha256() {
        if (sha256 == null) {
            sha256 = HexFormat.of().formatHex(digest.digest());
        }
        return sha256;
    }
}
