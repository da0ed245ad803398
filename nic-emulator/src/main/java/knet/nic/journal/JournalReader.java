package knet.nic.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import knet.firmware.PacketKind;
import knet.nic.engine.DecisionJournal;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;

/** Reads a journal from its beginning, also while a NIC writes it. */
public final class JournalReader implements AutoCloseable {
    private static final PacketKind[] KINDS = PacketKind.values();
    private static final int DECISION_BYTES = 16;
    private static final int FIRMWARE_BYTES = 11;

    private final Path directory;
    private final ChronicleQueue queue;
    private final ExcerptTailer tailer;

    private JournalReader(final Path directory, final ChronicleQueue queue) {
        this.directory = directory;
        this.queue = queue;
        this.tailer = queue.createTailer();
    }

    /**
     * Opens a journal.
     *
     * @throws IOException if there is none; the message is one line
     */
    public static JournalReader open(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + ": no such journal");
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.noneMatch(file -> file.toString().endsWith(".cq4"))) {
                throw new IOException(directory + ": no journal");
            }
        }
        return new JournalReader(directory, JournalQueue.open(directory, true));
    }

    /**
     * Hands over the next record.
     *
     * @return false if there is none now
     * @throws IOException if the record is not one of a journal; the message is one line
     */
    public boolean next(final DecisionJournal sink) throws IOException {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return false;
            }
            final Bytes<?> bytes = document.wire().bytes();
            final long length = bytes.readRemaining();
            final byte type = length > 0 ? bytes.readByte() : 0;
            if (type == JournalRecord.DECISION && length >= DECISION_BYTES) {
                final long number = bytes.readLong();
                final int hash = bytes.readInt();
                final int queueNumber = bytes.readShort() & 0xFFFF;
                final int kind = bytes.readByte();
                if (kind >= 0 && kind < KINDS.length) {
                    sink.onDecision(number, hash, queueNumber, KINDS[kind]);
                    return true;
                }
            } else if (type == JournalRecord.FIRMWARE && length >= FIRMWARE_BYTES) {
                final long number = bytes.readLong();
                final byte[] text = new byte[bytes.readShort() & 0xFFFF];
                if (text.length <= bytes.readRemaining()) {
                    bytes.read(text);
                    sink.onFirmware(number, new String(text, StandardCharsets.UTF_8));
                    return true;
                }
            }
            throw new IOException(directory + ": damaged record " + document.index());
        }
    }

    @Override
    public void close() {
        tailer.close();
        queue.close();
    }
}
