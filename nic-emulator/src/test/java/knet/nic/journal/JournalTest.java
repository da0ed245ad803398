package knet.nic.journal;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import knet.firmware.PacketKind;
import knet.nic.engine.DecisionJournal;
import net.openhft.chronicle.queue.ChronicleQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    @TempDir Path root;

    private static List<String> read(final Path directory) throws IOException {
        final List<String> records = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(directory)) {
            final DecisionJournal sink =
                    new DecisionJournal() {
                        @Override
                        public void onDecision(
                                final long number,
                                final int hash,
                                final int queue,
                                final PacketKind kind) {
                            records.add(
                                    number
                                            + " "
                                            + Integer.toHexString(hash)
                                            + " "
                                            + queue
                                            + " "
                                            + kind.label());
                        }

                        @Override
                        public void onFirmware(final long number, final String specification) {
                            records.add(number + " " + specification);
                        }

                        @Override
                        public void onCapture(final long frames, final long hash) {
                            records.add("capture " + frames + " " + Long.toHexString(hash));
                        }
                    };
            while (reader.next(sink)) {
                assertThat(records).hasSizeLessThan(10_000);
            }
        }
        return records;
    }

    @Test
    void whatIsWrittenReadsBackAndIsGoneOnWith() throws IOException {
        final Path directory = root.resolve("journal");
        try (JournalWriter writer = new JournalWriter(directory)) {
            writer.onFirmware(0, "flow-hash:key=\u00e4");
            writer.onDecision(0, 0xFFFF_0001, 255, PacketKind.IPV4_L4);
            writer.onCapture(1, 0xFEDC_BA98_7654_3210L);
            writer.onDecision(1L << 40, 0, 0, PacketKind.MALFORMED);
        }
        try (JournalWriter writer = new JournalWriter(directory)) {
            writer.onFirmware(5, "round-robin");
        }
        assertThat(read(directory))
                .containsExactly(
                        "0 flow-hash:key=\u00e4",
                        "0 ffff0001 255 ipv4-l4",
                        "capture 1 fedcba9876543210",
                        (1L << 40) + " 0 0 malformed",
                        "5 round-robin");
    }

    @Test
    void whatIsNoJournalIsAnErrorOfOneLine() throws IOException {
        assertThatThrownBy(() -> JournalReader.open(root.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("none: no such journal");
        final Path empty = Files.createDirectory(root.resolve("empty"));
        assertThatThrownBy(() -> JournalReader.open(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("empty: no journal");
        final Path other = root.resolve("other");
        try (ChronicleQueue queue = ChronicleQueue.singleBuilder(other).build()) {
            queue.createAppender().writeText("a letter to somebody");
        }
        assertThatThrownBy(() -> read(other))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("the journal is damaged: record 0 is none of a journal");
        assertThatThrownBy(() -> JournalReader.checkWritable(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no journal");
        final Path file = Files.createFile(root.resolve("file"));
        assertThatThrownBy(() -> JournalReader.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("is a file; a journal is a directory");
        assertThatThrownBy(() -> JournalReader.checkWritable(file)).isInstanceOf(IOException.class);
    }

    @Test
    void aJournalMayBeWrittenWhereNothingIsOrAJournal() throws IOException {
        JournalReader.checkWritable(root.resolve("none"));
        JournalReader.checkWritable(Files.createDirectory(root.resolve("empty")));
        JournalReader.checkWritable(journal("journal", 3));
    }

    /** None of them may be taken for a shorter journal, or waited for. */
    @ParameterizedTest
    @CsvSource({
        "cq4,  0,     is empty",
        "cq4,  6,     is no file of Chronicle Queue",
        "cq4,  20000, has been cut",
        "cq4,  30000000, has been cut",
        "cq4t, 0,     is empty",
        "cq4t, 100,   has been cut",
    })
    @Timeout(30)
    void aCutFileIsAnErrorOfOneLine(final String ending, final long bytes, final String message)
            throws IOException {
        final Path directory = journal("journal", 100);
        try (FileChannel file = FileChannel.open(file(directory, ending), WRITE)) {
            file.truncate(bytes);
        }

        assertThatThrownBy(() -> read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the journal is damaged: ")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cq4", "cq4t"})
    @Timeout(30)
    void aFileThatWasOverwrittenIsAnErrorOfOneLine(final String ending) throws IOException {
        final Path directory = journal("journal", 100);
        overwrite(file(directory, ending), 0, 4096);

        assertThatThrownBy(() -> read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no file of Chronicle Queue");
    }

    @Test
    @Timeout(30)
    void recordsThatCannotBeReadAreAnError() throws IOException {
        final Path directory = journal("journal", 10_000);
        final Path file = file(directory, "cq4");
        // Records of 20 bytes with their lengths: in the midst of them.
        overwrite(file, lastByte(file) - 100_000, 100);

        assertThatThrownBy(() -> read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the journal is damaged: ");
    }

    private Path journal(final String name, final int decisions) throws IOException {
        final Path directory = root.resolve(name);
        try (JournalWriter writer = new JournalWriter(directory)) {
            for (int i = 0; i < decisions; i++) {
                writer.onDecision(i, i, i % 4, PacketKind.IPV4_L4);
            }
        }
        return directory;
    }

    private static Path file(final Path directory, final String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith("." + ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void overwrite(final Path file, final long at, final int bytes)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[bytes]), at);
        }
    }

    /** Where what was written ends: the file is longer, and sparse. */
    private static long lastByte(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            final ByteBuffer start = ByteBuffer.allocate(1 << 20);
            channel.read(start, 0);
            int at = start.position() - 1;
            while (start.get(at) == 0) {
                at--;
            }
            return at;
        }
    }
}
