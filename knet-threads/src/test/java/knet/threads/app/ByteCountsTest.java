package knet.threads.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums, digests, and the file of streams. */
class ByteCountsTest {
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String X_TIMES_10000 =
            "e4ee97ec252749d2096447e849628d0d7734f51700416eefbb33574bf0b3ee75";

    private static StreamKey key(final int version, final int port, final long startNs) {
        return version == 4
                ? new StreamKey(4, 0, 0x0a000001, 0, 0x0a000002, port, 80, startNs, 1)
                : new StreamKey(6, 0x20010db8L << 32, 1, 0, 2, port, 80, startNs, 1);
    }

    private static void write(final Application app, final Object stream, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        final DirectBuffer direct =
                new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length).put(0, bytes));
        app.onData(stream, direct, 0, bytes.length);
    }

    @Test
    void streamsAreSortedByFlowAndTime(@TempDir final Path folder) throws IOException {
        final ByteCounts counts = new ByteCounts(true);
        final Application one = counts.create();
        final Application two = counts.create();
        final Object late = one.onStreamOpen(key(4, 7, 200));
        final Object early = two.onStreamOpen(key(4, 7, 100));
        final Object other = two.onStreamOpen(key(6, 7, 50));
        write(one, late, "a");
        one.onGap(late, 5);
        write(one, late, "bc");
        write(two, early, "x".repeat(10_000));
        write(two, other, "abc");
        final Path file = folder.resolve("streams.csv");
        counts.writeStreams(file);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "flow,bytes,sha256,incarnation,missing",
                        "10.0.0.1:7->10.0.0.2:80,10000," + X_TIMES_10000 + ",0,0",
                        "10.0.0.1:7->10.0.0.2:80,3," + ABC + ",1,5",
                        "[2001:db8::1]:7->[::2]:80,3," + ABC + ",0,0");
        assertThat(counts.results()).containsEntry("streams", 3L).containsEntry("missingBytes", 5L);
    }

    @Test
    void withoutDigestsThereAreNoStreams() {
        final ByteCounts counts = new ByteCounts(false);
        final Application app = counts.create();
        write(app, app.onStreamOpen(key(4, 7, 0)), "abc");
        assertThat(counts.streams()).isEmpty();
        assertThat(counts.results()).containsEntry("streamBytes", 3L);
    }
}
