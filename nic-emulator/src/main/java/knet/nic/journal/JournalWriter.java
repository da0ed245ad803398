package knet.nic.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    /** A file system with less space than this has none for another page of the journal. */
    private static final long NO_SPACE_BYTES = 1 << 16;

    private final Path directory;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private String error;

    /**
     * Opens a journal, or makes it.
     *
     * @throws IOException if it cannot be made there; one line
     */
    public JournalWriter(final Path directory) throws IOException {
        this.directory = directory;
        try {
            queue = JournalQueue.open(directory, false);
            appender = queue.createAppender();
        } catch (final IllegalStateException | UncheckedIOException e) {
            throw new IOException(
                    directory + ": no journal can be made here: " + e.getMessage(), e);
        } catch (final InternalError e) {
            // What the JVM makes of a page that the file system has no space for.
            throw new IOException(directory + ": no space left for a journal", e);
        }
    }

    /** Why not every decision is in the journal; null if each is. */
    public String error() {
        return error;
    }

    @Override
    public boolean takeFault() {
        if (error != null || !isDiskFull()) {
            return false;
        }
        error = "no space left for the journal: it ends before the run does";
        return true;
    }

    private void endOrThrow(final InternalError e) {
        if (error == null && !takeFault()) {
            throw e;
        }
    }

    private boolean isDiskFull() {
        try {
            return Files.getFileStore(directory).getUsableSpace() < NO_SPACE_BYTES;
        } catch (final IOException e) {
            return false;
        }
    }

    @Override
    public void onDecision(
            final long frameNumber, final int hash, final int queueNumber, final PacketKind kind) {
        if (error != null) {
            return;
        }
        try (DocumentContext document = appender.writingDocument()) {
            final Bytes<?> bytes = document.wire().bytes();
            bytes.writeByte(JournalRecord.DECISION);
            bytes.writeLong(frameNumber);
            bytes.writeInt(hash);
            bytes.writeShort((short) queueNumber);
            bytes.writeByte((byte) kind.ordinal());
        } catch (final InternalError e) {
            endOrThrow(e);
        }
    }

    @Override
    public void onFirmware(final long frameNumber, final String specification) {
        if (error != null) {
            return;
        }
        final byte[] text = specification.getBytes(StandardCharsets.UTF_8);
        final int length = Math.min(text.length, MAX_TEXT_BYTES);
        try (DocumentContext document = appender.writingDocument()) {
            final Bytes<?> bytes = document.wire().bytes();
            bytes.writeByte(JournalRecord.FIRMWARE);
            bytes.writeLong(frameNumber);
            bytes.writeShort((short) length);
            bytes.write(text, 0, length);
        } catch (final InternalError e) {
            endOrThrow(e);
        }
    }

    @Override
    public void onCapture(final long frames, final long hash) {
        if (error != null) {
            return;
        }
        try (DocumentContext document = appender.writingDocument()) {
            final Bytes<?> bytes = document.wire().bytes();
            bytes.writeByte(JournalRecord.CAPTURE);
            bytes.writeLong(frames);
            bytes.writeLong(hash);
        } catch (final InternalError e) {
            endOrThrow(e);
        }
    }

    @Override
    public void close() {
        try {
            appender.close();
            queue.close();
        } catch (final InternalError e) {
            endOrThrow(e);
        }
    }
}
