package knet.nic.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import knet.firmware.PacketKind;
import knet.nic.engine.DecisionJournal;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;

/** Appends decisions to a Chronicle Queue: some microseconds each, so only when asked for. */
public final class JournalWriter implements DecisionJournal {
    private static final int MAX_TEXT_BYTES = 0xFFFF;

    private final ChronicleQueue queue;
    private final ExcerptAppender appender;

    /** Opens a journal, or makes it. */
    public JournalWriter(final Path directory) {
        queue = JournalQueue.open(directory, false);
        appender = queue.createAppender();
    }

    @Override
    public void onDecision(
            final long frameNumber, final int hash, final int queueNumber, final PacketKind kind) {
        try (DocumentContext document = appender.writingDocument()) {
            final Bytes<?> bytes = document.wire().bytes();
            bytes.writeByte(JournalRecord.DECISION);
            bytes.writeLong(frameNumber);
            bytes.writeInt(hash);
            bytes.writeShort((short) queueNumber);
            bytes.writeByte((byte) kind.ordinal());
        }
    }

    @Override
    public void onFirmware(final long frameNumber, final String specification) {
        final byte[] text = specification.getBytes(StandardCharsets.UTF_8);
        final int length = Math.min(text.length, MAX_TEXT_BYTES);
        try (DocumentContext document = appender.writingDocument()) {
            final Bytes<?> bytes = document.wire().bytes();
            bytes.writeByte(JournalRecord.FIRMWARE);
            bytes.writeLong(frameNumber);
            bytes.writeShort((short) length);
            bytes.write(text, 0, length);
        }
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }
}
