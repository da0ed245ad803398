package knet.traces.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficSpec;
import knet.traces.pcap.PcapNgWriter;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceStoreTest {
    private static final String SPEC = "flows=20,packets=3000,ip=mix,proto=mix,seed=5";

    @TempDir private Path temp;

    private final Frame frame = new Frame();

    @Test
    void givesBackWhatWasImported() throws IOException {
        final Path dir = temp.resolve("store");
        final List<Long> acknowledged = new ArrayList<>();
        importInto(dir, "a name with\nodd % characters.pcap", SPEC, acknowledged);
        assertThat(acknowledged).endsWith(3000L).isSorted();
        try (TraceStore store = TraceStore.open(dir)) {
            assertThat(store.frames()).isEqualTo(3000);
            assertThat(store.isLive()).isFalse();
            assertThat(store.damage()).isNull();
            assertThat(store.linkTypes()).containsExactly("EN10MB");
            assertThat(store.sources())
                    .containsExactly(
                            new StoredSource("a name with\nodd % characters.pcap", 0, true, null));
            assertThat(digests(store.read(StorePosition.START)))
                    .isEqualTo(digests(TrafficSpec.parse(SPEC).open()));
        }
    }

    @Test
    void laterImportsGoBehindEarlierOnes() throws IOException {
        final Path dir = temp.resolve("store");
        importInto(dir, "one", SPEC, new ArrayList<>());
        importInto(dir, "two", "packets=100,seed=8", new ArrayList<>());
        try (TraceStore store = TraceStore.open(dir)) {
            assertThat(store.frames()).isEqualTo(3100);
            assertThat(store.sources())
                    .extracting(StoredSource::firstFrame)
                    .containsExactly(0L, 3000L);
            assertThat(digests(store.read(StorePosition.ofIndex(3000))))
                    .isEqualTo(digests(TrafficSpec.parse("packets=100,seed=8").open()));
        }
    }

    @Test
    void anyFrameIsFoundByItsNumber() throws IOException {
        final Path dir = temp.resolve("store");
        importInto(dir, "x", SPEC, new ArrayList<>());
        final List<Long> expected = digests(TrafficSpec.parse(SPEC).open());
        try (TraceStore store = TraceStore.open(dir)) {
            for (final int index : new int[] {2999, 0, 1, 127, 128, 129, 2047, 2048, 1500}) {
                assertThat(store.frameAt(index, frame)).isTrue();
                assertThat(FrameDigest.of(frame)).isEqualTo(expected.get(index));
            }
            assertThat(store.frameAt(3000, frame)).isFalse();
            assertThat(store.frameAt(-1, frame)).isFalse();
            assertThat(digests(store.read(StorePosition.ofIndex(2990))))
                    .isEqualTo(expected.subList(2990, 3000));
            assertThat(digests(store.read(StorePosition.ofIndex(3000)))).isEmpty();
            assertThatThrownBy(() -> store.read(StorePosition.ofIndex(3001)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("holds 3000 frames, there is none with number 3001");
        }
    }

    @Test
    void aTimeIsFoundAlsoWhenTheCaptureRunsBackwards() throws IOException {
        final Path dir = temp.resolve("store");
        final long[] timesNs = {100, 300, 200, 300, 250, 400, 50, 500};
        try (TraceStoreWriter writer = TraceStoreWriter.open(dir)) {
            writer.beginSource("backwards");
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[60]);
            for (final long timeNs : timesNs) {
                frame.wrap(buffer, 0, 60, 60, timeNs);
                writer.append(frame);
            }
            writer.endSource(null);
        }
        try (TraceStore store = TraceStore.open(dir)) {
            for (long timeNs = 0; timeNs <= 501; timeNs++) {
                int expected = 0;
                while (expected < timesNs.length && timesNs[expected] < timeNs) {
                    expected++;
                }
                assertThat(store.indexOfTime(timeNs)).isEqualTo(expected);
            }
            assertThat(store.indexOf(StorePosition.parse("+0.000000200"))).isEqualTo(1);
            assertThat(store.indexOf(StorePosition.parse("1970-01-01T00:00:00.000000301Z")))
                    .isEqualTo(5);
            assertThat(store.indexOf(StorePosition.parse("2262-01-01T00:00:00Z"))).isEqualTo(8);
        }
    }

    @Test
    void timesGoOnRisingInALaterImport() throws IOException {
        final Path dir = temp.resolve("store");
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[60]);
        for (final long timeNs : new long[] {1000, 10, 2000}) {
            try (TraceStoreWriter writer = TraceStoreWriter.open(dir)) {
                writer.beginSource("at " + timeNs);
                frame.wrap(buffer, 0, 60, 60, timeNs);
                writer.append(frame);
                writer.endSource(null);
            }
        }
        try (TraceStore store = TraceStore.open(dir)) {
            assertThat(store.indexOfTime(5)).isZero();
            assertThat(store.indexOfTime(1001)).isEqualTo(2);
        }
    }

    @Test
    void extremeFramesKeepTheirLengths() throws IOException {
        final Path dir = temp.resolve("store");
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[StoreRecord.MAX_FRAME_BYTES + 1]);
        buffer.setMemory(0, buffer.capacity(), (byte) 0x5a);
        final int[] lengths = {0, 1, 262_144, StoreRecord.MAX_FRAME_BYTES};
        try (TraceStoreWriter writer = TraceStoreWriter.open(dir)) {
            writer.beginSource("extremes");
            for (int round = 0; round < 100; round++) {
                for (final int length : lengths) {
                    frame.wrap(buffer, 0, length, Integer.MAX_VALUE, Long.MIN_VALUE + round);
                    writer.append(frame);
                }
            }
            frame.wrap(buffer, 0, StoreRecord.MAX_FRAME_BYTES + 1, 0, 0);
            assertThatThrownBy(() -> writer.append(frame))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("too long");
            writer.endSource(null);
        }
        try (TraceStore store = TraceStore.open(dir);
                FrameSource source = store.read(StorePosition.START)) {
            for (int i = 0; i < 400; i++) {
                assertThat(source.next(frame)).isTrue();
                assertThat(frame.length()).isEqualTo(lengths[i % 4]);
                assertThat(frame.wireLength()).isEqualTo(Integer.MAX_VALUE);
                assertThat(frame.timestampNs()).isEqualTo(Long.MIN_VALUE + i / 4);
                if (frame.length() > 0) {
                    assertThat(frame.buffer().getByte(frame.offset() + frame.length() - 1))
                            .isEqualTo((byte) 0x5a);
                }
            }
            assertThat(source.next(frame)).isFalse();
            assertThat(source.damage()).isNull();
        }
    }

    @Test
    void damageOfACaptureIsRemembered() throws IOException {
        final Path dir = temp.resolve("store");
        try (TraceStoreWriter writer = TraceStoreWriter.open(dir)) {
            writer.beginSource("cut.pcap");
            writer.linkTypes("LINUX_SLL", "LINUX_SLL");
            writer.endSource("cut.pcap: byte 77: the file is cut short in a record");
        }
        try (TraceStore store = TraceStore.open(dir);
                FrameSource source = store.read(StorePosition.START)) {
            assertThat(source.next(frame)).isFalse();
            assertThat(source.damage()).contains("cut.pcap: byte 77");
            assertThat(source.linkTypes()).containsExactly("LINUX_SLL");
        }
    }

    @Test
    void exportWritesWhatIsInTheStore() throws IOException {
        final Path dir = temp.resolve("store");
        final Path file = temp.resolve("out.pcapng");
        importInto(dir, "x", SPEC, new ArrayList<>());
        try (TraceStore store = TraceStore.open(dir);
                FrameSource source = store.read(StorePosition.ofIndex(100));
                PcapNgWriter writer = new PcapNgWriter(file, null)) {
            assertThat(TraceExport.run(source, writer, 500)).isEqualTo(500);
        }
        final List<Long> expected = digests(TrafficSpec.parse(SPEC).open()).subList(100, 600);
        assertThat(digests(Captures.open(file))).isEqualTo(expected);
    }

    @Test
    void oneWriterAtATime() throws IOException {
        final Path dir = temp.resolve("store");
        try (TraceStoreWriter writer = TraceStoreWriter.open(dir)) {
            assertThat(writer.frames()).isZero();
            assertThatThrownBy(() -> TraceStoreWriter.open(dir))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is writing to the store already");
            try (TraceStore store = TraceStore.open(dir)) {
                assertThat(store.isLive()).isTrue();
                assertThat(store.frames()).isZero();
            }
        }
        try (TraceStoreWriter again = TraceStoreWriter.open(dir)) {
            assertThat(again.frames()).isZero();
        }
    }

    @Test
    void readingLeavesTheFilesAlone() throws IOException {
        final Path dir = temp.resolve("store");
        importInto(dir, "x", SPEC, new ArrayList<>());
        final List<String> before = listing(dir);
        try (TraceStore store = TraceStore.open(dir)) {
            assertThat(digests(store.read(StorePosition.START))).hasSize(3000);
        }
        assertThat(listing(dir)).isEqualTo(before);
    }

    @Test
    void followingSeesFramesAsTheyComeAndTheEnd() throws IOException {
        final Path dir = temp.resolve("store");
        final List<Long> expected = digests(TrafficSpec.parse(SPEC).open());
        final List<Long> seen = new ArrayList<>();
        final FollowingSource follower;
        try (TraceStoreWriter writer = TraceStoreWriter.open(dir);
                FrameSource source = TrafficSpec.parse(SPEC).open()) {
            writer.beginSource("x");
            final Frame in = new Frame();
            try (TraceStore store = TraceStore.open(dir)) {
                follower = store.follow(StorePosition.START);
            }
            assertThat(follower.next(frame)).isFalse();
            assertThat(follower.isExhausted()).isFalse();
            while (source.next(in)) {
                writer.append(in);
                if (writer.frames() % 13 == 0) {
                    while (follower.next(frame)) {
                        seen.add(FrameDigest.of(frame));
                    }
                    assertThat((long) seen.size()).isEqualTo(writer.frames());
                    assertThat(follower.isExhausted()).isFalse();
                }
            }
            writer.linkTypes("EN10MB");
            writer.endSource(null);
        }
        drain(follower, seen);
        assertThat(seen).isEqualTo(expected);
        assertThat(follower.damage()).isNull();
        assertThat(follower.linkTypes()).containsExactly("EN10MB");
        follower.close();
    }

    @Test
    void followingEndsOnRequest() throws IOException {
        final Path dir = temp.resolve("store");
        try (TraceStoreWriter writer = TraceStoreWriter.open(dir)) {
            writer.beginSource("x");
            frame.wrap(new UnsafeBuffer(new byte[60]), 0, 60, 60, 1);
            writer.append(frame);
            try (TraceStore store = TraceStore.open(dir);
                    FollowingSource follower = store.follow(StorePosition.START)) {
                follower.stop();
                assertThat(follower.next(frame)).isTrue();
                assertThat(follower.next(frame)).isFalse();
                assertThat(follower.isExhausted()).isTrue();
            }
        }
    }

    private void drain(final FollowingSource follower, final List<Long> seen) {
        final long deadlineNs = System.nanoTime() + 10_000_000_000L;
        while (!follower.isExhausted() && System.nanoTime() < deadlineNs) {
            if (follower.next(frame)) {
                seen.add(FrameDigest.of(frame));
            }
        }
        assertThat(follower.isExhausted()).isTrue();
    }

    private static void importInto(
            final Path dir, final String name, final String spec, final List<Long> acknowledged)
            throws IOException {
        try (TraceStoreWriter writer = TraceStoreWriter.open(dir);
                FrameSource source = TrafficSpec.parse(spec).open()) {
            new TraceImport(writer, acknowledged::add, () -> false)
                    .run(source, name, Long.MAX_VALUE);
        }
    }

    private List<Long> digests(final FrameSource source) {
        final List<Long> digests = new ArrayList<>();
        try (source) {
            while (source.next(frame)) {
                digests.add(FrameDigest.of(frame));
            }
            assertThat(source.isExhausted()).isTrue();
        }
        return digests;
    }

    private static List<String> listing(final Path dir) throws IOException {
        final List<String> names = new ArrayList<>();
        try (var files = Files.list(dir)) {
            for (final Path file : files.sorted().toList()) {
                names.add(
                        file.getFileName()
                                + " "
                                + Files.size(file)
                                + " "
                                + Files.getLastModifiedTime(file));
            }
        }
        return names;
    }
}
