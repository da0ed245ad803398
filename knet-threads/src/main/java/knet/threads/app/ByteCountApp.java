package knet.threads.app;

import java.util.ArrayList;
import java.util.List;
import knet.threads.ip.IpPacket;
import org.agrona.DirectBuffer;

/**
 * Counts the bytes of streams and datagrams of one stack; on request it digests every stream. Made
 * by {@link ByteCounts}.
 */
final class ByteCountApp implements Application {
    private final List<StreamDigest> digests;
    private final byte[] chunk;
    private long streams;
    private long streamBytes;
    private long missingBytes;
    private long datagrams;
    private long datagramBytes;

    ByteCountApp(final boolean withDigests) {
        this.digests = withDigests ? new ArrayList<>() : null;
        this.chunk = StreamDigest.newChunk();
    }

    @Override
    public Object onStreamOpen(final StreamKey key) {
        streams++;
        if (digests == null) {
            return null;
        }
        final StreamDigest digest = new StreamDigest(key, chunk);
        digests.add(digest);
        return digest;
    }

    @Override
    public void onData(
            final Object stream, final DirectBuffer buffer, final int offset, final int length) {
        streamBytes += length;
        if (stream != null) {
            ((StreamDigest) stream).add(buffer, offset, length);
        }
    }

    @Override
    public void onGap(final Object stream, final long missing) {
        missingBytes += missing;
        if (stream != null) {
            ((StreamDigest) stream).gap(missing);
        }
    }

    @Override
    public void onDatagram(
            final IpPacket packet,
            final int sourcePort,
            final int destinationPort,
            final int offset,
            final int length) {
        datagrams++;
        datagramBytes += length;
    }

    long streams() {
        return streams;
    }

    long streamBytes() {
        return streamBytes;
    }

    long missingBytes() {
        return missingBytes;
    }

    long datagrams() {
        return datagrams;
    }

    long datagramBytes() {
        return datagramBytes;
    }

    List<StreamDigest> digests() {
        return digests == null ? List.of() : digests;
    }
}
