package knet.traces.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people point at that is no store, or no longer a whole one. */
class HostileStoreTest {
    private static final int FRAMES = 2000;

    @TempDir private Path temp;

    private Path dir;

    @BeforeEach
    void makeStore() throws IOException {
        dir = temp.resolve("store");
        try (TraceStoreWriter writer = TraceStoreWriter.open(dir);
                FrameSource source = TrafficSpec.parse("packets=" + FRAMES).open()) {
            new TraceImport(writer, n -> {}, () -> false).run(source, "x", Long.MAX_VALUE);
        }
    }

    @Test
    void missing() {
        refused(temp.resolve("nothing"), "no such trace store");
    }

    @Test
    void aFile() throws IOException {
        final Path file = Files.writeString(temp.resolve("file"), "x");
        refused(file, "no trace store, which is a directory");
        assertThatThrownBy(() -> TraceStoreWriter.open(file)).hasMessageContaining("no directory");
    }

    @Test
    void anotherDirectory() throws IOException {
        final Path other = Files.createDirectory(temp.resolve("other"));
        refused(other, "holds no file knet-trace-store");
        Files.writeString(other.resolve("thesis.tex"), "x");
        assertThatThrownBy(() -> TraceStoreWriter.open(other))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("neither a trace store nor an empty directory");
        assertThat(other.toFile().list()).containsExactly("thesis.tex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.cq4t", "19700102L.cq4"})
    void halfDeleted(final String file) throws IOException {
        Files.delete(dir.resolve(file));
        refused(dir, "incomplete: " + file + " is missing");
        assertThatThrownBy(() -> TraceStoreWriter.open(dir))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file + " is missing");
        assertThat(dir.resolve(file)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "something else\n",
                "knet-trace-store 2\n",
                "knet-trace-store 1\nsource x\n",
                "knet-trace-store 1\nacknowledged -5\n",
                "knet-trace-store 1\nend 5\n",
                "knet-trace-store 1\nacknowledged 5\nacknowledged 4\n",
                "knet-trace-store 1\nsource 0 %zz\n",
                "knet-trace-store 1\n\n",
                "\u0000\u0001\u0002",
            })
    void damagedJournal(final String journal) throws IOException {
        Files.writeString(dir.resolve(StoreJournal.FILE), journal);
        refused(dir, "");
    }

    @Test
    void aLineWithoutItsEndDoesNotCount() throws IOException {
        Files.writeString(
                dir.resolve(StoreJournal.FILE), "acknowledged 99", StandardOpenOption.APPEND);
        try (TraceStore store = TraceStore.open(dir)) {
            assertThat(store.frames()).isEqualTo(FRAMES);
        }
        try (TraceStoreWriter writer = TraceStoreWriter.open(dir)) {
            writer.beginSource("y");
            writer.endSource(null);
        }
        assertThat(Files.readString(dir.resolve(StoreJournal.FILE)))
                .doesNotContain("99")
                .contains("source 2000 y\nend 2000\n");
    }

    @Test
    void fewerFramesThanAcknowledged() throws IOException {
        Files.writeString(
                dir.resolve(StoreJournal.FILE), "acknowledged 2001\n", StandardOpenOption.APPEND);
        refused(dir, "only 2000 of 2001 frames can be read");
        assertThatThrownBy(() -> TraceStoreWriter.open(dir))
                .hasMessageContaining("only 2000 of 2001 frames can be read");
    }

    @Test
    void emptyFiles() throws IOException {
        for (final String file : new String[] {"19700102L.cq4", "metadata.cq4t"}) {
            Files.write(dir.resolve(file), new byte[0]);
            refused(dir, "");
        }
    }

    @Test
    void aCutFile() throws IOException {
        try (FileChannel channel =
                FileChannel.open(dir.resolve(StoreQueue.fileName()), StandardOpenOption.WRITE)) {
            channel.truncate(300_000);
        }
        refused(dir, "19700102L.cq4 has been cut, to 300000 bytes");
        assertThatThrownBy(() -> TraceStoreWriter.open(dir)).hasMessageContaining("has been cut");
    }

    @Test
    void aFileThatIsCutWhileItIsRead() throws IOException {
        final Frame out = new Frame();
        try (TraceStore store = TraceStore.open(dir);
                FrameSource source = store.read(StorePosition.START)) {
            for (int i = 0; i < 100; i++) {
                assertThat(source.next(out)).isTrue();
            }
            final long digest = FrameDigest.of(out);
            try (FileChannel channel =
                    FileChannel.open(
                            dir.resolve(StoreQueue.fileName()), StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
            // What it gave last is still readable: it lies in memory of the source's own.
            assertThat(FrameDigest.of(out)).isEqualTo(digest);
            int more = 0;
            while (source.next(out)) {
                more++;
            }
            assertThat(more).isLessThan(FRAMES - 100);
            assertThat(source.damage()).startsWith(dir + ": the trace store is damaged: ");
        }
    }

    @Test
    void aChangedByteIsFoundInItsFrame() throws IOException {
        final Path file = dir.resolve(StoreQueue.fileName());
        final byte[] bytes = Files.readAllBytes(file);
        final byte[] frame = frameBytes(1234);
        final int at = indexOf(bytes, frame);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) ~frame[40]}), at + 40);
        }
        try (TraceStore store = TraceStore.open(dir);
                FrameSource source = store.read(StorePosition.START)) {
            final Frame out = new Frame();
            int good = 0;
            while (source.next(out)) {
                good++;
            }
            assertThat(good).isEqualTo(1234);
            assertThat(source.isExhausted()).isTrue();
            assertThat(source.damage())
                    .isEqualTo(
                            dir
                                    + ": the trace store is damaged: frame 1234 has changed since"
                                    + " it was stored");
            assertThatThrownBy(() -> store.frameAt(1234, out))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("frame 1234");
            assertThat(store.frameAt(1235, out)).isTrue();
        }
    }

    private byte[] frameBytes(final int index) {
        final Frame frame = new Frame();
        try (FrameSource source = TrafficSpec.parse("packets=" + FRAMES).open()) {
            for (int i = 0; i <= index; i++) {
                source.next(frame);
            }
        }
        final byte[] bytes = new byte[frame.length()];
        frame.buffer().getBytes(frame.offset(), bytes);
        return bytes;
    }

    private static int indexOf(final byte[] haystack, final byte[] needle) {
        for (int at = 0; at < haystack.length - needle.length; at++) {
            int i = 0;
            while (i < needle.length && haystack[at + i] == needle[i]) {
                i++;
            }
            if (i == needle.length) {
                return at;
            }
        }
        throw new AssertionError("not stored");
    }

    private static void refused(final Path path, final String why) {
        assertThatThrownBy(() -> TraceStore.open(path))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }
}
