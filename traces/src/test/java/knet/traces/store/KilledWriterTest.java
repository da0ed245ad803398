package knet.traces.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.generate.TrafficSpec;
import knet.traces.source.LimitedSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writers in other processes, ended by SIGKILL. */
@Timeout(120)
class KilledWriterTest {
    private static final String SPEC = "flows=50,packets=unlimited,ip=mix,seed=11";
    private static final int KILLS = 6;

    @TempDir private Path temp;

    /** The writing process: continues the traffic where the store ends, and prints what is safe. */
    public static final class Writer {
        private Writer() {}

        /**
         * @param args directory, nanoseconds to sleep between frames
         */
        public static void main(final String[] args) throws IOException {
            final long pauseNs = Long.parseLong(args[1]);
            try (TraceStoreWriter writer = TraceStoreWriter.open(Path.of(args[0]));
                    FrameSource source = TrafficSpec.parse(SPEC).open()) {
                final Frame frame = new Frame();
                for (long i = 0; i < writer.frames(); i++) {
                    source.next(frame);
                }
                final FrameSource slow = pauseNs == 0 ? source : new Slow(source, pauseNs);
                new TraceImport(writer, Writer::print, () -> false)
                        .run(slow, "generated", Long.MAX_VALUE);
            }
        }

        private static void print(final long acknowledged) {
            System.out.println(acknowledged);
            System.out.flush();
        }
    }

    /** Gives a frame, then none for a while: as a live interface does. */
    private static final class Slow implements FrameSource {
        private final FrameSource source;
        private final long pauseNs;
        private boolean isPause;

        Slow(final FrameSource source, final long pauseNs) {
            this.source = source;
            this.pauseNs = pauseNs;
        }

        @Override
        public boolean next(final Frame frame) {
            isPause = !isPause;
            if (isPause) {
                LockSupport.parkNanos(pauseNs);
                return false;
            }
            return source.next(frame);
        }

        @Override
        public boolean isExhausted() {
            return false;
        }

        @Override
        public String damage() {
            return null;
        }

        @Override
        public void close() {
            source.close();
        }
    }

    @Test
    void everyAcknowledgedFrameIsThereAfterEachKill() throws IOException, InterruptedException {
        final Path dir = temp.resolve("store");
        final Random random = new Random(20260101);
        long atLeast = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            final Path output = temp.resolve("output" + kill);
            final Process process = start(dir, 0, output);
            // Not at the moment of an acknowledgement, but anywhere between two.
            awaitLines(process, output, 1 + random.nextInt(3));
            LockSupport.parkNanos(random.nextInt(3_000_000));
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            atLeast = Math.max(atLeast, lastNumber(output));
            atLeast = verify(dir, atLeast, kill + 1);
        }
    }

    private static void awaitLines(final Process process, final Path output, final int lines)
            throws IOException {
        final long deadlineNs = System.nanoTime() + 30_000_000_000L;
        while (Files.readString(output).lines().count() < lines) {
            assertThat(process.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadlineNs);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Of whole lines. */
    private static long lastNumber(final Path output) throws IOException {
        final String text = Files.readString(output);
        final String[] lines = text.substring(0, text.lastIndexOf('\n')).split("\n");
        return Long.parseLong(lines[lines.length - 1]);
    }

    /** Returns the number of frames found: the next writer must keep them all. */
    private static long verify(final Path dir, final long atLeast, final int sources)
            throws IOException {
        final Frame actual = new Frame();
        final Frame expected = new Frame();
        try (TraceStore store = TraceStore.open(dir);
                FrameSource source = store.read(StorePosition.START);
                FrameSource traffic = TrafficSpec.parse(SPEC).open()) {
            assertThat(store.isLive()).isFalse();
            assertThat(store.sources()).hasSize(sources).noneMatch(StoredSource::isComplete);
            long frames = 0;
            while (source.next(actual)) {
                traffic.next(expected);
                if (FrameDigest.of(actual) != FrameDigest.of(expected)) {
                    throw new AssertionError("frame " + frames + " differs");
                }
                frames++;
            }
            assertThat(source.damage()).contains("import or recording of generated was interr");
            assertThat(frames).isEqualTo(store.frames()).isGreaterThanOrEqualTo(atLeast);
            return frames;
        }
    }

    @Test
    void aFollowerReadsWhatAKilledRecorderLeftAndEnds() throws IOException, InterruptedException {
        final Path dir = temp.resolve("store");
        final Path output = temp.resolve("output");
        final Process process = start(dir, 100_000, output);
        final List<Long> seen = new ArrayList<>();
        try {
            awaitLines(process, output, 1);
            final long acknowledged = lastNumber(output);
            final Frame frame = new Frame();
            try (TraceStore store = TraceStore.open(dir);
                    FollowingSource follower = store.follow(StorePosition.START)) {
                assertThat(store.isLive()).isTrue();
                final long deadlineNs = System.nanoTime() + 30_000_000_000L;
                while (!follower.isExhausted() && System.nanoTime() < deadlineNs) {
                    if (follower.next(frame)) {
                        seen.add(FrameDigest.of(frame));
                    }
                    if (seen.size() == acknowledged + 300) {
                        process.destroyForcibly();
                    }
                }
                assertThat(follower.isExhausted()).isTrue();
                assertThat(follower.damage()).contains("was interrupted");
                assertThat((long) seen.size()).isEqualTo(store.frames());
            }
        } finally {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
        final Frame frame = new Frame();
        try (FrameSource traffic = new LimitedSource(TrafficSpec.parse(SPEC).open(), seen.size())) {
            final List<Long> expected = new ArrayList<>();
            while (traffic.next(frame)) {
                expected.add(FrameDigest.of(frame));
            }
            assertThat(seen).isEqualTo(expected);
        }
    }

    private static Process start(final Path dir, final long pauseNs, final Path output)
            throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--")) {
                command.add(argument);
            }
        }
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Writer.class.getName());
        command.add(dir.toString());
        command.add(Long.toString(pauseNs));
        return new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
