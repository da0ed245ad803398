package knet.nic.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import knet.firmware.PacketKind;
import knet.nic.engine.DecisionJournal;
import net.openhft.chronicle.queue.ChronicleQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            writer.onDecision(1L << 40, 0, 0, PacketKind.MALFORMED);
        }
        try (JournalWriter writer = new JournalWriter(directory)) {
            writer.onFirmware(5, "round-robin");
        }
        assertThat(read(directory))
                .containsExactly(
                        "0 flow-hash:key=\u00e4",
                        "0 ffff0001 255 ipv4-l4",
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
                .hasMessageEndingWith("empty: no journal");
        final Path other = root.resolve("other");
        try (ChronicleQueue queue = ChronicleQueue.singleBuilder(other).build()) {
            queue.createAppender().writeText("a letter to somebody");
        }
        assertThatThrownBy(() -> read(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged record");
    }
}
