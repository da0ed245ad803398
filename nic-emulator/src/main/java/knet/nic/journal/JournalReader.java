package knet.nic.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import knet.firmware.PacketKind;
import knet.nic.engine.DecisionJournal;
import knet.traces.MappingFault;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Reads a journal from its beginning, also while a NIC writes it. A record that a killed NIC left
 * half written is the end; what lies before it is read.
 */
public final class JournalReader implements AutoCloseable {
    private static final PacketKind[] KINDS = PacketKind.values();
    private static final int DECISION_BYTES = 16;
    private static final int FIRMWARE_BYTES = 11;
    private static final int CAPTURE_BYTES = 17;
    private static final long NOTHING = -1;

    private final Path directory;
    private final ChronicleQueue queue;
    private final ExcerptTailer tailer;
    private long lastIndex = NOTHING;
    private long records;

    private JournalReader(final Path directory, final ChronicleQueue queue) {
        this.directory = directory;
        this.queue = queue;
        this.tailer = queue.createTailer();
    }

    /**
     * Opens a journal.
     *
     * @throws IOException if there is none, or it is damaged; the message is one line
     */
    public static JournalReader open(final Path directory) throws IOException {
        JournalFiles.require(directory);
        ChronicleQueue queue = null;
        try {
            queue = JournalQueue.open(directory, true);
            return new JournalReader(directory, queue);
        } catch (final RuntimeException | AssertionError | VirtualMachineError e) {
            if (queue != null) {
                queue.close();
            }
            throw JournalFiles.damaged(directory, e);
        }
    }

    /**
     * Checks whether a journal may be written there: nothing is there yet, or an empty directory,
     * or a journal, which is gone on with.
     *
     * @throws IOException if something else is there; the message is one line
     */
    public static void checkWritable(final Path directory) throws IOException {
        if (!Files.exists(directory)) {
            final Path parent = directory.toAbsolutePath().getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                throw new IOException(directory + ": there is no directory " + parent);
            }
            return;
        }
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + ": is a file; a journal is a directory");
        }
        if (!Files.isWritable(directory)) {
            throw new IOException(directory + ": permission denied");
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isEmpty()) {
                return;
            }
        }
        try (JournalReader reader = open(directory)) {
            reader.next(
                    new DecisionJournal() {
                        @Override
                        public void onDecision(
                                final long frameNumber,
                                final int hash,
                                final int queueNumber,
                                final PacketKind kind) {}

                        @Override
                        public void onFirmware(
                                final long frameNumber, final String specification) {}
                    });
        } catch (final IOException e) {
            throw new IOException(
                    directory + ": holds something that is no journal, or a damaged one", e);
        }
    }

    /**
     * Hands over the next record.
     *
     * @return false if there is none now
     * @throws IOException if the record is not one of a journal, or is one that must be there and
     *     cannot be read; the message is one line
     */
    public boolean next(final DecisionJournal sink) throws IOException {
        try {
            if (read(sink)) {
                return true;
            }
            MappingFault.raise();
            if (queue.lastIndex() <= lastIndex) {
                return false;
            }
            // Either it was written just now, or it is there and cannot be read.
            if (read(sink)) {
                return true;
            }
            throw JournalFiles.damaged(directory, "only " + records + " records can be read");
        } catch (final IOException e) {
            // Chronicle throws some without declaring them, and without naming the file.
            throw String.valueOf(e.getMessage()).startsWith(directory + ":")
                    ? e
                    : JournalFiles.damaged(directory, e);
        } catch (final RuntimeException | AssertionError | VirtualMachineError e) {
            throw JournalFiles.damaged(directory, e);
        }
    }

    private boolean read(final DecisionJournal sink) throws IOException {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return false;
            }
            lastIndex = document.index();
            final Bytes<?> bytes = document.wire().bytes();
            final long length = bytes.readRemaining();
            final byte type = length > 0 ? bytes.readByte() : 0;
            if (type == JournalRecord.DECISION && length >= DECISION_BYTES) {
                final long number = bytes.readLong();
                final int hash = bytes.readInt();
                final int queueNumber = bytes.readShort() & 0xFFFF;
                final int kind = bytes.readByte();
                if (kind >= 0 && kind < KINDS.length) {
                    records++;
                    sink.onDecision(number, hash, queueNumber, KINDS[kind]);
                    return true;
                }
            } else if (type == JournalRecord.FIRMWARE && length >= FIRMWARE_BYTES) {
                final long number = bytes.readLong();
                final byte[] text = new byte[bytes.readShort() & 0xFFFF];
                if (text.length <= bytes.readRemaining()) {
                    bytes.read(text);
                    records++;
                    sink.onFirmware(number, new String(text, StandardCharsets.UTF_8));
                    return true;
                }
            }
            if (type == JournalRecord.CAPTURE && length >= CAPTURE_BYTES) {
                records++;
                sink.onCapture(bytes.readLong(), bytes.readLong());
                return true;
            }
            throw JournalFiles.damaged(directory, "record " + records + " is none of a journal");
        }
    }

    @Override
    public void close() {
        tailer.close();
        queue.close();
    }
}
