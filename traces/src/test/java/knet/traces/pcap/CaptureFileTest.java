package knet.traces.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import knet.traces.CaptureBytes;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
    @TempDir Path directory;

    @Test
    void refusesWhatIsNoFile() {
        assertRefused(directory, "is a directory");
        assertRefused(directory.resolve("none"), "no such file");
        // JDKs differ in what they make of ENOTDIR.
        final Path file = CaptureBytes.write(directory.resolve("file"), new byte[9]);
        assertThatThrownBy(() -> Captures.open(file.resolve("below")))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("\\Q" + file + "\\E/below: (Not a directory|no such file)");
        assertRefused(directory.resolve("n".repeat(300)), "File name too long");
    }

    @Test
    void refusesWhatIsNoCapture() {
        assertRefused(CaptureBytes.write(directory.resolve("a"), new byte[0]), "is empty");
        assertRefused(
                CaptureBytes.write(directory.resolve("b"), new byte[] {1, 2}),
                "is no pcap or pcapng capture (it begins with 01020000)");
        assertRefused(
                new CaptureBytes().int8(0x28, 0xb5, 0x2f, 0xfd).write(directory.resolve("c")),
                "it looks like zstd: unpack it first");
        assertRefused(
                CaptureBytes.write(directory.resolve("d"), CaptureBytes.gzip(new byte[0])),
                "is empty");
        assertRefused(
                CaptureBytes.write(directory.resolve("e"), CaptureBytes.gzip(new byte[100])),
                "is no pcap or pcapng capture");
    }

    @Test
    @Timeout(10)
    void refusesAPipeWithoutWaitingForItsWriter() throws Exception {
        final Path pipe = directory.resolve("pipe");
        assumeTrue(isRunnable("mkfifo", pipe.toString()), "needs mkfifo");
        assertRefused(pipe, "is a pipe or device");
    }

    private static boolean isRunnable(final String... command) throws InterruptedException {
        try {
            final Process process = new ProcessBuilder(command).start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (final IOException e) {
            return false;
        }
    }

    @Test
    void refusesWhatMayNotBeRead() throws IOException {
        final Path file = CaptureBytes.write(directory.resolve("secret"), new byte[100]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root may read everything");
        assertRefused(file, "permission denied");
    }

    @Test
    void aNameWithControlCharactersStaysOneLine() {
        assertThatThrownBy(() -> Captures.open(directory.resolve("a\nb")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("a?b: no such file");
    }

    private static void assertRefused(final Path file, final String why) {
        assertThatThrownBy(() -> Captures.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why)
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void readsFilesLargerThanAMapping() throws IOException {
        // Sparse: holes read as zeros, so only record headers are written.
        final Path file = directory.resolve("large.pcap");
        final int packetBytes = 262_144;
        final int recordBytes = packetBytes + 16;
        final int packets = 9_000;
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE)) {
            channel.write(
                    ByteBuffer.wrap(new CaptureBytes().pcapHeader(0xa1b2c3d4, 1).toArray()), 0);
            final ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < packets; i++) {
                record.clear();
                record.putInt(i).putInt(0).putInt(packetBytes).putInt(packetBytes).flip();
                channel.write(record, 24 + (long) i * recordBytes);
            }
            // One byte short of the last packet's end.
            channel.write(ByteBuffer.allocate(1), 24 + (long) packets * recordBytes - 2);
        }
        assertThat(Files.size(file)).isGreaterThan(1L << 31);
        final Frame frame = new Frame();
        try (FrameSource source = Captures.open(file)) {
            int seen = 0;
            while (source.next(frame)) {
                assertThat(frame.timestampNs()).isEqualTo(seen * 1_000_000_000L);
                assertThat(frame.length()).isEqualTo(packetBytes);
                seen++;
            }
            assertThat(seen).isEqualTo(packets - 1);
            assertThat(source.damage())
                    .contains("byte " + (24 + (packets - 1L) * recordBytes) + ": ");
        } finally {
            Files.delete(file);
        }
    }

    /** Often, so that some rounds run as compiled code, which learns of the fault late. */
    @RepeatedTest(50)
    void aFileThatIsCutWhileItIsReadIsDamage() throws IOException {
        final CaptureBytes capture = new CaptureBytes().pcapHeader(0xa1b2c3d4, 1);
        for (int i = 0; i < 1000; i++) {
            capture.pcapRecord(i, 0, 1000, CaptureBytes.packet(1000, i));
        }
        final Path file = capture.write(directory.resolve("shrinks.pcap"));
        final Frame frame = new Frame();
        try (FrameSource source = Captures.open(file)) {
            for (int i = 0; i < 10; i++) {
                assertThat(source.next(frame)).isTrue();
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(4096);
            }
            int more = 0;
            while (source.next(frame)) {
                more++;
            }
            // Until the page that holds the file's new end is left.
            assertThat(more).isLessThan(10);
            assertThat(source.damage()).contains("shrinks.pcap: byte ").contains("cut short");
        }
    }
}
